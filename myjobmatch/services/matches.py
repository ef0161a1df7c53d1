"""Matches as each side sees them; the youth's yes or no to sharing their identity; closing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from myjobmatch.db.models import Consent, Match, Offer
from myjobmatch.db.repositories.offers import OfferRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import MatchView
from myjobmatch.domain.enums import ConsentKind, MatchStatus, Side
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import (
    is_employer_side,
    is_youth,
    may_act_for_company,
    require,
)
from myjobmatch.services.building import service
from myjobmatch.services.companies import require_standing, trace
from myjobmatch.services.matching_pairs import (
    end_match,
    move_match,
    open_conversation,
    tell_both,
)
from myjobmatch.services.outcome_questions import outcome_views

CONSENT_TEXT_VERSION = "share-identity-2026-11"
"""The version of the text `consent.share_identity` in the catalogues: a new text is a new version."""

ASKING = frozenset({MatchStatus.MUTUAL, MatchStatus.CONSENT_ASKED})
"""States of a match that wait for the youth."""


@dataclass(frozen=True, slots=True)
class AnswerConsent:
    """Yes or no to sharing one's first name with the company of a match, for the text that was read."""

    match_id: str
    given: bool
    text_version: str


@dataclass(frozen=True, slots=True)
class CloseMatch:
    """End a match."""

    match_id: str


@service(is_youth)
async def answer_consent(actor: Actor, command: AnswerConsent, uow: UnitOfWork) -> MatchView:
    """Record the answer; only a yes reveals the first name and opens the conversation.

    Raises:
        NotFound: not a match of theirs (`match_unknown`).
        Invalid: another text was read than the one of today (`consent_text_old`).
        Conflict: the question is no longer open, or the youth blocks the company (`match_transition`), or it
            rests while the company is suspended (`match_paused`).
    """
    match, offer = await _own_match(actor, command.match_id, uow)
    if offer.withheld:
        raise Conflict("match_paused")
    if command.text_version != CONSENT_TEXT_VERSION:
        raise Invalid("consent_text_old")
    if not isinstance(command.given, bool):
        raise Invalid("malformed")
    after = MatchStatus.SHARED if command.given else MatchStatus.DECLINED
    if match.status is after:
        return await _youth_view(match, uow, actor.account_id)
    if command.given and await uow.sharing.is_blocked(match.youth_id, offer.company_id or 0):
        raise Conflict("match_transition")
    await move_match(uow, actor, match, after)
    uow.matches.add(
        Consent(
            youth_id=match.youth_id,
            kind=ConsentKind.SHARE_IDENTITY,
            match_id=match.id,
            company_id=offer.company_id,
            text_version=command.text_version,
            language=actor.locale,
            given=command.given,
            account_id=actor.account_id,
            at=uow.clock.now(),
        )
    )
    youth = await uow.youths.get(match.youth_id)
    if youth is None:
        raise NotFound("match_unknown")
    if command.given:
        await open_conversation(uow, match, offer)
    uow.ledger.activity(
        ActivityKind.IDENTITY_SHARED if command.given else ActivityKind.IDENTITY_DECLINED,
        actor,
        structure_id=youth.structure_id,
        youth_id=youth.id,
        offer_id=offer.id,
    )
    uow.ledger.event("consent_answered", {"match": match.id, "given": command.given})
    await tell_both(uow, youth, offer)
    return await _youth_view(match, uow, actor.account_id)


@service(lambda actor: is_youth(actor) or is_employer_side(actor))
async def close_match(actor: Actor, command: CloseMatch, uow: UnitOfWork) -> None:
    """End a match from either side: the company no longer sees who it was, the youth may still read what was written.

    Raises:
        NotFound: not a match of theirs (`match_unknown`).
        Conflict: it is closed already (`match_transition`).
    """
    match, offer = await (
        _own_match(actor, command.match_id, uow)
        if is_youth(actor)
        else company_match(actor, command.match_id, uow)
    )
    youth = await uow.youths.get(match.youth_id)
    if youth is None:
        raise Conflict("match_unknown")
    side = Side.YOUTH if is_youth(actor) else Side.EMPLOYER
    await end_match(uow, actor, match, offer, youth, side)
    if side is Side.EMPLOYER:
        company = await uow.companies.get(offer.company_id or 0)
        if company is not None:
            trace(actor, company, uow, "match_closed", "match", match.id)


@service(is_youth, writes=False)
async def list_own_matches(actor: Actor, _command: None, uow: UnitOfWork) -> list[MatchView]:
    """A youth's matches, the latest first; what a suspended company would ask is not asked."""
    matches = await uow.matches.of_youths([actor.youth_id or 0])
    rows = await uow.offers.rows([match.offer_id for match in matches])
    resting = {m.id for m in matches if m.status in ASKING and rows[m.offer_id].offer.withheld}
    shown = [match for match in matches if match.id not in resting]
    return await views_for_youth(shown, uow, actor.account_id)


@service(is_employer_side)
async def list_company_matches(actor: Actor, company_id: int, uow: UnitOfWork) -> list[MatchView]:
    """A company's matches, the latest first; a first name only where it is shared today.

    Raises:
        NotFound: not a company of theirs (`company_unknown`).
    """
    company = await uow.companies.get(company_id)
    require(
        company is not None
        and may_act_for_company(actor, company_id=company.id, structure_id=company.structure_id),
        "company_unknown",
    )
    return await views_for_company(await uow.matches.of_company(company_id), uow, actor.account_id)


async def views_for_youth(
    matches: Sequence[Match], uow: UnitOfWork, reader_id: int = 0
) -> list[MatchView]:
    """Matches as the youth sees them: the company by its name."""
    rows = await uow.offers.rows([match.offer_id for match in matches])
    withdrawn = await uow.matches.withdrawn([match.id for match in matches])
    outcomes = await outcome_views(matches, Side.YOUTH, reader_id, uow)
    views = []
    for match in matches:
        row = rows[match.offer_id]
        view = await _view(match, row, uow, readable=match.shared_at is not None)
        company_id = row.company.public_id if row.company else ""
        views.append(
            replace(
                view,
                withdrawn=match.id in withdrawn,
                company_id=company_id,
                outcome=outcomes.get(match.id),
            )
        )
    return views


async def views_for_company(
    matches: Sequence[Match], uow: UnitOfWork, reader_id: int = 0
) -> list[MatchView]:
    """Matches as the employer sees them: an alias, and a first name as long as it is shared."""
    rows = await uow.offers.rows([match.offer_id for match in matches])
    shared = await uow.matches.shared([match.id for match in matches])
    withdrawn = await uow.matches.withdrawn([match.id for match in matches])
    identities = await uow.youths.identities([m.youth_id for m in matches if m.id in shared])
    outcomes = await outcome_views(
        [match for match in matches if match.id in shared], Side.EMPLOYER, reader_id, uow
    )
    views = []
    for match in matches:
        aliases = await uow.decisions.aliases(match.offer_id, [match.youth_id])
        is_shared = match.id in shared
        view = await _view(match, rows[match.offer_id], uow, readable=is_shared)
        views.append(
            replace(
                view,
                person=identities[match.youth_id].first_name if is_shared else "",
                alias=aliases[match.youth_id],
                withdrawn=match.id in withdrawn,
                outcome=outcomes.get(match.id),
            )
        )
    return views


async def company_match(actor: Actor, public_id: str, uow: UnitOfWork) -> tuple[Match, Offer]:
    """A match on an offer of a company the actor acts for; where something is to be written, locked.

    Raises:
        NotFound: there is none (`match_unknown`).
        Conflict: something is to be written, and the company is suspended (`company_suspended`).
    """
    match = await uow.matches.by_public_id(checked_public_id(public_id), lock=uow.write)
    offer = await uow.offers.get(match.offer_id) if match else None
    company = await uow.companies.get(offer.company_id) if offer and offer.company_id else None
    if match is None or offer is None or company is None:
        raise NotFound("match_unknown")
    require(
        may_act_for_company(actor, company_id=company.id, structure_id=company.structure_id),
        "match_unknown",
    )
    if uow.write:
        require_standing(company)
    return match, offer


async def _own_match(actor: Actor, public_id: str, uow: UnitOfWork) -> tuple[Match, Offer]:
    # locked: a yes must not be written over an end that came meanwhile
    match = await uow.matches.by_public_id(checked_public_id(public_id), lock=uow.write)
    if match is None or match.youth_id != actor.youth_id:
        raise NotFound("match_unknown")
    offer = await uow.offers.get(match.offer_id)
    if offer is None:
        raise NotFound("match_unknown")
    return match, offer


async def _youth_view(match: Match, uow: UnitOfWork, reader_id: int) -> MatchView:
    return (await views_for_youth([match], uow, reader_id))[0]


async def _view(match: Match, row: OfferRow, uow: UnitOfWork, *, readable: bool) -> MatchView:
    """Without anybody's name; `readable`: whether the reader may open the conversation, if there is one."""
    conversation = await uow.conversations.of_match(match.id) if readable else None
    asked = match.status is MatchStatus.CONSENT_ASKED
    return MatchView(
        id=match.public_id,
        offer_id=row.offer.public_id,
        offer_title=row.offer.title,
        company=row.company_name,
        status=match.status,
        since=match.updated_at,
        person="",
        alias="",
        conversation_id=conversation.public_id if conversation else None,
        consent_text_version=CONSENT_TEXT_VERSION if asked else "",
    )

"""The review of an immersion: how it ended, what both say, whether a contract came of it."""

from dataclasses import dataclass
from datetime import date

from myjobmatch.db.models import Immersion, ImmersionReview, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.domain.form_problems import FieldProblem
from myjobmatch.domain.immersion_rules import WORDS_AT_MOST
from myjobmatch.domain.immersions import ImmersionDone, ImmersionStatus, ObjectivesMet
from myjobmatch.domain.outcomes import HireTerms, checked_terms
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.text import some_lines
from myjobmatch.services.building import service
from myjobmatch.services.immersion_hires import tell_hire_of, untell_hire_of
from myjobmatch.services.immersion_stages import tell_situation_of, untell_situation
from myjobmatch.services.immersions import ImmersionNotReady, accompanied_immersion, tell_of

_FIELD_OF = {
    "hire_contract": "contract",
    "hire_start": "contract_starts_on",
    "hire_end": "contract_ends_on",
}


@dataclass(frozen=True, slots=True)
class ReviewImmersion:
    """How an agreement (public id) ended; of a hire its contract and first day, and its last where it has one.

    `correct`: it was reviewed, and this is how it was in truth.
    """

    immersion_id: str
    done: ImmersionDone
    objectives_met: ObjectivesMet
    hired: bool = False
    contract: ContractKind | None = None
    contract_starts_on: date | None = None
    contract_ends_on: date | None = None
    youth_words: str = ""
    host_words: str = ""
    correct: bool = False


@service(is_accompanying)
async def review_immersion(actor: Actor, command: ReviewImmersion, uow: UnitOfWork) -> None:
    """Keep the review, or correct it. A hire brings its match or application there and is kept with its contract.

    Without a hire the stage stays: an employer may take their time. A correction replaces what was said, and what it
    told elsewhere; who reviewed and when stays, and nothing is counted a second time.

    Raises:
        NotFound: not an agreement of a youth whom the actor accompanies (`immersion_unknown`).
        Conflict: it is not signed, or was reviewed, or there is no review to correct (`immersion_state`), or it has
            not begun (`immersion_not_begun`).
        Invalid: something of it cannot be (`ImmersionNotReady`, each problem with its field); so is a hire that is
            not the advisor's to take back (`immersion_hire_elsewhere`).
    """
    row, youth = await accompanied_immersion(actor, command.immersion_id, uow)
    kept = await _kept(row, command, uow)
    today = paris_day(uow.clock.now())
    if row.starts_on is None or today < row.starts_on:
        raise Conflict("immersion_not_begun")
    before, was = _terms_of(kept), _said(kept)
    absent = kept is not None and kept.done is ImmersionDone.NO_SHOW
    words, found = _words(command)
    found += _told_problems(command)
    terms = _terms(command, before, today, found)
    if found:
        raise ImmersionNotReady(found)
    review = kept or _first(actor, row, youth, uow)
    _fill(review, command, words, terms)
    row.status, row.changed_at = ImmersionStatus.REVIEWED, uow.clock.now()
    if command.done is ImmersionDone.NO_SHOW:
        await untell_situation(row, uow)
    elif absent:
        await tell_situation_of(actor, row, youth, uow)
    if terms is None and before is not None:
        await untell_hire_of(actor, row, youth, review.at, uow)
    elif terms is not None and terms != before:
        await tell_hire_of(actor, row, youth, terms, uow, again=before is not None)
    action = "immersion_review_corrected" if kept else "immersion_reviewed"
    uow.ledger.audit(actor, action, "immersion", row.id, details=was)
    await uow.immersions.flush()
    await tell_of(uow, youth, row)


async def _kept(
    row: Immersion, command: ReviewImmersion, uow: UnitOfWork
) -> ImmersionReview | None:
    """The review that is corrected; None of one that is the first.

    Raises:
        Conflict: there is none to correct, or there is one, or the agreement is not signed (`immersion_state`).
    """
    found = (await uow.immersions.reviews([row.id])).get(row.id)
    expected = ImmersionStatus.REVIEWED if command.correct else ImmersionStatus.SIGNED
    if row.status is not expected or (found is None) is command.correct:
        raise Conflict("immersion_state")
    return found[0] if found else None


def _first(actor: Actor, row: Immersion, youth: Youth, uow: UnitOfWork) -> ImmersionReview:
    """A review that is written for the first time: who, when, and counted."""
    review = ImmersionReview(immersion_id=row.id, at=uow.clock.now(), account_id=actor.account_id)
    uow.immersions.add(review)
    uow.ledger.activity(
        ActivityKind.IMMERSION_REVIEWED,
        actor,
        structure_id=youth.structure_id,
        youth_id=youth.id,
        offer_id=row.offer_id,
    )
    return review


def _fill(
    review: ImmersionReview,
    command: ReviewImmersion,
    words: dict[str, str],
    terms: HireTerms | None,
) -> None:
    review.done, review.objectives_met = command.done, command.objectives_met
    review.youth_words, review.host_words = words["youth_words"], words["host_words"]
    review.hired = terms is not None
    review.contract = terms.contract if terms else None
    review.contract_starts_on = terms.starts_on if terms else None
    review.contract_ends_on = terms.ends_on if terms else None


def _said(kept: ImmersionReview | None) -> dict[str, object]:
    """What a review said before it was corrected, but for the words."""
    if kept is None:
        return {}
    return {
        "done": kept.done.value,
        "objectives_met": kept.objectives_met.value,
        "hired": kept.hired,
    }


def _terms_of(kept: ImmersionReview | None) -> HireTerms | None:
    """The contract of a hire that was told before."""
    if kept is None or kept.contract is None or kept.contract_starts_on is None:
        return None
    return HireTerms(kept.contract, kept.contract_starts_on, kept.contract_ends_on)


def _words(command: ReviewImmersion) -> tuple[dict[str, str], list[FieldProblem]]:
    words = {name: some_lines(getattr(command, name)) for name in ("youth_words", "host_words")}
    return words, [
        FieldProblem(name, "immersion_long", {"most": WORDS_AT_MOST})
        for name, text in words.items()
        if len(text) > WORDS_AT_MOST
    ]


def _told_problems(command: ReviewImmersion) -> list[FieldProblem]:
    if not isinstance(command.done, ImmersionDone) or not isinstance(
        command.objectives_met, ObjectivesMet
    ):
        raise Invalid("malformed")
    nobody_came = command.done is ImmersionDone.NO_SHOW
    if nobody_came and command.objectives_met is not ObjectivesMet.NO:
        return [FieldProblem("objectives_met", "immersion_no_show")]
    return []


def _terms(
    command: ReviewImmersion, before: HireTerms | None, today: date, found: list[FieldProblem]
) -> HireTerms | None:
    """The contract of a hire; what is wrong with it joins `found`. The one told before could be then."""
    if not command.hired:
        return None
    days = (command.contract_starts_on, command.contract_ends_on)
    if not all(day is None or type(day) is date for day in days):
        raise Invalid("malformed")
    if command.contract is None:
        found.append(FieldProblem("contract", "hire_contract"))
    if command.contract_starts_on is None:
        found.append(FieldProblem("contract_starts_on", "hire_start"))
    if command.contract is None or command.contract_starts_on is None:
        return None
    terms = HireTerms(command.contract, command.contract_starts_on, command.contract_ends_on)
    if terms == before:
        return terms
    try:
        return checked_terms(terms, today)
    except Invalid as refusal:
        found.append(FieldProblem(_FIELD_OF[refusal.code], refusal.code))
        return None

"""A company's offers as those who act for it see and write them."""

from dataclasses import dataclass, replace
from datetime import datetime

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import CompanySite, Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import (
    CompanyStatus,
    ContractKind,
    OfferOrigin,
    OfferStatus,
    SkillKind,
)
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.domain.form_problems import FieldProblem, FormNotReady
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.offer_rules import (
    OfferContent,
    form_problems,
    publication_problems,
)
from myjobmatch.domain.permissions import is_employer_side
from myjobmatch.services.building import service
from myjobmatch.services.companies import acting_company, short_text, trace
from myjobmatch.services.company_sites import site_of
from myjobmatch.services.decks import company_offer
from myjobmatch.services.offer_checks import note_wording
from myjobmatch.services.offer_content import (
    content_now,
    keep_asked,
    place_label,
    write_content,
)
from myjobmatch.services.offer_lifecycle import (
    add_step,
    move_offer,
    offer_to_change,
    tell_of,
    version_of,
)
from myjobmatch.services.offer_texts import WordingCheck, check_wording
from myjobmatch.services.places import Place, place_named

EDITABLE = frozenset(
    {
        OfferStatus.DRAFT,
        OfferStatus.SUBMITTED,
        OfferStatus.PUBLISHED,
        OfferStatus.PAUSED,
        OfferStatus.REFUSED,
    }
)
SHOWN = frozenset({OfferStatus.SUBMITTED, OfferStatus.PUBLISHED, OfferStatus.PAUSED})
"""States in which an offer must stay fit for publication."""
_SKILL_KINDS = (SkillKind.SAVOIR_FAIRE, SkillKind.SAVOIR)


class OfferNotReady(FormNotReady):
    """The offer cannot be kept or published as it is: which fields, and which words."""

    def __init__(self, problems: list[FieldProblem], wording: WordingCheck | None = None) -> None:
        """Keep what is wrong; nothing was changed."""
        super().__init__("offer_not_ready", problems)
        self.wording = wording


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer in the company's list. `likes` counts youths, `seen` the candidates decided on."""

    id: str
    version: str
    title: str
    status: OfferStatus
    place: str
    contract: ContractKind
    positions: int
    likes: int
    seen: int
    liked: int
    matches: int
    published_at: datetime | None
    expires_at: datetime | None
    updated_at: datetime
    refusal_reason: str


@dataclass(frozen=True, slots=True)
class OfferToEdit:
    """An offer with all that its form holds. `version` goes back with what is saved."""

    id: str
    company_id: str
    version: str
    status: OfferStatus
    editable: bool
    content: OfferContent
    place_label: str
    occupation: str
    skills: tuple[tuple[int, str, bool], ...]
    aptitudes: tuple[tuple[int, str], ...]
    refusal_reason: str
    site_id: str


@dataclass(frozen=True, slots=True)
class SaveOffer:
    """Keep what was typed. `new_id` is the id that a new offer gets, made with its form.

    `content.place` is the label of a place (`services.places`); its position is looked up here.
    """

    company_id: str
    content: OfferContent
    offer_id: str = ""
    version: str = ""
    new_id: str = ""
    unread: tuple[FieldProblem, ...] = ()
    """Fields whose text is no number or date: told together with the rest."""
    publishing: bool = False
    """Whether publication comes next: then all that it asks is told at once."""
    site_id: str = ""
    """The establishment where it is, instead of a place."""


@dataclass(frozen=True, slots=True)
class SavedOffer:
    """An offer as it now is."""

    id: str
    version: str
    status: OfferStatus


@service(is_employer_side, writes=False)
async def list_company_offers(actor: Actor, company_id: str, uow: UnitOfWork) -> list[OfferLine]:
    """A company's offers, the latest change first, with what happened on each.

    Raises:
        NotFound: not a company of theirs (`company_unknown`).
    """
    company = await acting_company(actor, company_id, uow)
    offers = await uow.offers.of_company(company.id)
    ids = [offer.id for offer in offers]
    likes = await uow.decisions.likes_by_offer(company.id)
    matches = await uow.matches.counts_by_offer(company.id)
    seen, liked = await uow.employer.seen_by_offer(ids), await uow.employer.liked_by_offer(ids)
    return [
        OfferLine(
            id=offer.public_id,
            version=version_of(offer),
            title=offer.title,
            status=offer.status,
            place=offer.place,
            contract=offer.contract,
            positions=offer.positions,
            likes=likes.get(offer.id, 0),
            seen=seen.get(offer.id, 0),
            liked=liked.get(offer.id, 0),
            matches=matches.get(offer.id, 0),
            published_at=offer.published_at,
            expires_at=offer.expires_at,
            updated_at=offer.updated_at,
            refusal_reason=offer.refusal_reason,
        )
        for offer in offers
    ]


@service(is_employer_side, writes=False)
async def read_offer(actor: Actor, offer_id: str, uow: UnitOfWork) -> OfferToEdit:
    """An offer of a company the actor acts for, for its form.

    Raises:
        NotFound: there is none (`offer_unknown`).
    """
    offer, company = await company_offer(actor, offer_id, uow)
    skills = tuple(await uow.offers.skills(offer.id))
    aptitudes = tuple(await uow.offers.aptitudes(offer.id))
    names = await uow.catalogue.skill_names([*(i for i, _ in skills), *aptitudes], actor.locale)
    occupations = await uow.catalogue.occupation_names(
        [offer.occupation_id] if offer.occupation_id else [], actor.locale
    )
    site = await uow.companies.site_by_id(offer.site_id) if offer.site_id else None
    return OfferToEdit(
        id=offer.public_id,
        company_id=company.public_id,
        version=version_of(offer),
        status=offer.status,
        editable=offer.status in EDITABLE,
        content=await content_now(offer, uow),
        place_label=place_label(offer),
        occupation=occupations.get(offer.occupation_id or 0, ""),
        skills=tuple((i, names.get(i, ""), essential) for i, essential in skills),
        aptitudes=tuple((i, names.get(i, "")) for i in aptitudes),
        refusal_reason=offer.refusal_reason,
        site_id=site.public_id if site else "",
    )


@service(is_employer_side)
async def save_offer(actor: Actor, command: SaveOffer, uow: UnitOfWork) -> SavedOffer:
    """Keep an offer: a new draft, or a change to one that is there.

    What is shown to people, or waits to be, must stay fit for publication. Saving an offer that was
    refused makes it a draft again.

    Raises:
        OfferNotReady: fields or words that cannot stay.
        NotFound: not a company, offer or establishment of theirs (`company_unknown`, `offer_unknown`,
            `site_unknown`).
        Conflict: someone else changed it meanwhile (`offer_changed`), or it is over (`offer_over`).
    """
    if not command.offer_id:
        return await _create(actor, command, uow)
    offer, company = await offer_to_change(actor, command.offer_id, command.version, uow)
    if offer.status not in EDITABLE:
        raise Conflict("offer_over")
    site = await site_of(company, command.site_id, uow) if command.site_id else None
    content = await _checked(command, uow, offer, site)
    if offer.status in SHOWN:
        require_ready(content, uow)
    if offer.status is OfferStatus.REFUSED:
        await move_offer(uow, actor, offer, company, OfferStatus.DRAFT)
        offer.refusal_reason = ""
    if (offer.latitude, offer.longitude) != (content.latitude, content.longitude):
        # the bands of travel to several places, joined by an alias, would tell where someone lives
        await uow.dealings.keep_places(offer.id, uow.clock.now())
        await uow.decisions.forget_aliases(offer.id)
    write_content(offer, content)
    offer.site_id = site.id if site else None
    offer.updated_at = uow.clock.now()
    await keep_asked(offer, content, uow)
    trace(actor, company, uow, "offer_edited", "offer", offer.id)
    to_read = offer.status in SHOWN and await note_wording(offer, uow)
    if to_read and offer.status is not OfferStatus.SUBMITTED:
        # what was published said something else: somebody reads the new words first
        await move_offer(uow, actor, offer, company, OfferStatus.SUBMITTED)
    await tell_of(uow, offer, likers_too=offer.status in SHOWN)
    return SavedOffer(offer.public_id, version_of(offer), offer.status)


def require_ready(content: OfferContent, uow: UnitOfWork) -> None:
    """Go on if the offer may be shown to people.

    Raises:
        OfferNotReady: it may not yet.
    """
    problems = publication_problems(content, paris_day(uow.clock.now()))
    wording = check_wording(content.title, content.description)
    if problems or not wording.sound:
        raise OfferNotReady(problems, wording)


async def _create(actor: Actor, command: SaveOffer, uow: UnitOfWork) -> SavedOffer:
    company = await acting_company(actor, command.company_id, uow)
    if company.status is CompanyStatus.REFUSED:
        raise Conflict("company_refused")
    public_id = checked_public_id(command.new_id)
    known = await uow.offers.by_public_id(public_id)
    if known is not None:
        if known.company_id != company.id:
            raise Conflict("offer_changed")
        return SavedOffer(known.public_id, version_of(known), known.status)
    site = await site_of(company, command.site_id, uow) if command.site_id else None
    content = await _checked(command, uow, site=site)
    now = uow.clock.now()
    offer = Offer(
        public_id=public_id,
        origin=OfferOrigin.INTERNAL,
        status=OfferStatus.DRAFT,
        structure_id=company.structure_id,
        company_id=company.id,
        company_name=company.name,
        created_by=actor.account_id,
        created_at=now,
        updated_at=now,
    )
    write_content(offer, content)
    offer.site_id = site.id if site else None
    uow.offers.add(offer)
    await keep_asked(offer, content, uow)
    add_step(uow, actor, offer, None)
    trace(actor, company, uow, "offer_created", "offer", offer.id)
    await tell_of(uow, offer)
    return SavedOffer(offer.public_id, version_of(offer), offer.status)


async def _checked(
    command: SaveOffer,
    uow: UnitOfWork,
    offer: Offer | None = None,
    site: CompanySite | None = None,
) -> OfferContent:
    """The content as it is kept: texts cleaned, the place found, ids that the catalogue knows.

    A place that stays what it was in `offer` is not looked up again.
    """
    content = command.content
    content = replace(
        content,
        title=short_text(content.title, 1000),
        description=short_text(content.description, 20_000),
        pay_text=short_text(content.pay_text, 1000),
    )
    problems = [
        *command.unread,
        *form_problems(replace(content, latitude=None, longitude=None)),
    ]
    wanted = {i for i, _ in content.skills}
    if wanted - await uow.catalogue.existing_skills(wanted, _SKILL_KINDS):
        problems.append(FieldProblem("skills", "skill_unknown"))
    aptitudes = set(content.aptitude_ids)
    if aptitudes - await uow.catalogue.existing_skills(aptitudes, (SkillKind.SAVOIR_ETRE,)):
        problems.append(FieldProblem("aptitudes", "skill_unknown"))
    occupations = {content.occupation_id} if content.occupation_id is not None else set()
    if occupations - await uow.catalogue.existing_occupations(occupations):
        problems.append(FieldProblem("title", "occupation_unknown"))
    if site is not None:
        content = _at(content, site.commune, site)
    elif offer is not None and content.place == place_label(offer):
        content = _at(content, offer.place, offer)
    elif content.place.strip():
        try:
            place = await place_named(uow, content.place)
        except Invalid as refusal:
            problems.append(FieldProblem("place", refusal.code))
        else:
            content = _at(content, place.name, place)
    if problems and command.publishing:
        today = paris_day(uow.clock.now())
        problems += publication_problems(content, today)
        raise OfferNotReady(
            problems, await off_loop(check_wording, content.title, content.description)
        )
    if problems:
        raise OfferNotReady(problems)
    return content


def _at(content: OfferContent, name: str, where: CompanySite | Offer | Place) -> OfferContent:
    """The content at a place."""
    return replace(
        content,
        place=name,
        postcode=where.postcode,
        latitude=where.latitude,
        longitude=where.longitude,
    )

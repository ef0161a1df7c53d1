"""The door of companies: registering by SIRET, a link in a mail, and no password.

Nothing is written of who registers but the link itself: the company and its first owner are made when the link is
used, so that nobody holds a SIRET with an address that is not theirs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from myjobmatch.db.clash import Clash
from myjobmatch.db.models import MailLink
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.companies import checked_person
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import DomainError, Invalid, NotFound
from myjobmatch.domain.form_problems import FieldProblem, FormNotReady
from myjobmatch.domain.mail_links import LinkPurpose
from myjobmatch.domain.notifications import Channel
from myjobmatch.domain.place_names import spelled
from myjobmatch.domain.siret import checked_siret
from myjobmatch.integrations.company_directory import CompanyDirectory, Establishment
from myjobmatch.services.attempts import count_tries, key_of
from myjobmatch.services.companies import LONGEST_NAME, LONGEST_SECTOR, short_text
from myjobmatch.services.company_entering import (
    enter_company,
    found_company,
    may_come_anew,
    postcode_of,
)
from myjobmatch.services.company_letters import Post, letter_with_link, send_letter
from myjobmatch.services.contacts import normalised_address
from myjobmatch.services.mail_links import LinkSubject, look_at_link, make_link, use_link
from myjobmatch.services.places import Place, place_named, places_like
from myjobmatch.services.registration import route
from myjobmatch.services.sessions import OpenedSession, SessionService, token_hash

TRIES_BY_CLIENT = 20
"""Registrations and links asked for from one address in a quarter of an hour."""
TRIES_BY_ADDRESS = 4
"""Letters to one e-mail address in a quarter of an hour."""
LOOKS_BY_CLIENT = 60
SEARCHES_BY_CLIENT = 600
PLACES_SHOWN = 6
_OPENS = (LinkPurpose.ENTER, LinkPurpose.JOIN)


@dataclass(frozen=True, slots=True)
class RegisterCompany:
    """What was answered. `place` is the label of a suggestion; `trap` is a field that nobody sees."""

    siret: str
    name: str
    place: str
    person: str
    email: str
    language: str
    sector: str = ""
    trap: str = ""


class DoorNotReady(FormNotReady):
    """Answers that are not sound, each with its field."""

    def __init__(self, found: list[FieldProblem]) -> None:
        """Keep what is wrong, in the order of the form; nothing was sent."""
        super().__init__(found[0].code, found)


@dataclass(frozen=True, slots=True)
class Known:
    """What the directory knows, with the label of its commune where that is one of ours."""

    establishment: Establishment
    place: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """What a link would do: whom it lets into which company; `state` is `ready`, or why it does nothing."""

    state: str
    company: str = ""
    email: str = ""
    person: str = ""
    joins: bool = False
    renewable: bool = False


@dataclass(frozen=True, slots=True)
class Entered:
    """A session; or none, when the company is here already and its people were asked."""

    opened: OpenedSession | None
    home: str = ""


@contextmanager
def _telling(field: str, found: list[FieldProblem]) -> Iterator[None]:
    """What is refused inside joins what is told of the form."""
    try:
        yield
    except Invalid as refusal:
        found.append(FieldProblem(field, refusal.code, dict(refusal.params)))


class CompanyDoor:
    """Lets companies in, each step in transactions of its own: before that there is no actor."""

    def __init__(
        self,
        database: Database,
        sessions: SessionService,
        directory: CompanyDirectory | None = None,
    ) -> None:
        """Register in `database`, open sessions by `sessions`, look companies up in `directory`."""
        self._database = database
        self._sessions = sessions
        self._directory = directory

    async def find_places(self, text: str, *, client: str) -> list[Place]:
        """The places that a text may mean, at most six.

        Raises:
            TooMany: a robot's number of questions from this address (`joining_too_many`).
        """
        await self._limit("company-places", client, SEARCHES_BY_CLIENT, "joining_too_many")
        async with self._database.unit(write=False) as uow:
            return await places_like(text[:80], uow, PLACES_SHOWN)

    async def look_up(self, siret: str, *, client: str) -> Known | None:
        """What the directory knows of a SIRET; None when it does not, or there is no directory.

        Raises:
            Invalid: no SIRET (`siret_length`, `siret_wrong`).
            TooMany: a robot's number of questions from this address (`joining_too_many`).
        """
        number = checked_siret(siret)
        await self._limit("company-look", client, LOOKS_BY_CLIENT, "joining_too_many")
        found = await self._found(number)
        if found is None:
            return None
        async with self._database.unit(write=False) as uow:
            near = await places_like(found.commune, uow, 12) if found.commune else []
        same = [place for place in near if spelled(place.name) == spelled(found.commune)]
        right = [place for place in same if place.postcode == found.postcode]
        chosen = right[0] if right else same[0] if len(same) == 1 else None
        return Known(found, chosen.label if chosen else "")

    async def register(self, form: RegisterCompany, post: Post, *, client: str) -> str:
        """Send a link that will make the company and let its recruiter in; answers where it went.

        Whoever has an account already gets a link to it instead: the answer here is the same.

        Raises:
            Invalid: the SIRET is none (`siret_length`, `siret_wrong`), or other answers are not sound
                (`DoorNotReady`: `company_name_missing`, `person_missing`, `email_form`, `text_long`,
                `offer_place_unknown`), or no structure answers for the commune (`company_no_structure`).
            TooMany: too many tries from here (`joining_too_many`), or letters to there (`link_too_many`).
            Conflict: the letter could not be sent (`link_not_sent`, `link_refused`).
        """
        if form.trap:
            raise Invalid("malformed")
        siret = checked_siret(form.siret)
        await self._limit("company", client, TRIES_BY_CLIENT, "joining_too_many")
        found: list[FieldProblem] = []
        with _telling("name", found):
            name = short_text(form.name, LONGEST_NAME)
            if not name:
                raise Invalid("company_name_missing")
        with _telling("sector", found):
            sector = short_text(form.sector, LONGEST_SECTOR)
        known = await self._found(siret)
        async with self._database.unit(write=False) as uow:
            with _telling("place", found):
                place = await place_named(uow, form.place)
                if await route(uow, place, postcode_of(place, known)) is None:
                    raise Invalid("company_no_structure")
        with _telling("person", found):
            person = checked_person(form.person)
        with _telling("email", found):
            email = normalised_address(Channel.EMAIL, form.email)
        if found:
            raise DoorNotReady(found)
        details = {
            "siret": siret,
            "name": name,
            "sector": sector,
            "place": place.label,
            "person": person,
            "language": form.language,
        }
        await self._send(email, post, form.language, details)
        return email

    async def send_link(self, typed: str, post: Post, language: str, *, client: str) -> str:
        """Send whoever is registered a link to come in by; anybody else learns by mail that they are not.

        Raises:
            Invalid: no address (`email_form`).
            TooMany: too many tries from here (`joining_too_many`), or letters to there (`link_too_many`).
            Conflict: the letter could not be sent (`link_not_sent`, `link_refused`).
        """
        email = normalised_address(Channel.EMAIL, typed)
        await self._limit("company", client, TRIES_BY_CLIENT, "joining_too_many")
        await self._send(email, post, language, None)
        return email

    async def renew(self, token: str, post: Post, language: str, *, client: str) -> str:
        """Send the link of a mail once more, to the address that had it; answers that address.

        Raises:
            NotFound: no such link (`link_unknown`).
            TooMany, Conflict: as `send_link`.
        """
        await self._limit("company", client, TRIES_BY_CLIENT, "joining_too_many")
        async with self._database.unit(write=False) as uow:
            link = await uow.mail_links.by_hash(token_hash(token[:64]))
        if link is None or not _renewable(link):
            raise NotFound("link_unknown")
        fresh = dict(link.details) if link.account_id is None and link.used_at is None else None
        await self._send(link.email, post, language, fresh)
        return link.email

    async def look(self, token: str) -> LinkView:
        """What a link would do; it stays as it is."""
        async with self._database.unit(write=False) as uow:
            link = await uow.mail_links.by_hash(token_hash(token[:64])) if token else None
            if link is None or link.purpose not in _OPENS:
                return LinkView("link_unknown")
            view = await self._told(link, uow)
            try:
                await look_at_link(uow, link.purpose, token)
            except NotFound as refusal:
                return LinkView(refusal.code)
            except DomainError as refusal:
                return LinkView(refusal.code, view.company, view.email, renewable=_renewable(link))
            return view

    async def _told(self, link: MailLink, uow: UnitOfWork) -> LinkView:
        account = await uow.accounts.get(link.account_id) if link.account_id else None
        company_id = link.company_id or (account.company_id if account else None)
        company = await uow.companies.get(company_id) if company_id else None
        return LinkView(
            "ready",
            company=company.name if company else link.details.get("name", ""),
            email=link.email,
            person=account.display_name if account else link.details.get("person", ""),
            joins=link.purpose is LinkPurpose.JOIN,
        )

    async def enter(self, token: str, person: str, *, replaced: str | None) -> Entered:
        """Use a link: the company and the account are made where they are not yet, and a session opens.

        Raises:
            NotFound: no such link (`link_unknown`).
            Conflict: it was used or its time is over (`link_used`, `link_expired`); or the address serves
                another account (`join_other_account`), and then the link can still be used.
            Invalid: who joins has not said their name (`person_missing`).
        """
        async with self._database.unit(write=False) as uow:
            link = await uow.mail_links.by_hash(token_hash(token[:64]))
        # asked before the transaction, which waits for nobody
        known = await self._found(link.details.get("siret", "")) if link else None
        try:
            account_id, home = await self._use(token, person, known)
        except Clash:
            # somebody else registered the same company at this moment: now it is known
            account_id, home = await self._use(token, person, known)
        if account_id is None:
            return Entered(None)
        return Entered(await self._sessions.open_for(account_id, replaced), home)

    async def _found(self, siret: str) -> Establishment | None:
        return await self._directory.find(siret) if siret and self._directory else None

    async def _use(
        self, token: str, person: str, known: Establishment | None
    ) -> tuple[int | None, str]:
        async with self._database.unit() as uow:
            link = await uow.mail_links.by_hash(token_hash(token[:64])) if token else None
            if link is None or link.purpose not in _OPENS:
                raise NotFound("link_unknown")
            link = await use_link(uow, link.purpose, token)
            if link.purpose is LinkPurpose.JOIN:
                return await enter_company(uow, link, person)
            if link.account_id is not None:
                return link.account_id, "/employeur/offres"
            return await found_company(uow, link, known)

    async def _send(
        self, email: str, post: Post, language: str, details: dict[str, str] | None
    ) -> None:
        """One letter, whoever it is for: nobody learns from the answer, or how long it takes, who is known."""
        await self._limit("company-mail", email, TRIES_BY_ADDRESS, "link_too_many")
        async with self._database.unit() as uow:
            account = await uow.accounts.by_login(email) or await uow.accounts.recruiter_at(email)
            locale = account.language if account and account.locale else language
            if account is not None and not may_come_anew(account):
                if account.role is Role.RECRUITER:
                    subject = LinkSubject(email, account_id=account.id)
                    token = await make_link(uow, LinkPurpose.ENTER, subject)
                    letter = letter_with_link(post, locale, email, "enter", token=token)
                else:
                    letter = letter_with_link(post, locale, email, "other")
            elif details is None:
                letter = letter_with_link(post, language, email, "nobody")
            else:
                subject = LinkSubject(email, details=details)
                token = await make_link(uow, LinkPurpose.ENTER, subject)
                letter = letter_with_link(
                    post, language, email, "first", token=token, company=details["name"]
                )
        await send_letter(post, letter)

    async def _limit(self, kind: str, value: str, most: int, code: str) -> None:
        now = self._database.clock.now()
        await count_tries(self._database, {key_of(kind, value): most}, now, code)


def _renewable(link: MailLink) -> bool:
    """An invitation is sent again by who invited; a link to come in by, by who had it."""
    return link.purpose is LinkPurpose.ENTER

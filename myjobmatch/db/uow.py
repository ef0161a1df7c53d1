"""The unit of work: one transaction, its repositories, and what it tells the world when it commits."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cached_property
from types import TracebackType
from typing import Self

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.base import table_of
from myjobmatch.db.database import Database
from myjobmatch.db.models import Change
from myjobmatch.db.repositories.accounts import Accounts
from myjobmatch.db.repositories.actions import Actions
from myjobmatch.db.repositories.answers import Answers
from myjobmatch.db.repositories.applications import Applications
from myjobmatch.db.repositories.appointment_hours import AppointmentHours
from myjobmatch.db.repositories.appointments import Appointments
from myjobmatch.db.repositories.catalogue import Catalogue
from myjobmatch.db.repositories.companies import Companies
from myjobmatch.db.repositories.continuity import Continuity
from myjobmatch.db.repositories.conversations import Conversations
from myjobmatch.db.repositories.dashboards import Dashboards
from myjobmatch.db.repositories.dealings import Dealings
from myjobmatch.db.repositories.decisions import Decisions
from myjobmatch.db.repositories.deck_told import DeckTold
from myjobmatch.db.repositories.embeddings import Embeddings
from myjobmatch.db.repositories.employer import Employer
from myjobmatch.db.repositories.endings import Endings
from myjobmatch.db.repositories.exposure import Exposures
from myjobmatch.db.repositories.feed import Feed
from myjobmatch.db.repositories.feed_runs import FeedRuns
from myjobmatch.db.repositories.figures import Figures
from myjobmatch.db.repositories.found import FoundOffers
from myjobmatch.db.repositories.imilo import Imilo
from myjobmatch.db.repositories.immersions import Immersions
from myjobmatch.db.repositories.imports import Imports
from myjobmatch.db.repositories.indexed import Indexed
from myjobmatch.db.repositories.joining import Joining
from myjobmatch.db.repositories.law import LawRepositories
from myjobmatch.db.repositories.learning import Learning
from myjobmatch.db.repositories.ledger import Ledger
from myjobmatch.db.repositories.mail_links import MailLinks
from myjobmatch.db.repositories.matches import Matches
from myjobmatch.db.repositories.my_search import MySearch
from myjobmatch.db.repositories.notifications import Notifications
from myjobmatch.db.repositories.offer_checks import OfferChecks
from myjobmatch.db.repositories.offers import Offers
from myjobmatch.db.repositories.outcomes import Outcomes
from myjobmatch.db.repositories.passkeys import Passkeys
from myjobmatch.db.repositories.portfolio import Portfolio
from myjobmatch.db.repositories.rankings import Rankings
from myjobmatch.db.repositories.sharing import Sharing
from myjobmatch.db.repositories.talk import Talk
from myjobmatch.db.repositories.today import Today
from myjobmatch.db.repositories.transfers import Transfers
from myjobmatch.db.repositories.transit import Transit
from myjobmatch.db.repositories.workshop_hours import WorkshopHours
from myjobmatch.db.repositories.workshop_people import WorkshopPeople
from myjobmatch.db.repositories.workshops import Workshops
from myjobmatch.db.repositories.youth_import import YouthImports
from myjobmatch.db.repositories.youths import Youths

__all__ = ["Database", "UnitOfWork", "UowFactory"]

_CHANGE_LOCK = 7203118
_ANNOUNCE = insert(table_of(Change))


class UnitOfWork(LawRepositories):
    """One transaction: commits when its block ends well, rolls back otherwise."""

    session: AsyncSession

    def __init__(self, database: Database, *, write: bool) -> None:
        """Prepare; nothing is opened before the block is entered."""
        self.database = database
        self.clock = database.clock
        self.write = write
        self._changes: dict[tuple[str, int], None] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Begin."""
        if self.write and self.database.is_sqlite:
            await self._stack.enter_async_context(self.database.writer.held())
        try:
            self.session = self.database.session(write=self.write)
            await self._stack.enter_async_context(self.session)
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Commit, or roll back when the block raised."""
        async with self._stack:
            if error is None and self.write:
                await self._commit()
                return
            unwritten = error is None and (self.session.new or self.session.dirty)
            self.session.expunge_all()  # what was read stays readable after the rollback
            await self.session.rollback()
            if unwritten:
                msg = "a reading unit of work was written to: declare that the service writes"
                raise RuntimeError(msg)

    def changed(self, topic: str, entity_id: int) -> None:
        """Put into the change sequence, on commit, that something changed (`db.models.ledger.Change`)."""
        self._changes[topic, entity_id] = None

    def announces(self, topic: str, entity_id: int) -> bool:
        """Whether this transaction will put that change into the sequence when it commits."""
        return (topic, entity_id) in self._changes

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """What is done inside is undone alone when it raises, what it notes and announces included."""
        changes, noted = dict(self._changes), self.ledger.waiting
        try:
            async with self.session.begin_nested():
                yield
        except BaseException:
            self._changes = changes
            self.ledger.forget_after(noted)
            raise

    async def _commit(self) -> None:
        await self.session.flush()
        await self.ledger.write_activities()
        if self._changes:
            if not self.database.is_sqlite:
                # ids must become visible in their order, or a reader would skip the late ones
                await self.session.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHANGE_LOCK}
                )
            now = self.clock.now()
            await self.session.execute(
                _ANNOUNCE,
                [{"topic": topic, "entity_id": id_, "at": now} for topic, id_ in self._changes],
            )
        await self.session.commit()

    @cached_property
    def accounts(self) -> Accounts:
        """Structures, accounts, sessions, sign-in attempts."""
        return Accounts(self.session)

    @cached_property
    def appointment_hours(self) -> AppointmentHours:
        """Hours of the week from appointments."""
        return AppointmentHours(self.session)

    @cached_property
    def actions(self) -> Actions:
        """Actions of the week, their catalogue, and the sums of weeks."""
        return Actions(self.session)

    @cached_property
    def answers(self) -> Answers:
        """Who waits for an employer's answer."""
        return Answers(self.session)

    @cached_property
    def applications(self) -> Applications:
        """Applications to outside offers, and proposals by advisors."""
        return Applications(self.session)

    @cached_property
    def appointments(self) -> Appointments:
        """Appointments, openings, absences, subscribed calendars."""
        return Appointments(self.session)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Skills and occupations."""
        return Catalogue(self.session)

    @cached_property
    def companies(self) -> Companies:
        """Companies."""
        return Companies(self.session)

    @cached_property
    def continuity(self) -> Continuity:
        """Hand-overs, shared follow-up, history of advisors."""
        return Continuity(self.session)

    @cached_property
    def conversations(self) -> Conversations:
        """Conversations and messages."""
        return Conversations(self.session)

    @cached_property
    def dashboards(self) -> Dashboards:
        """What dashboards read of the counts."""
        return Dashboards(self.session)

    @cached_property
    def dealings(self) -> Dealings:
        """What companies were shown of candidates."""
        return Dealings(self.session)

    @cached_property
    def decisions(self) -> Decisions:
        """Likes and passes, and the opaque aliases of candidates."""
        return Decisions(self.session)

    @cached_property
    def sharing(self) -> Sharing:
        """Blocks, reports of employers, closed questions, and what companies were dealt."""
        return Sharing(self.session)

    @cached_property
    def talk(self) -> Talk:
        """What hangs on messages: attachments, former texts, drafts, templates."""
        return Talk(self.session)

    @cached_property
    def told(self) -> DeckTold:
        """What youths put aside, keep for later, or say is wrong with an offer."""
        return DeckTold(self.session)

    @cached_property
    def embeddings(self) -> Embeddings:
        """Vectors kept with their encoder's fingerprint."""
        return Embeddings(self.session)

    @cached_property
    def endings(self) -> Endings:
        """Offers that end, and who waits on them."""
        return Endings(self.session)

    @cached_property
    def exposures(self) -> Exposures:
        """How often offers and youths were shown."""
        return Exposures(self.session)

    @cached_property
    def feed(self) -> Feed:
        """Bulk writes of offers that come from a feed."""
        return Feed(self.session)

    @cached_property
    def feed_runs(self) -> FeedRuns:
        """Runs of feeds, and which of their records stand."""
        return FeedRuns(self.session)

    @cached_property
    def figures(self) -> Figures:
        """The counts of the dashboards, as they are made of the log."""
        return Figures(self.session)

    @cached_property
    def found(self) -> FoundOffers:
        """Offers found by words."""
        return FoundOffers(self.session)

    @cached_property
    def imilo(self) -> Imilo:
        """What i-milo has been told, and the situations of youths."""
        return Imilo(self.session)

    @cached_property
    def immersions(self) -> Immersions:
        """Agreements of immersions, and their reviews."""
        return Immersions(self.session)

    @cached_property
    def imports(self) -> Imports:
        """Bulk upserts of taxonomies."""
        return Imports(self.session)

    @cached_property
    def employer(self) -> Employer:
        """What the employer's space asks beyond the rest."""
        return Employer(self.session)

    @cached_property
    def indexed(self) -> Indexed:
        """Offers as an index takes them."""
        return Indexed(self.session)

    @cached_property
    def joining(self) -> Joining:
        """Territories, requests, activation codes, agreements."""
        return Joining(self.session)

    @cached_property
    def learning(self) -> Learning:
        """What was decided on rankings shown, and the figures learnt from it."""
        return Learning(self.session)

    @cached_property
    def ledger(self) -> Ledger:
        """Commands, changes, activity, audit, outbox."""
        return Ledger(self.session, self.clock)

    @cached_property
    def matches(self) -> Matches:
        """Matches and consents."""
        return Matches(self.session)

    @cached_property
    def my_search(self) -> MySearch:
        """What youths keep of their own search."""
        return MySearch(self.session)

    @cached_property
    def notifications(self) -> Notifications:
        """Devices, addresses, choices, and what is told."""
        return Notifications(self.session)

    @cached_property
    def offer_checks(self) -> OfferChecks:
        """Wordings of offers that somebody should read."""
        return OfferChecks(self.session)

    @cached_property
    def offers(self) -> Offers:
        """Offers, their sources and skills."""
        return Offers(self.session)

    @cached_property
    def mail_links(self) -> MailLinks:
        """Links in mails that stand for a password."""
        return MailLinks(self.session)

    @cached_property
    def passkeys(self) -> Passkeys:
        """Passkeys and their challenges."""
        return Passkeys(self.session)

    @cached_property
    def outcomes(self) -> Outcomes:
        """What became of matches: steps, interviews, hires, questions."""
        return Outcomes(self.session)

    @cached_property
    def portfolio(self) -> Portfolio:
        """Youths accompanied."""
        return Portfolio(self.session)

    @cached_property
    def rankings(self) -> Rankings:
        """The log of rankings shown."""
        return Rankings(self.session)

    @cached_property
    def today(self) -> Today:
        """What needs an advisor now, and what they did or put off of it."""
        return Today(self.session)

    @cached_property
    def transfers(self) -> Transfers:
        """Hand-overs of portfolios."""
        return Transfers(self.session)

    @cached_property
    def transit(self) -> Transit:
        """Public transport feeds and their timetables."""
        return Transit(self.session)

    @cached_property
    def workshops(self) -> Workshops:
        """Workshops, their sessions, places and presence."""
        return Workshops(self.session)

    @cached_property
    def workshop_hours(self) -> WorkshopHours:
        """What workshops count for."""
        return WorkshopHours(self.session)

    @cached_property
    def workshop_people(self) -> WorkshopPeople:
        """Who takes part in workshops, as each structure may see it."""
        return WorkshopPeople(self.session)

    @cached_property
    def youth_imports(self) -> YouthImports:
        """Imports of youths."""
        return YouthImports(self.session)

    @cached_property
    def youths(self) -> Youths:
        """Youths, their identity and their profile."""
        return Youths(self.session)


UowFactory = Callable[[], UnitOfWork]

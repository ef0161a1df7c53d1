"""What the rows of a copy point to, by public id and by words: offers, companies, workshops, catalogue, people by their part."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.base import Base
from myjobmatch.db.models import (
    Account,
    Company,
    Conversation,
    FseOperation,
    Occupation,
    Offer,
    PortfolioTransfer,
    Skill,
    Structure,
    Workshop,
    WorkshopSession,
)
from myjobmatch.db.personal import Whose
from myjobmatch.db.repositories.catalogue import Catalogue
from myjobmatch.domain.own_data import Ref, Who, who_of

AT_ONCE = 5_000
"""How many numbers a statement names at most."""


def card_ids(log: Any) -> list[int]:
    """The offers of a ranking's log, in the order of the deck."""
    ids = log.get("ids") if isinstance(log, Mapping) else None
    return [int(i) for i in ids if isinstance(i, int)] if isinstance(ids, list) else []


class References:
    """Every number that the rows of one person hold, and what it stands for."""

    def __init__(
        self, session: AsyncSession, whose: Whose, raw: Mapping[str, Sequence[Mapping[str, Any]]]
    ) -> None:
        """Know the rows; nothing is asked before `load`."""
        self._s = session
        self._whose = whose
        self._raw = raw
        self._known: dict[str, dict[int, Ref]] = {}
        self._who: dict[int, Who | None] = {}

    def of(self, table: str, number: object) -> object:
        """What a number of a table stands for; None for none, and for what is gone.

        Raises:
            KeyError: nobody has said what rows of that table are called.
        """
        if number is None:
            return None
        if table == "account":
            return self.who(number)
        known = self._known[table]
        return known.get(number) if isinstance(number, int) else None

    def who(self, number: object) -> Who | None:
        """Who an account is to the person."""
        return self._who.get(number) if isinstance(number, int) else None

    async def load(self, language: str) -> None:
        """Ask for what others have of it, then name the person's own rows by that."""
        await self._people()
        await self._offers()
        await self._words(language)
        await self._others()
        await self._own()

    def _numbers(self, target: str) -> set[int]:
        """All numbers of a table that the rows hold."""
        found: set[int] = set()
        for name, rows in self._raw.items():
            table = Base.metadata.tables[name]
            for column in table.columns:
                if any(key.column.table.name == target for key in column.foreign_keys):
                    found |= {row[column.name] for row in rows if row[column.name] is not None}
        return found

    async def _people(self) -> None:
        for some in _parts(self._numbers("account")):
            roles = await self._s.execute(
                select(Account.id, Account.role).where(Account.id.in_(some))
            )
            self._who |= {number: who_of(role) for number, role in roles}
        self._who[self._whose.account_id] = Who.ME

    async def _offers(self) -> None:
        wanted = self._numbers("offer")
        for row in self._raw["ranking_log"]:
            wanted.update(card_ids(row["log"]))
        offers: dict[int, Ref] = {}
        for some in _parts(wanted):
            rows = await self._s.execute(
                select(Offer.id, Offer.public_id, Offer.title, Offer.company_name, Company.name)
                .outerjoin(Company, Company.id == Offer.company_id)
                .where(Offer.id.in_(some))
            )
            offers |= {row[0]: Ref(row[1], row[2], row[4] or row[3]) for row in rows}
        self._known["offer"] = offers
        companies: dict[int, Ref] = {}
        for some in _parts(self._numbers("company")):
            rows = await self._s.execute(
                select(Company.id, Company.public_id, Company.name).where(Company.id.in_(some))
            )
            companies |= {row[0]: Ref(row[1], company=row[2]) for row in rows}
        self._known["company"] = companies

    async def _words(self, language: str) -> None:
        """Skills and occupations: by their code, and named in a language."""
        catalogue = Catalogue(self._s)
        put_aside = {
            int(row["value"]) for row in self._raw["deck_aside"] if row["value"].isdecimal()
        }  # of both tables, and minutes: what is no number of theirs is not asked for by anybody
        skills = self._numbers("skill") | put_aside
        occupations = self._numbers("occupation") | put_aside
        labels = await catalogue.skill_names(skills, language)
        codes = await self._s.execute(select(Skill.id, Skill.code).where(Skill.id.in_(skills)))
        self._known["skill"] = {row[0]: Ref(row[1], labels.get(row[0], "")) for row in codes}
        labels = await catalogue.occupation_names(occupations, language)
        codes = await self._s.execute(
            select(Occupation.id, Occupation.code).where(Occupation.id.in_(occupations))
        )
        self._known["occupation"] = {row[0]: Ref(row[1], labels.get(row[0], "")) for row in codes}

    async def _others(self) -> None:
        structures = await self._s.execute(
            select(Structure.id, Structure.public_id, Structure.name).where(
                Structure.id.in_(self._numbers("structure"))
            )
        )
        self._known["structure"] = {row[0]: Ref(row[1], row[2]) for row in structures}
        sessions = await self._s.execute(
            select(WorkshopSession.id, WorkshopSession.public_id, Workshop.title)
            .join(Workshop, Workshop.id == WorkshopSession.workshop_id)
            .where(WorkshopSession.id.in_(self._numbers("workshop_session")))
        )
        self._known["workshop_session"] = {row[0]: Ref(row[1], row[2]) for row in sessions}
        operations = await self._s.execute(
            select(FseOperation.id, FseOperation.public_id, FseOperation.title).where(
                FseOperation.id.in_(self._numbers("fse_operation"))
            )
        )
        self._known["fse_operation"] = {row[0]: Ref(row[1], row[2]) for row in operations}
        transfers = await self._s.execute(
            select(PortfolioTransfer.id, PortfolioTransfer.public_id).where(
                PortfolioTransfer.id.in_(self._numbers("portfolio_transfer"))
            )
        )
        self._known["portfolio_transfer"] = {row[0]: Ref(row[1]) for row in transfers}

    async def _own(self) -> None:
        """The person's own rows, those first that others are named by; groups are others'."""
        offers = self._known["offer"]
        for name in ("match", "application"):
            self._known[name] = {
                row["id"]: self._like(row, offers.get(row["offer_id"])) for row in self._raw[name]
            }
        matches = self._known["match"]
        self._known["interview"] = {
            row["id"]: self._like(row, matches.get(row["match_id"]))
            for row in self._raw["interview"]
        }
        self._known["conversation"] = {
            row["id"]: self._conversation(row, matches.get(row["match_id"] or 0))
            for row in self._raw["conversation"]
        }
        groups = self._numbers("conversation") - self._known["conversation"].keys()
        for some in _parts(groups):
            rows = await self._s.scalars(select(Conversation).where(Conversation.id.in_(some)))
            for row in rows:
                self._known["conversation"][row.id] = Ref(row.public_id, row.title, kind=row.kind)
        sessions = self._known["workshop_session"]
        self._known["workshop_enrolment"] = {
            row["id"]: self._like(row, sessions.get(row["session_id"]))
            for row in self._raw["workshop_enrolment"]
        }
        operations = self._known["fse_operation"]
        self._known["fse_participation"] = {
            row["id"]: self._like(row, operations.get(row["operation_id"]))
            for row in self._raw["fse_participation"]
        }
        titles = {
            "immersion": ("title", "host_name"),
            "tracked_application": ("title", "company"),
            "youth_document": ("name", ""),
            "message": ("", ""),
            "appointment": ("", ""),
        }
        for name, (title, company) in titles.items():
            self._known[name] = {
                row["id"]: Ref(row["public_id"], row.get(title, ""), row.get(company, ""))
                for row in self._raw[name]
            }

        # of the shared catalogue an action has a key, and no title
        self._known["youth_action"] = {
            row["id"]: Ref(row["public_id"], row["title"] or row["key"])
            for row in self._raw["youth_action"]
        }

    @staticmethod
    def _like(row: Mapping[str, Any], named: Ref | None) -> Ref:
        """A row called by what it is about."""
        return Ref(row["public_id"], named.title, named.company) if named else Ref(row["public_id"])

    @staticmethod
    def _conversation(row: Mapping[str, Any], match: Ref | None) -> Ref:
        return Ref(row["public_id"], company=match.company if match else "", kind=row["kind"])


def _parts(numbers: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(numbers)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]

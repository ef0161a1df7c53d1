"""A random town strung along a meridian: every home has another one that is as far from every job.

Jobs lie on the meridian, homes beside it, at whole 256ths of a degree, so that a home mirrored about it
is in another commune and yet, by the product's own estimate, exactly as many minutes away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from myjobmatch.db.models import (
    Account,
    CompanyReport,
    Conversation,
    Decision,
    Message,
    Offer,
    OfferAptitude,
    OfferReport,
    OfferSkill,
    Proposal,
    Reminder,
    SavedSearch,
    SearchNote,
    Structure,
    TrackedApplication,
    TrackedStep,
    Youth,
    YouthAptitude,
    YouthCv,
    YouthDocument,
    YouthExperience,
    YouthIdentity,
    YouthLegalHold,
    YouthObstacle,
    YouthOccupation,
    YouthProfile,
    YouthSkill,
)
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.demo.catalogue.reader import read_catalogue
from myjobmatch.demo.load_catalogue import CatalogueIds, load_catalogue
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import (
    ApplicationStatus,
    CompanyStatus,
    ContractKind,
    ConversationKind,
    DecisionKind,
    ExperienceBand,
    ExperienceDemand,
    Licence,
    OfferOrigin,
    OfferStatus,
    ProposalStatus,
    ReportReason,
    Role,
    Schedule,
    Side,
    SkillOrigin,
    TravelMode,
)
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.papers import DocumentKind
from myjobmatch.domain.sharing import CompanyReportReason
from tests import factories

MERIDIAN = 2.5
SOUTH = 48.25
STEP = 1 / 256


@dataclass(frozen=True)
class MirroredTown:
    """Some offers of companies with who may see their candidates, and all youths, by id."""

    employers: dict[int, tuple[str, Actor]]
    youths: list[int]
    staffed: list[int]
    """Accounts of two advisors, for who accompanies whom."""
    structures: list[int]


async def build(database: Database, youths: int, offers: int, seed: int) -> MirroredTown:
    """Draw it and write it, whole, as a demonstration or an import would."""
    draw = np.random.default_rng(seed)
    async with database.unit() as uow:
        words = await load_catalogue(uow, read_catalogue())
        places = [await factories.structure(uow) for _ in range(2)]
        advisors = [await factories.staff(uow, Role.ADVISOR, where) for where in places]
        jobs = await _offers(uow, draw, words, places[0], offers)
        people = await _youths(uow, draw, words, places, advisors, youths)
        await _acts(uow, draw, people, [offer for offer, _ in jobs], advisors)
        watched = [(o.id, (o.public_id, who)) for o, who in jobs if who is not None]
        return MirroredTown(
            employers=dict(watched[: max(12, youths // 8)]),
            youths=[person.id for person in people],
            staffed=[advisor.account_id for advisor in advisors],
            structures=[where.id for where in places],
        )


class _Trades:
    """Trades of the catalogue with the skills they call for."""

    def __init__(self, words: CatalogueIds, draw: np.random.Generator) -> None:
        catalogue = read_catalogue()
        asked: dict[str, list[int]] = {}
        for link in catalogue.occupation_skills:
            asked.setdefault(link.rome_code, []).append(words.skills[link.skill_code])
        codes = draw.choice(sorted(asked), 24, replace=False).tolist()
        self.trades = [(words.occupations[code], asked[code]) for code in codes]
        self.aptitudes = [words.skills[row.code] for row in catalogue.aptitudes]
        self._draw = draw

    def some(self, values: Sequence[Any], most: int) -> list[Any]:
        """A few of them, none twice."""
        count = min(int(self._draw.integers(0, most + 1)), len(values))
        return [values[at] for at in self._draw.choice(len(values), count, replace=False).tolist()]


async def _offers(
    uow: UnitOfWork, draw: np.random.Generator, words: CatalogueIds, where: Structure, count: int
) -> list[tuple[Offer, Actor | None]]:
    known, now = _Trades(words, np.random.default_rng(5)), uow.clock.now()
    companies, recruiters = [], []
    for at in range(max(4, count // 8)):
        rate = None if at % 3 == 0 else float(draw.random())
        company = await factories.company(
            uow, where, answer_rate=rate, status=CompanyStatus.APPROVED
        )
        companies.append(company)
        recruiters.append(await factories.recruiter(uow, company))
    found: list[tuple[Offer, Actor | None]] = []
    asked: list[tuple[list[int], list[int]]] = []
    for at in range(count):
        occupation, skills = known.trades[int(draw.integers(len(known.trades)))]
        owner = int(draw.integers(len(companies))) if draw.random() < 0.75 else None
        placed = draw.random() > 0.05
        offer = Offer(
            public_id=new_public_id(),
            origin=OfferOrigin.OUTSIDE if owner is None else OfferOrigin.INTERNAL,
            status=OfferStatus.PUBLISHED,
            company_id=None if owner is None else companies[owner].id,
            title=f"Emploi {at}",
            description="Vous rejoignez une petite équipe.",
            occupation_id=occupation if draw.random() > 0.1 else None,
            contract=list(ContractKind)[int(draw.integers(6))],
            schedules=[kind.value for kind in known.some(list(Schedule), 2)],
            experience=list(ExperienceDemand)[int(draw.integers(3))],
            licences_required=[Licence.B.value] if draw.random() < 0.2 else [],
            latitude=SOUTH + STEP * int(draw.integers(0, 200)) if placed else None,
            longitude=MERIDIAN if placed else None,
            starts_on=now.date() + timedelta(days=int(draw.integers(-20, 90))),
            night_work=bool(draw.random() < 0.12),
            hazardous_work=bool(draw.random() < 0.1),
            created_at=now,
            updated_at=now,
            published_at=now,
            expires_at=now + timedelta(days=30),
        )
        found.append((offer, None if owner is None else recruiters[owner]))
        asked.append((known.some(skills, 6), known.some(known.aptitudes, 3)))
    uow.session.add_all([offer for offer, _ in found])
    await uow.session.flush()
    for (offer, _), (skills, aptitudes) in zip(found, asked, strict=True):
        uow.session.add_all(
            OfferSkill(offer_id=offer.id, skill_id=skill, essential=rank % 2 == 0)
            for rank, skill in enumerate(skills)
        )
        uow.session.add_all(OfferAptitude(offer_id=offer.id, skill_id=i) for i in aptitudes)
        uow.changed("offer", offer.id)
    return found


async def _youths(
    uow: UnitOfWork,
    draw: np.random.Generator,
    words: CatalogueIds,
    places: Sequence[Structure],
    advisors: Sequence[Actor],
    count: int,
) -> list[Youth]:
    known, now = _Trades(words, np.random.default_rng(5)), uow.clock.now()
    side = draw.integers(0, 2, count).tolist()
    people = [
        Youth(
            public_id=new_public_id(),
            structure_id=places[here].id,
            advisor_id=advisors[here].account_id,
            dossier=f"D{at}",
            created_at=now - timedelta(days=at),
            last_active_at=now - timedelta(hours=at),
        )
        for at, here in enumerate(side)
    ]
    accounts = [
        Account(
            public_id=new_public_id(),
            login=f"jeune{at}@exemple.invalid",
            role=Role.YOUTH,
            display_name=f"Jeune {at}",
            structure_id=places[here].id,
            created_at=now,
        )
        for at, here in enumerate(side)
    ]
    uow.session.add_all([*people, *accounts])
    await uow.session.flush()
    for at, (person, account) in enumerate(zip(people, accounts, strict=True)):
        home = draw.random() > 0.08
        latitude, aside = draw.integers(0, 200), draw.integers(1, 60) * draw.choice([-1, 1])
        uow.session.add(
            YouthIdentity(
                youth_id=person.id,
                account_id=account.id,
                first_name="Zélie",
                last_name="Quatremer",
                sex="female",
                birth_date=date(1998, 1, 1) + timedelta(days=int(draw.integers(0, 3_900))),
                email=f"zelie{at}@exemple.invalid",
                phone="06 00 00 00 00",
                address="2 rue des Lilas",
                commune="Évry",
                postcode="91000",
                nationality="française",
                latitude=SOUTH + STEP * int(latitude) if home else None,
                longitude=MERIDIAN + STEP * int(aside) if home else None,
            )
        )
        uow.session.add(
            YouthProfile(
                youth_id=person.id,
                experience=[None, *ExperienceBand][int(draw.integers(4))],
                contracts=[kind.value for kind in known.some(list(ContractKind)[:6], 4)],
                licences=[Licence.B.value] if draw.random() < 0.4 else [],
                modes=[mode.value for mode in known.some(list(TravelMode), 3)],
                refused_schedules=[kind.value for kind in known.some(list(Schedule), 1)],
                max_minutes=[None, 30, 45, 60, 90][int(draw.integers(5))],
                available_from=now.date() + timedelta(days=int(draw.integers(-30, 60))),
                updated_at=now,
            )
        )
        await _told(uow, draw, known, person.id)
        uow.changed("youth", person.id)
    await uow.session.flush()
    return people


async def _told(uow: UnitOfWork, draw: np.random.Generator, known: _Trades, youth_id: int) -> None:
    """Skills, aptitudes and wishes; one in ten has told nothing yet. And what is nobody's business."""
    now = uow.clock.now()
    mine = [known.trades[int(at)] for at in draw.choice(len(known.trades), 2, replace=False)]
    if draw.random() > 0.1:
        skills = {i for _, asked in mine for i in known.some(asked, 5)}
        uow.session.add_all(
            YouthSkill(youth_id=youth_id, skill_id=i, origin=SkillOrigin.JOB, added_at=now)
            for i in sorted(skills)
        )
        wanted = known.some([occupation for occupation, _ in mine], 2)
        uow.session.add_all(YouthOccupation(youth_id=youth_id, occupation_id=i) for i in wanted)
        aptitudes = known.some(known.aptitudes, 3)
        uow.session.add_all(YouthAptitude(youth_id=youth_id, skill_id=i) for i in aptitudes)
    uow.session.add(YouthExperience(youth_id=youth_id, text="J'ai aidé au marché.", created_at=now))
    await _own_search(uow, youth_id)
    if draw.random() < 0.5:
        uow.session.add(
            YouthObstacle(youth_id=youth_id, kind="mobility", note="Sans permis", created_at=now)
        )


async def _own_search(uow: UnitOfWork, youth_id: int) -> None:
    """What they keep for themselves, a row of each table."""
    now, name = uow.clock.now(), f"{youth_id:08}"
    tracked = TrackedApplication(
        public_id=name, youth_id=youth_id, title="Vendeur", company="Chez Paul", place="Évry",
        url="https://exemple.invalid/", status=ApplicationStatus.SENT, day=now.date(), added_at=now,
        changed_at=now,
    )  # fmt: skip
    uow.session.add(tracked)
    await uow.session.flush()
    uow.session.add_all([
        TrackedStep(tracked_id=tracked.id, status=ApplicationStatus.SENT, at=now),
        SearchNote(youth_id=youth_id, tracked_id=tracked.id, text="Demander Paul.", changed_at=now),
        Reminder(
            public_id=name, youth_id=youth_id, text="Relancer", due_at=now, added_at=now
        ),
        SavedSearch(
            public_id=name, youth_id=youth_id, name="Vente", words="vente", added_at=now,
            seen_at=now, checked_at=now,
        ),
        YouthDocument(
            public_id=f"document-{name}", youth_id=youth_id, name="Diplôme", kind=DocumentKind.PDF,
            size=9, stored_as=name, added_at=now,
        ),
        YouthCv(
            youth_id=youth_id, headline="Vendeuse", phone="06 00 00 00 00",
            email="cv@exemple.invalid", diplomas=["CAP"], languages=["Anglais"], more=["Marché"],
            hidden_experiences=[], changed_at=now,
        ),
    ])  # fmt: skip


async def _acts(
    uow: UnitOfWork,
    draw: np.random.Generator,
    people: Sequence[Youth],
    offers: Sequence[Offer],
    advisors: Sequence[Actor],
) -> None:
    """Likes and passes of both sides, proposals, a word with the advisor, a file under legal hold."""
    now, ids = uow.clock.now(), [offer.id for offer in offers]
    talks = []
    for at, person in enumerate(people):
        first, second, third = draw.choice(ids, 3, replace=False).tolist()
        advisor = advisors[at % len(advisors)].account_id
        for offer_id, side, kind in (
            (first, Side.YOUTH, DecisionKind.PASS),
            (second, Side.YOUTH, DecisionKind.LIKE),
            (third, Side.EMPLOYER, DecisionKind.PASS),
        ):
            if draw.random() < 0.6:
                uow.session.add(
                    Decision(
                        youth_id=person.id, offer_id=offer_id, side=side, kind=kind,
                        account_id=advisor, decided_at=now,
                    )
                )  # fmt: skip
        if at % 4 == 0:
            uow.session.add(
                OfferReport(
                    public_id=new_public_id(), youth_id=person.id, offer_id=third,
                    reason=ReportReason.MISLEADING, note="Ce n'est pas ce métier.", at=now,
                )
            )  # fmt: skip
            reported = await uow.offers.get(third)
            if reported is not None and reported.company_id is not None:
                uow.session.add(
                    CompanyReport(
                        public_id=new_public_id(), youth_id=person.id,
                        company_id=reported.company_id, reason=CompanyReportReason.RUDE,
                        note="Il crie.", excerpt="Venez seule.", at=now,
                    )
                )  # fmt: skip
        if at % 5 == 0:
            uow.session.add(
                Proposal(
                    youth_id=person.id, offer_id=third, advisor_id=advisor, note="Regarde !",
                    status=ProposalStatus.PROPOSED, proposed_at=now,
                )
            )  # fmt: skip
        if at % 3 == 0:
            talk = Conversation(
                public_id=new_public_id(),
                kind=ConversationKind.ADVISOR,
                youth_id=person.id,
                created_at=now,
                last_message_at=now,
            )
            talks.append((talk, advisor))
        if at % 10 == 0:
            uow.session.add(
                YouthLegalHold(
                    youth_public_id=person.public_id, reason="FSE", data={"sexe": "H"},
                    held_at=now, until=now.date() + timedelta(days=400),
                )
            )  # fmt: skip
    uow.session.add_all([talk for talk, _ in talks])
    await uow.session.flush()
    uow.session.add_all(
        Message(
            public_id=new_public_id(), conversation_id=talk.id, author_id=author,
            body="Bonjour !", sent_at=now,
        )
        for talk, author in talks
    )  # fmt: skip
    await uow.session.flush()

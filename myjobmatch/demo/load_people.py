"""Structures, staff, companies and youths of the demonstration, put into the database."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from myjobmatch.db.models import (
    Account,
    Company,
    JoinRequest,
    Structure,
    Youth,
    YouthAptitude,
    YouthExperience,
    YouthIdentity,
    YouthObstacle,
    YouthOccupation,
    YouthProfile,
    YouthSkill,
)
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo import content
from myjobmatch.demo.content import YouthContent
from myjobmatch.demo.identifiers import invented_phone
from myjobmatch.demo.load_catalogue import CatalogueIds
from myjobmatch.demo.offers import OccupationNeeds
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.companies import CompanyRole
from myjobmatch.domain.enums import (
    CompanyStatus,
    ExperienceBand,
    FollowUp,
    Role,
    Schedule,
    SkillOrigin,
    TerritoryKind,
)
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.place_names import spelled
from myjobmatch.domain.territories import Territory
from myjobmatch.services.notices import YOUTH

DAYS_A_YEAR = 365.25


@dataclass(slots=True)
class People:
    """Rows by the keys and logins of the content."""

    structures: dict[str, Structure] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)
    youths: dict[str, Youth] = field(default_factory=dict)
    acting: dict[str, Account] = field(default_factory=dict)
    """Who acts for a company: its recruiter, else the employment officer of its structure."""


async def load_people(
    uow: UnitOfWork,
    ids: CatalogueIds,
    needs: Mapping[str, OccupationNeeds],
    password_hash: str,
    seed: int,
) -> People:
    """Insert everybody; all accounts share one password."""
    people = People()
    now = uow.clock.now()
    for index, structure in enumerate(content.structures()):
        place = structure.place
        people.structures[structure.key] = Structure(
            public_id=new_public_id(),
            name=structure.name,
            commune=place.commune,
            postcode=place.postcode,
            latitude=place.latitude,
            longitude=place.longitude,
            phone=invented_phone(9000 + index),
            created_at=now - timedelta(days=900),
        )
    uow.session.add_all(people.structures.values())
    await uow.session.flush()
    for person in content.staff():
        structure_row = people.structures.get(person.structure or "")
        people.accounts[person.login] = Account(
            public_id=new_public_id(),
            login=person.login,
            password_hash=password_hash,
            role=person.role,
            display_name=person.name,
            structure_id=structure_row.id if structure_row else None,
            is_demo=True,
            created_at=now - timedelta(days=400),
            last_seen_at=now - timedelta(hours=3),
        )
    _add_companies(uow, people, now, seed)
    await uow.session.flush()
    _add_recruiters(people, password_hash, now)
    for youth in content.youths():
        people.accounts[youth.login] = Account(
            public_id=new_public_id(),
            login=youth.login,
            password_hash=password_hash,
            role=Role.YOUTH,
            display_name=youth.first_name,
            is_demo=True,
            created_at=now - timedelta(days=2 if youth.life == "new" else 75),
        )
    uow.session.add_all(people.accounts.values())
    await uow.session.flush()
    await _add_youths(uow, people, ids, needs, seed)
    return people


def _add_companies(uow: UnitOfWork, people: People, now: datetime, seed: int) -> None:
    rng = random.Random(f"{seed}/companies")  # noqa: S311  (a story, not a secret)
    for company in content.companies():
        people.companies[company.key] = Company(
            public_id=new_public_id(),
            structure_id=people.structures[company.structure].id,
            name=company.name,
            siret=company.siret,
            sector=company.sector,
            presentation=company.presentation,
            commune=company.place.commune,
            postcode=company.place.postcode,
            latitude=company.place.latitude,
            longitude=company.place.longitude,
            status=CompanyStatus.APPROVED,
            created_at=now - timedelta(days=rng.randint(90, 380)),
        )
    uow.session.add_all(people.companies.values())


def _add_recruiters(people: People, password_hash: str, now: datetime) -> None:
    for company in content.companies():
        if company.recruiter_login is None:
            people.acting[company.key] = next(
                people.accounts[person.login]
                for person in content.staff()
                if person.role is Role.EMPLOYMENT_OFFICER and person.structure == company.structure
            )
            continue
        recruiter = Account(
            public_id=new_public_id(),
            login=company.recruiter_login,
            password_hash=password_hash,
            role=Role.RECRUITER,
            display_name=company.recruiter_name,
            company_id=people.companies[company.key].id,
            company_role=CompanyRole.OWNER,
            is_demo=True,
            created_at=now - timedelta(days=80),
            last_seen_at=now - timedelta(hours=20),
        )
        people.accounts[recruiter.login] = people.acting[company.key] = recruiter


async def _add_youths(
    uow: UnitOfWork,
    people: People,
    ids: CatalogueIds,
    needs: Mapping[str, OccupationNeeds],
    seed: int,
) -> None:
    now = uow.clock.now()
    for number, youth in enumerate(content.youths(), start=1):
        # one after another, from eight months ago to the first of the stories
        joined = {"new": 2, "unfollowed": 7}.get(youth.life, 66 + number * 29 % 170)
        people.youths[youth.login] = Youth(
            public_id=new_public_id(),
            # who is not followed yet has asked, and belongs to no structure
            structure_id=people.structures[youth.structure].id if youth.advisor else None,
            advisor_id=people.accounts[youth.advisor].id if youth.advisor else None,
            follow_up=FollowUp.FOLLOWED if youth.advisor else FollowUp.REQUESTED,
            scheme=youth.scheme,
            dossier=f"DEMO-{number:04d}" if youth.advisor else None,
            created_at=now - timedelta(days=joined),
        )
    uow.session.add_all(people.youths.values())
    await uow.session.flush()
    for number, youth in enumerate(content.youths(), start=1):
        row = people.youths[youth.login]
        rng = random.Random(f"{seed}/people/{youth.login}")  # noqa: S311
        uow.session.add(_identity(youth, row, people.accounts[youth.login].id, number, now, rng))
        uow.session.add(_profile(youth, row, now, rng))
        uow.session.add_all(_satellites(youth, row, ids))
        uow.session.add_all(_skills(youth, row, ids, needs, rng))
        if youth.advisor is None:
            uow.joining.add(
                JoinRequest(
                    public_id=new_public_id(),
                    youth_id=row.id,
                    structure_id=people.structures[youth.structure].id,
                    created_at=row.created_at,
                )
            )
        uow.changed(YOUTH, row.id)
    await uow.session.flush()
    await _add_territories(uow, people)


async def _add_territories(uow: UnitOfWork, people: People) -> None:
    """Each structure answers for the communes that its youths live in, and for its own."""
    communes = {structure.key: {structure.place.commune} for structure in content.structures()}
    for youth in content.youths():
        if not any(youth.place.commune in held for held in communes.values()):
            communes[youth.structure].add(youth.place.commune)
    for key, names in communes.items():
        entries = [Territory(TerritoryKind.COMMUNE, spelled(name)) for name in sorted(names)]
        await uow.joining.set_territory(people.structures[key].id, entries)


def _identity(
    youth: YouthContent, row: Youth, account_id: int, number: int, now: datetime, rng: random.Random
) -> YouthIdentity:
    return YouthIdentity(
        youth_id=row.id,
        account_id=account_id,
        first_name=youth.first_name,
        last_name=youth.last_name,
        birth_date=paris_day(now) - timedelta(days=round(youth.age * DAYS_A_YEAR)),
        phone=invented_phone(number),
        email=f"{youth.login}@exemple.invalid",
        commune=youth.place.commune,
        postcode=youth.place.postcode,
        latitude=round(youth.place.latitude + rng.uniform(-0.006, 0.006), 4),
        longitude=round(youth.place.longitude + rng.uniform(-0.006, 0.006), 4),
        home_languages=list(youth.home_languages),
    )


def _profile(youth: YouthContent, row: Youth, now: datetime, rng: random.Random) -> YouthProfile:
    jobs = sum(done.origin is SkillOrigin.JOB for done in youth.done)
    refused = [Schedule.NIGHT] if rng.random() < 0.3 or "childcare" in youth.obstacles else []
    return YouthProfile(
        youth_id=row.id,
        experience=ExperienceBand.FROM_1_TO_3 if jobs > 1 else ExperienceBand.UNDER_1,
        contracts=[kind.value for kind in youth.contracts],
        licences=[licence.value for licence in youth.licences],
        modes=[mode.value for mode in youth.modes],
        refused_schedules=[schedule.value for schedule in refused],
        max_minutes=youth.max_minutes,
        available_from=paris_day(now) + timedelta(days=rng.choice((0, 0, 0, 14, 30))),
        updated_at=row.created_at + timedelta(hours=1),
    )


def _satellites(
    youth: YouthContent, row: Youth, ids: CatalogueIds
) -> list[YouthExperience | YouthOccupation | YouthAptitude | YouthObstacle]:
    return [
        *(
            YouthExperience(
                youth_id=row.id, origin=done.origin, text=done.text, created_at=row.created_at
            )
            for done in youth.done
        ),
        *(
            YouthOccupation(youth_id=row.id, occupation_id=ids.occupations[code])
            for code in dict.fromkeys(youth.wanted)
        ),
        *(
            YouthAptitude(youth_id=row.id, skill_id=ids.skills[code])
            for code in dict.fromkeys(youth.aptitudes)
        ),
        *(
            YouthObstacle(youth_id=row.id, kind=kind, created_at=row.created_at)
            for kind in youth.obstacles
        ),
    ]


def _skills(
    youth: YouthContent,
    row: Youth,
    ids: CatalogueIds,
    needs: Mapping[str, OccupationNeeds],
    rng: random.Random,
) -> list[YouthSkill]:
    origins: dict[str, SkillOrigin] = {}
    for done in youth.done:
        need = needs[done.rome]
        codes = rng.sample(need.essential, min(done.skills, len(need.essential)))
        rest = done.skills - len(codes)
        codes += rng.sample(need.optional, min(rest, len(need.optional)))
        for code in codes:
            origins.setdefault(code, done.origin)
    return [
        YouthSkill(
            youth_id=row.id, skill_id=ids.skills[code], origin=origin, added_at=row.created_at
        )
        for code, origin in origins.items()
    ]

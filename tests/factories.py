"""Small worlds for tests: rows made with sensible defaults, traits by keyword, in a unit of work."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from myjobmatch.db.models import (
    Account,
    Company,
    Occupation,
    OccupationLabel,
    OccupationLink,
    Offer,
    OfferSource,
    Skill,
    SkillLabel,
    Structure,
    Youth,
    YouthIdentity,
    YouthProfile,
)
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import (
    CompanyStatus,
    ContractKind,
    LabelKind,
    OfferOrigin,
    OfferStatus,
    Role,
    SkillKind,
    SkillOrigin,
)
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.sessions import actor_of

EVRY = (48.6298, 2.4417)
MELUN = (48.5421, 2.6554)

SKILLS = {
    "sell": ("Conseiller un client", "Advise a customer"),
    "stock": ("Mettre en rayon des produits", "Stock shelves"),
    "till": ("Tenir une caisse", "Run a till"),
    "cook": ("Préparer des plats simples", "Prepare simple dishes"),
    "clean": ("Nettoyer des locaux", "Clean premises"),
    "bike": ("Réparer des vélos", "Repair bicycles"),
    "child": ("Garder des enfants", "Look after children"),
}
APTITUDES = {"care": ("Être attentif aux autres", "Be attentive to others")}
OCCUPATIONS = {
    "D1106": ("Vendeur / Vendeuse en alimentation", "Food sales assistant"),
    "G1603": ("Équipier / Équipière de restauration rapide", "Fast food crew member"),
    "K2204": ("Agent / Agente de propreté", "Cleaner"),
}

_numbers = count(1)


@dataclass(frozen=True)
class Words:
    """Ids of the small catalogue, by the keys above."""

    skills: dict[str, int]
    aptitudes: dict[str, int]
    occupations: dict[str, int]


async def catalogue(uow: UnitOfWork) -> Words:
    """Seven skills, one aptitude and three occupations, in French and English."""
    session = uow.session
    ids: dict[str, int] = {}
    for kind, words in ((SkillKind.SAVOIR_FAIRE, SKILLS), (SkillKind.SAVOIR_ETRE, APTITUDES)):
        for key, (french, english) in words.items():
            skill = Skill(source="demo", code=key, kind=kind)
            session.add(skill)
            await session.flush()
            ids[key] = skill.id
            for language, text in (("fr", french), ("en", english)):
                session.add(
                    SkillLabel(
                        skill_id=skill.id, language=language, kind=LabelKind.PREFERRED, text=text
                    )
                )
    occupations: dict[str, int] = {}
    for code, (french, english) in OCCUPATIONS.items():
        occupation = Occupation(source="rome", code=code)
        session.add(occupation)
        await session.flush()
        occupations[code] = occupation.id
        for language, text in (("fr", french), ("en", english)):
            session.add(
                OccupationLabel(
                    occupation_id=occupation.id,
                    language=language,
                    kind=LabelKind.PREFERRED,
                    text=text,
                )
            )
    session.add(OccupationLink(from_id=occupations["D1106"], to_id=occupations["G1603"], near=True))
    await session.flush()
    uow.changed("catalogue", 0)
    return Words(
        skills={k: ids[k] for k in SKILLS},
        aptitudes={k: ids[k] for k in APTITUDES},
        occupations=occupations,
    )


async def structure(uow: UnitOfWork, **traits: Any) -> Structure:
    """A Mission Locale."""
    row = Structure(
        **{
            "public_id": new_public_id(),
            "name": f"Mission Locale {next(_numbers)}",
            "commune": "Évry-Courcouronnes",
            "created_at": uow.clock.now(),
        }
        | traits
    )
    uow.accounts.add(row)
    await uow.accounts.flush()
    return row


async def account(uow: UnitOfWork, role: Role, **traits: Any) -> Account:
    """An account that cannot sign in (no password), with a role."""
    number = next(_numbers)
    row = Account(
        **{
            "public_id": new_public_id(),
            "login": f"{role.value}{number}@exemple.invalid",
            "role": role,
            "display_name": f"{role.value} {number}",
            "created_at": uow.clock.now(),
        }
        | traits
    )
    uow.accounts.add(row)
    await uow.accounts.flush()
    return row


async def staff(uow: UnitOfWork, role: Role, where: Structure) -> Actor:
    """An advisor, officer or manager of a structure, as an actor."""
    return actor_of(await account(uow, role, structure_id=where.id), None)


async def company(uow: UnitOfWork, where: Structure, **traits: Any) -> Company:
    """An approved company."""
    row = Company(
        **{
            "public_id": new_public_id(),
            "structure_id": where.id,
            "name": f"Entreprise {next(_numbers)}",
            "status": CompanyStatus.APPROVED,
            "created_at": uow.clock.now(),
            "latitude": EVRY[0],
            "longitude": EVRY[1],
        }
        | traits
    )
    uow.companies.add(row)
    await uow.companies.flush()
    return row


async def recruiter(uow: UnitOfWork, of: Company) -> Actor:
    """A recruiter of a company, as an actor."""
    return actor_of(await account(uow, Role.RECRUITER, company_id=of.id), None)


async def youth(
    uow: UnitOfWork,
    where: Structure,
    *,
    advisor: Actor | None = None,
    skills: tuple[int, ...] = (),
    occupations: tuple[int, ...] = (),
    identity: dict[str, Any] | None = None,
    profile: dict[str, Any] | None = None,
) -> Actor:
    """A youth of twenty in Évry with an account, as an actor."""
    now = uow.clock.now()
    person = Youth(
        public_id=new_public_id(),
        structure_id=where.id,
        advisor_id=advisor.account_id if advisor else None,
        created_at=now,
    )
    uow.youths.add(person)
    await uow.youths.flush()
    own = await account(uow, Role.YOUTH, structure_id=where.id)
    uow.youths.add(
        YouthIdentity(
            **{
                "youth_id": person.id,
                "account_id": own.id,
                "first_name": "Zélie",
                "last_name": "Quatremer",
                "birth_date": date(2006, 3, 1),
                "commune": "Évry-Courcouronnes",
                "latitude": EVRY[0],
                "longitude": EVRY[1],
            }
            | (identity or {})
        )
    )
    uow.youths.add(YouthProfile(youth_id=person.id, **(profile or {})))
    await uow.youths.flush()
    await uow.youths.set_skills(person.id, [(i, SkillOrigin.JOB) for i in skills], now)
    await uow.youths.set_occupations(person.id, occupations)
    uow.changed("youth", person.id)
    return actor_of(own, person.id)


async def offer(
    uow: UnitOfWork,
    of: Company | None,
    *,
    skills: tuple[int, ...] = (),
    source: str = "",
    **traits: Any,
) -> Offer:
    """A published offer in Évry; without a company it is an outside one of a feed."""
    now = uow.clock.now()
    outside = of is None
    row = Offer(
        **{
            "public_id": new_public_id(),
            "origin": OfferOrigin.OUTSIDE if outside else OfferOrigin.INTERNAL,
            "status": OfferStatus.PUBLISHED,
            "company_id": of.id if of else None,
            "structure_id": of.structure_id if of else None,
            "company_name": of.name if of else "Société du flux",
            "title": f"Employé / Employée {next(_numbers)}",
            "description": "Vous accueillez les clients et tenez le magasin.",
            "contract": ContractKind.CDI,
            "place": "Évry-Courcouronnes",
            "latitude": EVRY[0],
            "longitude": EVRY[1],
            "created_at": now,
            "updated_at": now,
            "published_at": now,
            "expires_at": now + timedelta(days=30),
        }
        | traits
    )
    uow.offers.add(row)
    await uow.offers.flush()
    if outside:
        uow.offers.add(
            OfferSource(
                offer_id=row.id,
                source=source or "france_travail",
                source_id=f"T{row.id}",
                url=f"https://exemple.invalid/offre/{row.id}",
                first_seen_at=now,
                last_seen_at=now,
            )
        )
    await uow.offers.set_skills(row.id, [(i, True) for i in skills])
    uow.changed("offer", row.id)
    return row

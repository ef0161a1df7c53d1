"""A youth in touch with a company, their advisor, and agreements that can be signed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from myjobmatch.db.models import Application as Applied
from myjobmatch.db.models import Company, CompanySite, Match, Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import ApplicationStatus, MatchStatus, Role
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.immersions import ImmersionContent, ImmersionPurpose, Signer
from myjobmatch.services.application import Application
from myjobmatch.services.immersions import (
    SaveImmersion,
    SignImmersion,
    save_immersion,
    sign_immersion,
)
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests import factories

SIRET = "73282932000074"


def whole_agreement(today: date, **other: object) -> ImmersionContent:
    """An agreement of ten days from next week on that lacks nothing."""
    starts_on = today + timedelta(days=7)
    whole = ImmersionContent(
        title="Vendeur / Vendeuse en boulangerie",
        host_name="Le Fournil",
        host_siret=SIRET,
        host_address="3 rue du Four, 91000 Évry-Courcouronnes",
        host_signer="Anne Roche",
        tutor="Paul Lenoir",
        tutor_function="Boulanger",
        purpose=ImmersionPurpose.DISCOVER,
        objectives="Voir si le métier plaît",
        tasks="Accueillir les clients, servir, encaisser",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=9),
        weekly_hours=35,
        schedule="Du mardi au samedi, de 7 h à 14 h",
    )
    return replace(whole, **other)  # type: ignore[arg-type]


@dataclass
class ImmersionTown:
    """Lina is in touch with a bakery and applied elsewhere; Aminata accompanies her."""

    app: Application
    today: date
    lina: Actor
    lina_id: str
    own: Actor
    colleague: Actor
    manager: Actor
    stranger: Actor
    recruiter: Actor
    officer: Actor
    other_recruiter: Actor
    company: Company
    offer: Offer
    match_id: str
    outside: Offer
    application_id: str

    def whole(self, **other: object) -> ImmersionContent:
        """An agreement that lacks nothing."""
        return whole_agreement(self.today, **other)

    async def ready(self, content: ImmersionContent | None = None, **where: str) -> str:
        """An agreement to be signed; of the match unless told otherwise. Answers its id."""
        whole = content or self.whole()
        way = where or {"match_id": self.match_id}
        command = SaveImmersion(self.lina_id, whole, ready=True, **way)  # type: ignore[arg-type]
        return await self.app.run(save_immersion, self.own, command)

    async def sign(self, immersion_id: str, *signers: Signer) -> bool:
        """Tick signatures, of today; answers whether all are there."""
        signed = False
        today = paris_day(self.app.clock.now())
        for signer in signers or (Signer.YOUTH, Signer.HOST, Signer.PRESCRIBER):
            command = SignImmersion(immersion_id, signer, today)
            signed = await self.app.run(sign_immersion, self.own, command)
        return signed


async def immersion_town(database: Database, *, birth: date | None = None) -> ImmersionTown:
    """Build it; `birth` is Lina's."""
    app = Application(database, database.clock, MatchingRuntime(database, None))
    now = database.clock.now()
    async with database.unit() as uow:
        here, there = await factories.structure(uow), await factories.structure(uow)
        own = await factories.staff(uow, Role.ADVISOR, here)
        company = await factories.company(
            uow, here, name="Le Fournil", siret=SIRET, postcode="91000", commune="Évry"
        )
        site = CompanySite(
            public_id=new_public_id(),
            company_id=company.id,
            name="Boutique",
            address="3 rue du Four",
            commune="Évry-Courcouronnes",
            postcode="91000",
            latitude=48.6,
            longitude=2.4,
            main=True,
            created_at=now,
        )
        uow.session.add(site)
        identity = {"first_name": "Lina", "last_name": "Benali"}
        lina = await factories.youth(
            uow,
            here,
            advisor=own,
            identity=identity | ({"birth_date": birth} if birth else {}),
        )
        person = await uow.youths.get(lina.youth_id or 0)
        assert person is not None
        offer = await factories.offer(uow, company, title="Vendeur / Vendeuse en boulangerie")
        outside = await factories.offer(uow, None, title="Plongeur / Plongeuse")
        match = Match(
            public_id=new_public_id(),
            youth_id=person.id,
            offer_id=offer.id,
            status=MatchStatus.SHARED,
            created_at=now,
            updated_at=now,
            shared_at=now,
        )
        uow.matches.add(match)
        sent = Applied(
            public_id=new_public_id(),
            youth_id=person.id,
            offer_id=outside.id,
            status=ApplicationStatus.OPENED,
            opened_at=now,
            ask_after=now,
        )
        uow.applications.add(sent)
        await uow.applications.flush()
        return ImmersionTown(
            app=app,
            today=paris_day(now),
            lina=lina,
            lina_id=person.public_id,
            own=own,
            colleague=await factories.staff(uow, Role.ADVISOR, here),
            manager=await factories.staff(uow, Role.MANAGER, here),
            stranger=await factories.staff(uow, Role.ADVISOR, there),
            recruiter=await factories.recruiter(uow, company),
            officer=await factories.staff(uow, Role.EMPLOYMENT_OFFICER, here),
            other_recruiter=await factories.recruiter(uow, await factories.company(uow, here)),
            company=company,
            offer=offer,
            match_id=match.public_id,
            outside=outside,
            application_id=sent.public_id,
        )

"""The rows of somebody new, and what a row adds to somebody known."""

from collections.abc import Sequence
from typing import Any

from myjobmatch.db.models import (
    FollowUpSpan,
    Youth,
    YouthIdentity,
    YouthImport,
    YouthImportRow,
    YouthProfile,
    YouthRepresentative,
    YouthSituation,
)
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.continuity import FollowKind
from myjobmatch.domain.enums import FollowUp, Scheme
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.imilo import SituationSource
from myjobmatch.domain.joining import is_minor
from myjobmatch.domain.youth_import.rows import Person
from myjobmatch.domain.youth_import.words import RowOutcome
from myjobmatch.services.notices import ACCOUNT, YOUTH

NOT_RECORDED = "not_recorded"
_IDENTITY = ("birth_date", "phone", "email", "address", "nationality", "disability", "sex")
_HOME = ("commune", "postcode", "latitude", "longitude")
_EMPTY = (None, "", NOT_RECORDED)


async def add_people(
    actor: Actor,
    batch: YouthImport,
    created: Sequence[tuple[YouthImportRow, Person]],
    uow: UnitOfWork,
) -> None:
    """Youths with who they are, accompanied by whom the row names, else by whom the import says."""
    now, today = uow.clock.now(), paris_day(uow.clock.now())
    taken = await uow.youth_imports.people.dossiers_taken(
        {person.dossier for _, person in created if person.dossier}
    )
    youths = []
    for _, person in created:
        dossier = person.dossier if person.dossier and person.dossier not in taken else None
        if dossier:
            taken[dossier] = 0
        youths.append(
            Youth(
                public_id=new_public_id(),
                structure_id=batch.structure_id,
                advisor_id=person.advisor_id or batch.advisor_id,
                follow_up=FollowUp.FOLLOWED,
                scheme=person.scheme or Scheme.NONE,
                dossier=dossier,
                visible=False,  # until they agree
                created_at=now,
            )
        )
    uow.youth_imports.people.add_all(youths)
    await uow.youth_imports.people.flush()
    satellites: list[YouthIdentity | YouthProfile | YouthRepresentative] = []
    for (row, person), youth in zip(created, youths, strict=True):
        satellites.append(
            YouthIdentity(
                youth_id=youth.id,
                first_name=person.first_name,
                last_name=person.last_name,
                birth_date=person.birth_date,
                phone=person.phone,
                email=person.email,
                address=person.address,
                commune=person.commune,
                postcode=person.postcode,
                latitude=person.latitude,
                longitude=person.longitude,
                sex=person.sex or NOT_RECORDED,
                nationality=person.nationality,
                disability=person.disability,
            )
        )
        satellites.append(
            YouthProfile(
                youth_id=youth.id, contracts=[], licences=[], modes=[], refused_schedules=[]
            )
        )
        if youth.advisor_id is not None:
            uow.continuity.add(
                FollowUpSpan(
                    youth_id=youth.id,
                    advisor_id=youth.advisor_id,
                    kind=FollowKind.MAIN,
                    since=now,
                    reason="",
                    by_id=actor.account_id,
                )
            )
        if is_minor(person.birth_date, today):
            satellites.append(YouthRepresentative(youth_id=youth.id, told_at=now))
        row.youth_id, row.outcome = youth.id, RowOutcome.CREATED
        uow.ledger.audit(
            actor,
            "youth_registered",
            "youth",
            youth.id,
            in_name_of=f"youth:{youth.public_id}",
            details={"import": batch.public_id, "line": row.line},
        )
        uow.ledger.activity(
            ActivityKind.YOUTH_IMPORTED, actor, structure_id=batch.structure_id, youth_id=youth.id
        )
        uow.changed(YOUTH, youth.id)
        if youth.advisor_id is not None:
            uow.changed(ACCOUNT, youth.advisor_id)
    uow.youth_imports.people.add_all(satellites)
    await uow.youth_imports.people.flush()


def fill(
    youth: Youth,
    identity: YouthIdentity,
    person: Person,
    taken: dict[str, int],
    *,
    overwrite: bool,
) -> dict[str, object]:
    """Put into a youth's file what it lacks, or, to `overwrite`, what the row says; answers what stood there.

    Names stay: they are how the youth was known again.
    """
    before: dict[str, object] = {}
    for name in _IDENTITY:
        _put(identity, name, getattr(person, name), before, overwrite)
    if person.commune and (overwrite or not identity.commune):
        moved = {name: getattr(person, name) for name in _HOME}
        if moved["commune"] != identity.commune or (
            moved["postcode"] and moved["postcode"] != identity.postcode
        ):
            for name, value in moved.items():
                before[name] = getattr(identity, name)
                setattr(identity, name, value)
    scheme = person.scheme
    if scheme not in (None, youth.scheme) and (overwrite or youth.scheme is Scheme.NONE):
        before["scheme"], youth.scheme = youth.scheme.value, scheme or Scheme.NONE
    dossier = person.dossier
    wanted = dossier not in ("", youth.dossier) and (overwrite or not youth.dossier)
    if wanted and taken.setdefault(dossier, youth.id) == youth.id:
        before["dossier"], youth.dossier = youth.dossier, dossier
    return before


def _put(row: Any, name: str, value: object, before: dict[str, object], overwrite: bool) -> None:
    stands = getattr(row, name)
    if value in _EMPTY or value == stands or (stands not in _EMPTY and not overwrite):
        return
    before[name] = stands.isoformat() if hasattr(stands, "isoformat") else stands
    setattr(row, name, value)


async def tell_imported_situation(
    actor: Actor, youth: Youth, _identity: YouthIdentity, person: Person, uow: UnitOfWork
) -> dict[str, object]:
    """A situation that i-milo knows; answers what stood before, empty if it was known like this."""
    if person.situation is None or person.since is None:
        return {}
    row = await uow.imilo.situation(youth.id, person.situation, person.since)
    if row is not None:
        if (row.until, row.contract) == (person.until, person.contract or row.contract):
            return {}
        before: dict[str, object] = {
            "situation": row.public_id,
            "until": row.until.isoformat() if row.until else None,
            "contract": row.contract.value if row.contract else None,
        }
        row.until, row.contract = person.until, person.contract or row.contract
        return before
    row = YouthSituation(
        public_id=new_public_id(),
        youth_id=youth.id,
        kind=person.situation,
        contract=person.contract,
        note="",
        since=person.since,
        until=person.until,
        source=SituationSource.IMILO,
        told_by=actor.account_id,
        told_at=uow.clock.now(),
    )
    uow.imilo.add(row)
    await uow.imilo.flush()
    uow.ledger.activity(
        ActivityKind.SITUATION_TOLD, actor, structure_id=youth.structure_id, youth_id=youth.id
    )
    return {"new_situation": row.public_id}

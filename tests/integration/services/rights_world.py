"""Lina and everybody who could want something of hers, with real rows of every part of accompaniment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from myjobmatch.db.models import PortfolioTransfer
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actions import ActionCategory
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import AppointmentHow, AppointmentKind
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.continuity import TransferKind
from myjobmatch.domain.conversation import FileKind, ScanStatus
from myjobmatch.domain.enums import DecisionKind, Role
from myjobmatch.domain.fse.questionnaire import Part
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.imilo import SituationKind
from myjobmatch.domain.notes import NoteSight, ObstacleKind
from myjobmatch.domain.portfolio_filter import PortfolioFilter
from myjobmatch.domain.workshops import WorkshopDoor, WorkshopKind, WorkshopMode
from myjobmatch.domain.youth_import.words import ImportKind
from myjobmatch.integrations.imilo import port_of
from myjobmatch.services.absences import SetAbsence, set_absence
from myjobmatch.services.action_bulk import AgreeActions, agree_actions
from myjobmatch.services.action_entries import SaveEntry, save_entry
from myjobmatch.services.action_moves import Wish
from myjobmatch.services.actions import AddAction, add_action
from myjobmatch.services.application import Application
from myjobmatch.services.appointments import SetAppointment, set_appointment
from myjobmatch.services.attachments import KeepAttachment, keep_attachment
from myjobmatch.services.broadcasts import StartBroadcast, start_broadcast
from myjobmatch.services.conversations import (
    SendMessage,
    conversation_with_youth,
    send_message,
)
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.following import give_advisor
from myjobmatch.services.fse.answering import TellAnswers, tell_answers
from myjobmatch.services.fse.operations import SaveOperation, save_operation
from myjobmatch.services.fse.participants import Enrol as EnterOperation
from myjobmatch.services.fse.participants import enrol as enter_operation
from myjobmatch.services.imilo.listing import EntryQuery, entry_id
from myjobmatch.services.imilo.ticking import TickOff, tick_off
from myjobmatch.services.immersions import SaveImmersion, save_immersion
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.message_templates import SaveTemplate, save_template
from myjobmatch.services.openings import SaveOpening, save_opening
from myjobmatch.services.portfolio_views import KeptView, save_view
from myjobmatch.services.scheduled_messages import ScheduleMessage, schedule_message
from myjobmatch.services.sessions import acting_today
from myjobmatch.services.shared_follow_up import ShareFollowUp, share_follow_up
from myjobmatch.services.situations import TellSituation, tell_situation
from myjobmatch.services.talk_groups import OpenGroup, open_group
from myjobmatch.services.transfers import HandOver, hand_over
from myjobmatch.services.workshop_places import enrol
from myjobmatch.services.workshop_sessions import SaveSession, SessionContent, save_session
from myjobmatch.services.workshop_views import read_session
from myjobmatch.services.youth_import.batches import StartImport, start_import
from myjobmatch.services.youth_notes import (
    AddObstacle,
    AddStep,
    WriteNote,
    add_obstacle,
    add_step,
    write_note,
)
from tests import factories
from tests.integration.services.fse_town import whole_operation
from tests.integration.services.immersion_town import whole_agreement


@dataclass
class RightsWorld:
    """The people by the word of the table, and the ids of the rows."""

    app: Application
    actors: dict[str, Actor]
    content: SessionContent
    ids: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        """The public id of a row."""
        return self.ids[name]


async def rights_world(database: Database) -> RightsWorld:
    """Build it: Aminata (`own`) accompanies Lina (`youth`); the others stand around them."""
    app = Application(database, database.clock, MatchingRuntime(database, None))
    now = database.clock.now()
    today = paris_day(now)
    ids: dict[str, str] = {}
    async with database.unit() as uow:
        here, there = await factories.structure(uow), await factories.structure(uow)
        advisors = {
            name: await factories.staff(uow, Role.ADVISOR, here)
            for name in ("own", "replacing", "sharing", "after", "former", "colleague")
        }
        actors = {
            **advisors,
            "foreign": await factories.staff(uow, Role.ADVISOR, there),
            "manager": await factories.staff(uow, Role.MANAGER, here),
            "foreign_manager": await factories.staff(uow, Role.MANAGER, there),
            "officer": await factories.staff(uow, Role.EMPLOYMENT_OFFICER, here),
            "funder": await factories.staff(uow, Role.FUNDER, here),
            "recruiter": await factories.recruiter(uow, await factories.company(uow, here)),
        }
        lina = {"first_name": "Lina", "last_name": "Zyxwv"}
        actors["youth"] = await factories.youth(
            uow, here, advisor=advisors["former"], identity=lina
        )
        actors["other_youth"] = await factories.youth(uow, here, advisor=advisors["own"])
        for name in ("youth", "other_youth"):
            row = await uow.youths.get(actors[name].youth_id or 0)
            assert row is not None
            ids[name] = row.public_id
        for name, actor in actors.items():
            ids[f"{name}_account"] = actor.public_id
        person = await uow.youths.get(actors["youth"].youth_id or 0)
        assert person is not None
        offer = await factories.offer(uow, None)
        ids["offer"] = offer.public_id
        manager = actors["manager"]
        await give_advisor(uow, manager, [person], advisors["own"].account_id)
        uow.continuity.add(_over(here.id, advisors, now, today))
    world = RightsWorld(app, actors, _content(now), ids)
    await _make_rows(world, today)
    await _hand_over(world, today)
    await app.matching.refresh()
    async with database.unit(write=False) as uow:
        world.actors = {name: await _resolved(one, uow) for name, one in actors.items()}
    return world


async def _resolved(actor: Actor, uow: UnitOfWork) -> Actor:
    account = await uow.accounts.get(actor.account_id)
    assert account is not None
    return await acting_today(account, uow)


def _over(
    structure_id: int, advisors: dict[str, Actor], now: datetime, today: date
) -> PortfolioTransfer:
    """`after` stood in until yesterday."""
    return PortfolioTransfer(
        public_id=new_public_id(),
        batch=new_public_id(),
        structure_id=structure_id,
        from_id=advisors["own"].account_id,
        to_id=advisors["after"].account_id,
        kind=TransferKind.TEMPORARY,
        whole=True,
        from_day=today - timedelta(days=9),
        until_day=today - timedelta(days=1),
        by_id=advisors["own"].account_id,
        created_at=now,
        begun_at=now,
    )


def _content(now: datetime) -> SessionContent:
    starts = now + timedelta(days=10)
    return SessionContent(
        title="Réussir son entretien",
        description="",
        kind=WorkshopKind.INTERVIEW,
        minutes=120,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        mode=WorkshopMode.ON_SITE,
        place="Salle bleue",
        link="",
        door=WorkshopDoor.OPEN,
        enrol_until=starts - timedelta(days=1),
        capacity=5,
        shared=(),
    )


async def _make_rows(world: RightsWorld, today: date) -> None:
    run, own, lina, ids = world.app.run, world.actors["own"], world.actors["youth"], world.ids
    now = world.app.clock.now()
    talk = await run(conversation_with_youth, own, ids["youth"])
    ids["conversation"] = talk.id
    ids["message"] = (await run(send_message, own, SendMessage(talk.id, "Bonjour Lina"))).id
    ids["reply"] = (await run(send_message, lina, SendMessage(talk.id, "Bonjour"))).id
    ids["attachment"] = str(uuid4())
    paper = KeepAttachment(
        ids["attachment"],
        "papier",
        FileKind.PDF,
        None,
        100,
        "0" * 64,
        "0" * 64,
        "stored",
        "",
        0,
        (),
        ScanStatus.NONE,
    )
    await run(keep_attachment, lina, paper)
    await run(send_message, lina, SendMessage(talk.id, "Voici", files=(ids["attachment"],)))
    meeting = SetAppointment(
        ids["youth"],
        AppointmentKind.INTERVIEW,
        AppointmentHow.PHONE,
        now + timedelta(days=2),
        30,
        phone="0160000000",
    )
    ids["appointment"] = await run(set_appointment, own, meeting)
    past = SetAppointment(
        ids["youth"],
        AppointmentKind.INTERVIEW,
        AppointmentHow.PHONE,
        now - timedelta(days=1),
        30,
        phone="0160000000",
    )
    ids["past_appointment"] = await run(set_appointment, own, past)
    opening = SaveOpening(
        AppointmentKind.INTERVIEW, AppointmentHow.PHONE, 30, 9 * 60, 12 * 60, weekday=1
    )
    await run(save_opening, own, opening)
    async with world.app.database.unit(write=False) as uow:
        ids["opening"] = (await uow.appointments.openings([own.account_id]))[0].public_id
    far = SetAbsence(today + timedelta(days=200), today + timedelta(days=201))
    ids["absence"] = await run(set_absence, own, far)
    ids["action"] = new_public_id()
    wish = Wish(title="Mettre à jour mon CV", category=ActionCategory.EMPLOYMENT, minutes=60)
    await run(add_action, lina, AddAction(ids["action"], wish, today))
    ids["batch"] = new_public_id()
    agreed = Wish(title="Passer à la banque", category=ActionCategory.HOUSING, minutes=30)
    await run(agree_actions, own, AgreeActions(ids["batch"], (ids["youth"],), (agreed,)))
    ids["entry"] = await run(
        save_entry,
        own,
        SaveEntry("", title="Visite du foyer", category=ActionCategory.HOUSING, minutes=60),
    )
    template = SaveTemplate("Relance", "Où en es-tu ?", shared=False)
    ids["template"] = (await run(save_template, own, template)).id
    later = now + timedelta(days=1)
    ids["scheduled"] = await run(
        schedule_message, own, ScheduleMessage(ids["conversation"], "À demain", later)
    )
    ids["broadcast"] = await run(
        start_broadcast, own, StartBroadcast((ids["youth"],), "Réunion jeudi", later)
    )
    ids["group"] = await run(open_group, own, OpenGroup("Alternance", (ids["youth"],)))
    situation = TellSituation(ids["youth"], SituationKind.JOB_SEEKING, today - timedelta(days=3))
    ids["situation"] = (await run(tell_situation, own, situation)).id
    ticked = await run(tick_off, own, TickOff(EntryQuery(with_dossier=False), everything=True))
    ids["ticked"] = ticked.batch
    liked = await run(decide_on_offer, lina, Decide(ids["offer"], DecisionKind.LIKE))
    ids["application"] = liked.application_id or ""
    table = "Nom;Prénom;Date de naissance\nMartin;Zoé;01/02/2005\n".encode()
    sent = StartImport(ImportKind.YOUTHS, "jeunes.csv", table)
    ids["import"] = await run(start_import, own, sent, port_of("csv"))
    ids["immersion"] = await run(
        save_immersion, own, SaveImmersion(ids["youth"], whole_agreement(today), ready=True)
    )
    await _operations(world)
    note = WriteNote(ids["youth"], "Préfère le matin", NoteSight.STRUCTURE)
    ids["note"] = await run(write_note, own, note)
    ids["step"] = await run(add_step, own, AddStep(ids["youth"], "Refaire le CV"))
    obstacle = AddObstacle(ids["youth"], ObstacleKind.HOUSING, "Logement de Lina")
    ids["obstacle"] = str(await run(add_obstacle, own, obstacle))
    ids["view"] = (await run(save_view, own, KeptView("Sans nouvelles", PortfolioFilter()))).id
    ids["workshop"] = await run(save_session, own, SaveSession(world.content))
    ids["workshop_version"] = (await run(read_session, own, ids["workshop"])).version
    await run(enrol, lina, ids["workshop"])
    async with world.app.database.unit(write=False) as uow:
        session = await uow.workshops.session_by_public_id(ids["workshop"])
        assert session is not None
        row = await uow.workshops.enrolment(session.id, lina.youth_id or 0)
        assert row is not None
        ids["enrolment"] = row.public_id
        (entered, *_) = await uow.imilo.of_batch(own.structure_id or 0, ids["ticked"])
        ids["entered"] = entry_id(entered.key)


async def _operations(world: RightsWorld) -> None:
    """One in which Lina was, and left seven months ago; one in which nobody is."""
    run, own, manager, ids = world.app.run, world.actors["own"], world.actors["manager"], world.ids
    funders = (ids["funder_account"],)
    for name in ("operation", "second_operation"):
        save = SaveOperation(whole_operation(), new_id=new_public_id(), funders=funders)
        ids[name] = await run(save_operation, manager, save)
    entry = EnterOperation(ids["operation"], (ids["youth"],), date(2026, 1, 12))
    (ids["participant"],) = (await run(enter_operation, own, entry)).made
    left = TellAnswers(ids["participant"], 1, Part.EXIT, {}, left_on=date(2026, 2, 2))
    await run(tell_answers, own, left)


async def _hand_over(world: RightsWorld, today: date) -> None:
    run, own, ids = world.app.run, world.actors["own"], world.ids
    await run(share_follow_up, own, ShareFollowUp(ids["youth"], ids["sharing_account"]))
    week = (today + timedelta(days=5)).isoformat()
    ids["handed_batch"] = await run(
        hand_over,
        own,
        HandOver((ids["replacing_account"],), TransferKind.TEMPORARY, today.isoformat(), week),
    )
    async with world.app.database.unit(write=False) as uow:
        (row,) = await uow.transfers.batch(ids["handed_batch"])
        ids["transfer"] = row.public_id

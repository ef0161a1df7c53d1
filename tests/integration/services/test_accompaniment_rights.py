"""Who gets past the rights of each service of accompaniment, on Lina's rows: declared as data, then tried.

A service that is not in the table fails. `TABLE` says who is allowed on the row; whoever else has a role that may
try the service (`MAY_TRY`) is answered that the thing is not there, and everybody else that they may not.
To add a service: a line in `MAY_TRY`, a line here, and its row in `rights_world`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

import myjobmatch.services
from myjobmatch.db.uow import Database
from myjobmatch.domain.actions import ActionCategory, ReturnReason
from myjobmatch.domain.appointments import AppointmentHow, AppointmentKind, Presence
from myjobmatch.domain.continuity import TransferKind
from myjobmatch.domain.dashboard import DashboardQuery, TableKey
from myjobmatch.domain.enums import ApplicationStatus
from myjobmatch.domain.errors import DomainError, Forbidden, NotFound
from myjobmatch.domain.fse.questionnaire import Part
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.imilo import SituationKind
from myjobmatch.domain.immersions import (
    ImmersionContent,
    ImmersionDone,
    ObjectivesMet,
    Signer,
)
from myjobmatch.domain.notes import NoteSight, ObstacleKind
from myjobmatch.domain.workshops import Liked, WorkshopPresence
from myjobmatch.domain.youth_import.words import RowChoice, RowVerdict
from myjobmatch.integrations.imilo import port_of
from myjobmatch.services.absences import SetAbsence
from myjobmatch.services.accompaniment import FindOffers, Propose
from myjobmatch.services.acting_for import AnswerApplicationFor, AnswerFor, PickFor
from myjobmatch.services.action_bulk import AgreeActions, ReturnActions, ValidateActions
from myjobmatch.services.action_entries import HideEntry, SaveEntry
from myjobmatch.services.action_moves import Wish
from myjobmatch.services.actions import DoAction, EditAction, SignAction
from myjobmatch.services.appointment_views import AskAgenda
from myjobmatch.services.appointments import CancelAppointment, MoveAppointment, SetAppointment
from myjobmatch.services.booking import BookSlot
from myjobmatch.services.broadcasts import StartBroadcast
from myjobmatch.services.building import REGISTRY, Service
from myjobmatch.services.conversations import OpenThread, ReadConversation, SendMessage
from myjobmatch.services.dashboards.exporting import ExportTable
from myjobmatch.services.erasure import AskOnPaper
from myjobmatch.services.fse.answering import TellAnswers
from myjobmatch.services.fse.exporting import ExportIndicators, ExportRows
from myjobmatch.services.fse.operations import SaveOperation
from myjobmatch.services.fse.participants import Enrol, FindCandidates, ParticipantsQuery
from myjobmatch.services.imilo.listing import EntryQuery
from myjobmatch.services.imilo.ticking import SetDossier, TickOff
from myjobmatch.services.immersion_review import ReviewImmersion
from myjobmatch.services.immersions import SaveImmersion, SignImmersion
from myjobmatch.services.message_changes import EditMessage
from myjobmatch.services.message_drafts import KeepDraft
from myjobmatch.services.message_search import SearchMessages
from myjobmatch.services.message_templates import SaveTemplate
from myjobmatch.services.portfolio import PortfolioQuery
from myjobmatch.services.portfolio_bulk import (
    AssignMany,
    Chosen,
    InviteMany,
    ProposeToMany,
    Withdraw,
    WriteToMany,
)
from myjobmatch.services.portfolio_export import ExportPortfolio
from myjobmatch.services.presences import MarkPresence, SettleMissed, WriteKindly
from myjobmatch.services.profile_picks import Pick, What
from myjobmatch.services.scheduled_messages import ScheduleMessage
from myjobmatch.services.shared_follow_up import AssignYouths, ShareFollowUp
from myjobmatch.services.situations import TellSituation
from myjobmatch.services.talk_choices import CardsFor
from myjobmatch.services.talk_groups import AnswerGroup, InviteToGroup, OpenGroup
from myjobmatch.services.transfers import HandOver
from myjobmatch.services.weeks import WeeksQuery
from myjobmatch.services.workshop_attendance import TellPresence
from myjobmatch.services.workshop_invitations import FindInvitable, ForEnrolments, ForYouths
from myjobmatch.services.workshop_phone import SayHow
from myjobmatch.services.workshop_sessions import CancelSession, RepeatSession, SaveSession
from myjobmatch.services.youth_file import TimelineQuery
from myjobmatch.services.youth_import.codes import GiveCodes, KeepCodes
from myjobmatch.services.youth_import.preview import CheckImport, Choose
from myjobmatch.services.youth_import.viewing import RowQuery
from myjobmatch.services.youth_notes import (
    AddObstacle,
    AddStep,
    EditNote,
    ResolveObstacle,
    TickStep,
    WriteNote,
)
from tests.integration.services.fse_town import whole_operation
from tests.integration.services.rights_world import RightsWorld, rights_world
from tests.integration.services.test_authorisation_matrix import MAY_TRY

for _module in pkgutil.walk_packages(myjobmatch.services.__path__, "myjobmatch.services."):
    importlib.import_module(_module.name)

BEFORE = frozenset(
    [
        "activation",
        "agreements",
        "answers",
        "application",
        "applications",
        "asides",
        "attempts",
        "birth_days",
        "building",
        "candidate_decisions",
        "candidate_decks",
        "candidate_limits",
        "candidate_questions",
        "catalogue_view",
        "client_acts",
        "client_commands",
        "client_deck",
        "client_kinds",
        "client_picks",
        "client_profile",
        "client_search",
        "commands",
        "companies",
        "company_approval",
        "company_logo",
        "company_offers",
        "company_people",
        "company_reports",
        "company_sites",
        "contacts",
        "cv",
        "decisions",
        "deck_cards",
        "decks",
        "deliveries",
        "documents",
        "doors",
        "exposure",
        "feed_rounds",
        "feeds",
        "figures_in_force",
        "found_offers",
        "hints",
        "immersion_company",
        "immersion_own",
        "imported_offers",
        "imported_words",
        "importing",
        "imports",
        "interview",
        "interviews",
        "invitations",
        "join_requests",
        "joining",
        "kept_candidates",
        "kept_offers",
        "learning",
        "learning_examples",
        "matches",
        "matching_pairs",
        "matching_runtime",
        "my_search",
        "new_offers",
        "notice_texts",
        "notices",
        "notification_choices",
        "notification_settings",
        "offer_endings",
        "offer_lifecycle",
        "offer_loading",
        "offer_moves",
        "offer_prolonging",
        "offer_reading",
        "offer_reports",
        "offer_texts",
        "outbox",
        "outcome_questions",
        "outcomes",
        "own_search",
        "passkeys",
        "passwords",
        "phone",
        "places",
        "profile_picks",
        "profiles",
        "push_devices",
        "registration",
        "relaxing",
        "reminders",
        "saved_index",
        "saved_searches",
        "search_tellers",
        "senders",
        "sessions",
        "shared_offers",
        "shared_vectors",
        "sharing",
        "shown_lately",
        "similar_offers",
        "skill_spaces",
        "tellers",
        "telling",
        "transit",
        "travel_runtime",
        "turns",
        "vector_stores",
        "word_search",
    ]
)
"""The modules of services that were there before accompaniment, and those between youths and employers:
`test_authorisation_matrix` has theirs."""

OWN = "own replacing sharing"
ADVISORS = f"{OWN} after former colleague"
HOUSE = f"{ADVISORS} manager"
LED = f"{OWN} manager"
NOBODY = ""
MINE = "youth"
TALK = f"{OWN} youth"
"""Who takes part in Lina's conversation with her advisor."""


@dataclass(frozen=True)
class Line:
    """What is asked (of the world), and who is allowed; `more` are arguments after the unit of work."""

    command: Callable[[RightsWorld], Any]
    allowed: str
    more: Callable[[RightsWorld], tuple[Any, ...]] = lambda _: ()


def _soon(w: RightsWorld) -> Any:
    return w.app.clock.now() + timedelta(days=3)


def _matching(w: RightsWorld) -> tuple[Any, ...]:
    return (w.app.matching,)


WISH = Wish(title="Mettre à jour mon CV", category=ActionCategory.EMPLOYMENT, minutes=60)
DAY = date(2026, 9, 14)

TABLE: dict[str, Line] = {
    "absences.delete_absence": Line(lambda w: w["absence"], "own manager"),
    "absences.set_absence": Line(
        lambda w: SetAbsence(DAY, DAY, advisor_id=w["own_account"]), f"{ADVISORS} foreign manager"
    ),
    "accompaniment.proposable_offers": Line(lambda w: FindOffers(w["youth"]), HOUSE, _matching),
    "accompaniment.propose_offer": Line(lambda w: Propose(w["youth"], w["offer"]), ADVISORS),
    "accompaniment.youth_page": Line(lambda w: w["youth"], HOUSE, _matching),
    "acting_for.answer_for": Line(lambda w: AnswerFor(w["youth"], max_minutes=30), HOUSE),
    "acting_for.answer_application_for": Line(
        lambda w: AnswerApplicationFor(w["youth"], w["application"], ApplicationStatus.SENT), HOUSE
    ),
    "acting_for.applications_of": Line(lambda w: w["youth"], HOUSE),
    "acting_for.profile_for": Line(lambda w: w["youth"], HOUSE, _matching),
    "action_bulk.agree_actions": Line(
        lambda w: AgreeActions(new_public_id(), (w["youth"],), (WISH,)), LED
    ),
    "action_bulk.return_actions": Line(
        lambda w: ReturnActions(new_public_id(), (w["action"],), ReturnReason.DETAILS), LED
    ),
    "action_bulk.undo_batch": Line(lambda w: w["batch"], "own"),
    "action_bulk.validate_actions": Line(
        lambda w: ValidateActions(new_public_id(), (w["action"],)), LED
    ),
    "action_entries.hide_entry": Line(lambda w: HideEntry(w["entry"], hidden=True), HOUSE),
    "action_entries.save_entry": Line(
        lambda w: SaveEntry(
            id=w["entry"], title="Visite", category=ActionCategory.HOUSING, minutes=30
        ),
        HOUSE,
    ),
    "acting_for.pick_for": Line(
        lambda w: PickFor(w["youth"], Pick(What.MODES, "bike", picked=True)), HOUSE
    ),
    "actions.do_action": Line(lambda w: DoAction(w["action"], DAY), MINE),
    "actions.edit_action": Line(lambda w: EditAction(w["action"], DAY, 30), MINE),
    "actions.restore_action": Line(lambda w: w["action"], MINE),
    "actions.sign_action": Line(lambda w: SignAction(w["action"], "000000"), MINE),
    "actions.take_back_action": Line(lambda w: w["action"], MINE),
    "appointment_calendars.appointment_file": Line(lambda w: w["appointment"], f"{LED} youth"),
    "appointment_views.appointments_with": Line(lambda w: w["youth"], LED),
    "appointment_views.list_agenda": Line(
        lambda w: AskAgenda(DAY, 7, advisor_id=w["own_account"]), "own replacing manager"
    ),
    "appointments.cancel_appointment": Line(
        lambda w: CancelAppointment(w["appointment"], "Malade"), OWN
    ),
    "appointments.decline_appointment": Line(
        lambda w: CancelAppointment(w["appointment"], "Malade"), MINE
    ),
    "appointments.move_appointment": Line(
        lambda w: MoveAppointment(w["appointment"], _soon(w), 30), OWN
    ),
    "appointments.set_appointment": Line(
        lambda w: SetAppointment(
            w["youth"],
            AppointmentKind.INTERVIEW,
            AppointmentHow.PHONE,
            _soon(w),
            30,
            phone="0160000000",
        ),
        OWN,
    ),
    "booking.book_slot": Line(lambda w: BookSlot(w["opening"], _soon(w)), "youth other_youth"),
    "attachments.find_attachment": Line(lambda w: w["attachment"], TALK),
    "broadcasts.cancel_broadcast": Line(lambda w: w["broadcast"], "own"),
    "broadcasts.start_broadcast": Line(lambda w: StartBroadcast((w["youth"],), "Jeudi"), OWN),
    "conversations.conversation_with_youth": Line(lambda w: w["youth"], OWN),
    "conversations.open_thread": Line(lambda w: OpenThread(w["conversation"]), TALK),
    "conversations.read_conversation": Line(lambda w: ReadConversation(w["conversation"]), TALK),
    "conversations.send_message": Line(lambda w: SendMessage(w["conversation"], "Oui"), TALK),
    "erasure.ask_on_paper": Line(lambda w: AskOnPaper(w["youth"]), "manager"),
    "erasure.drop_on_paper": Line(lambda w: AskOnPaper(w["youth"]), "manager"),
    "fse.answering.take_back_leaving": Line(lambda w: w["participant"], LED),
    "fse.answering.tell_answers": Line(
        lambda w: TellAnswers(w["participant"], 0, Part.ENTRY, {"sex": "female"}), LED
    ),
    "fse.exporting.export_incomplete": Line(lambda w: w["operation"], "manager"),
    "fse.exporting.export_indicators": Line(
        lambda w: ExportIndicators(w["operation"]), "manager funder"
    ),
    "fse.exporting.export_participants": Line(
        lambda w: ExportRows(w["operation"], "Contrôle de service fait"), "manager"
    ),
    "fse.figures.funded_figures": Line(lambda w: w["operation"], "funder"),
    "fse.figures.operation_figures": Line(lambda w: w["operation"], "manager"),
    "fse.follow_up.give_link": Line(lambda w: w["participant"], LED),
    "fse.operations.read_operation": Line(lambda w: w["operation"], HOUSE),
    "fse.operations.save_operation": Line(
        lambda w: SaveOperation(whole_operation(), w["operation"], version=1), "manager"
    ),
    "fse.participants.enrol": Line(lambda w: Enrol(w["operation"], (w["youth"],), DAY), HOUSE),
    "fse.participants.participations_of": Line(lambda w: w["youth"], LED),
    "fse.participants.read_participant": Line(lambda w: w["participant"], LED),
    "imilo.ticking.set_dossier": Line(lambda w: SetDossier(w["youth"], "D-1"), HOUSE),
    "imilo.ticking.undo_tick": Line(lambda w: w["ticked"], LED),
    "imilo.ticking.untick": Line(lambda w: (w["ticked"], w["entered"]), LED),
    "immersion_paper.agreement_paper": Line(lambda w: w["immersion"], LED),
    "immersion_review.review_immersion": Line(
        lambda w: ReviewImmersion(w["immersion"], ImmersionDone.NO_SHOW, ObjectivesMet.NO), LED
    ),
    "immersion_views.immersion_sources": Line(lambda w: w["youth"], LED),
    "immersion_views.immersions_with": Line(lambda w: w["youth"], LED),
    "immersions.cancel_immersion": Line(lambda w: w["immersion"], LED),
    "immersions.renew_immersion": Line(lambda w: w["immersion"], LED),
    "immersions.save_immersion": Line(
        lambda w: SaveImmersion(w["youth"], ImmersionContent("Vendeur"), w["immersion"]), LED
    ),
    "immersions.sign_immersion": Line(
        lambda w: SignImmersion(w["immersion"], Signer.HOST, None), LED
    ),
    "message_changes.delete_message": Line(lambda w: w["message"], "own"),
    "message_changes.edit_message": Line(lambda w: EditMessage(w["message"], "Salut"), "own"),
    "message_drafts.keep_draft": Line(lambda w: KeepDraft(w["conversation"], "Je"), TALK),
    "message_templates.delete_template": Line(lambda w: w["template"], "own"),
    "message_templates.save_template": Line(
        lambda w: SaveTemplate("Relance", "Alors ?", shared=False, id=w["template"]), "own"
    ),
    "openings.delete_opening": Line(lambda w: w["opening"], "own"),
    "portfolio_bulk.assign_many": Line(
        lambda w: AssignMany(Chosen((w["youth"],)), w["colleague_account"]), HOUSE
    ),
    "portfolio_bulk.invite_many": Line(
        lambda w: InviteMany(Chosen((w["youth"],)), w["workshop"]), HOUSE
    ),
    "portfolio_bulk.propose_to_many": Line(
        lambda w: ProposeToMany(Chosen((w["youth"],)), w["offer"]), ADVISORS
    ),
    "portfolio_bulk.undo_assign": Line(lambda w: (w["handed_batch"],), "own manager"),
    "portfolio_bulk.withdraw_proposals": Line(
        lambda w: Withdraw(w["offer"], (w["youth"],)), ADVISORS
    ),
    "portfolio_bulk.write_to_many": Line(
        lambda w: WriteToMany(Chosen((w["youth"],)), "Bonjour"), ADVISORS
    ),
    "portfolio_views.delete_view": Line(lambda w: w["view"], "own"),
    "presences.mark_presence": Line(
        lambda w: MarkPresence(w["past_appointment"], Presence.SEEN), OWN
    ),
    "presences.settle_missed": Line(lambda w: SettleMissed(w["past_appointment"], True), OWN),
    "presences.write_kindly": Line(lambda w: WriteKindly(w["past_appointment"], "Ça va ?"), OWN),
    "scheduled_messages.cancel_scheduled": Line(lambda w: w["scheduled"], "own"),
    "scheduled_messages.schedule_message": Line(
        lambda w: ScheduleMessage(w["conversation"], "Demain", _soon(w)), OWN
    ),
    "shared_follow_up.assign_youths": Line(
        lambda w: AssignYouths((w["youth"],), w["colleague_account"]), "manager"
    ),
    "shared_follow_up.follow_up_of": Line(lambda w: w["youth"], HOUSE),
    "shared_follow_up.share_follow_up": Line(
        lambda w: ShareFollowUp(w["youth"], w["colleague_account"]), LED
    ),
    "shared_follow_up.stop_sharing": Line(
        lambda w: ShareFollowUp(w["youth"], w["sharing_account"]), LED
    ),
    "situations.list_situations": Line(lambda w: w["youth"], HOUSE),
    "situations.take_back_situation": Line(lambda w: w["situation"], HOUSE),
    "situations.tell_situation": Line(
        lambda w: TellSituation(w["youth"], SituationKind.TRAINING, DAY), HOUSE
    ),
    "talk_choices.find_cards": Line(lambda w: CardsFor(w["conversation"]), TALK),
    "talk_groups.answer_group": Line(lambda w: AnswerGroup(w["group"], joins=True), MINE),
    "talk_groups.close_group": Line(lambda w: w["group"], "own"),
    "talk_groups.group_members": Line(lambda w: w["group"], "own"),
    "talk_groups.invite_to_group": Line(lambda w: InviteToGroup(w["group"], (w["youth"],)), "own"),
    "talk_groups.open_group": Line(lambda w: OpenGroup("CV", (w["youth"],)), OWN),
    "team.choosable_youths": Line(lambda w: w["own_account"], "own manager"),
    "team.preview_hand_over": Line(
        lambda w: HandOver(
            (w["colleague_account"],),
            TransferKind.PERMANENT,
            "",
            from_id=w["own_account"],
        ),
        "own manager",
    ),
    "transfers.hand_over": Line(
        lambda w: HandOver(
            (w["colleague_account"],),
            TransferKind.PERMANENT,
            "",
            from_id=w["own_account"],
        ),
        "own manager",
    ),
    "transfers.take_back": Line(lambda w: w["transfer"], "own replacing manager"),
    "transfers.undo_hand_over": Line(lambda w: w["handed_batch"], "own manager"),
    "typing.typing_in": Line(lambda w: w["conversation"], TALK),
    "weeks.youth_weeks": Line(lambda w: w["youth"], HOUSE),
    "workshop_attendance.close_session": Line(lambda w: w["workshop"], HOUSE),
    "workshop_attendance.screen_code": Line(lambda w: w["workshop"], HOUSE),
    "workshop_attendance.tell_presence": Line(
        lambda w: TellPresence(w["workshop"], (w["enrolment"],), WorkshopPresence.PRESENT), HOUSE
    ),
    "workshop_file.workshops_of": Line(lambda w: w["youth"], HOUSE),
    "workshop_invitations.enrol_for": Line(
        lambda w: ForYouths(w["workshop"], (w["youth"],)), HOUSE
    ),
    "workshop_invitations.find_invitable": Line(lambda w: FindInvitable(w["workshop"]), HOUSE),
    "workshop_invitations.invite_youths": Line(
        lambda w: ForYouths(w["workshop"], (w["youth"],)), HOUSE
    ),
    "workshop_invitations.move_up": Line(
        lambda w: ForEnrolments(w["workshop"], (w["enrolment"],)), NOBODY
    ),
    "workshop_invitations.withdraw_for": Line(
        lambda w: ForEnrolments(w["workshop"], (w["enrolment"],)), HOUSE
    ),
    "workshop_phone.say_how": Line(lambda w: SayHow(w["workshop"], next(iter(Liked))), NOBODY),
    "workshop_places.enrol": Line(lambda w: w["workshop"], "youth other_youth"),
    "workshop_places.withdraw": Line(lambda w: w["workshop"], MINE),
    "workshop_sessions.cancel_session": Line(
        lambda w: CancelSession(w["workshop"], "Panne"), HOUSE
    ),
    "workshop_sessions.repeat_session": Line(
        lambda w: RepeatSession(w["workshop"], _soon(w)), HOUSE
    ),
    "workshop_sessions.save_session": Line(
        lambda w: SaveSession(w.content, id=w["workshop"], version=w["workshop_version"]), HOUSE
    ),
    "workshop_sheet.attendance_sheet": Line(lambda w: w["workshop"], HOUSE),
    "workshop_views.read_session": Line(lambda w: w["workshop"], HOUSE),
    "youth_import.batches.forget_draft": Line(lambda w: w["import"], "own manager"),
    "youth_import.codes.keep_codes": Line(lambda w: KeepCodes(w["import"], ()), "own manager"),
    "youth_import.codes.who_waits": Line(lambda w: GiveCodes(w["import"]), "own manager"),
    "youth_import.leftovers.left_out": Line(lambda w: w["import"], "own manager"),
    "youth_import.preview.check_import": Line(
        lambda w: CheckImport(w["import"], {}), "own manager"
    ),
    "youth_import.preview.choose": Line(
        lambda w: Choose(w["import"], RowChoice.SKIP, verdict=RowVerdict.LIKELY), "own manager"
    ),
    "youth_import.running.confirm_import": Line(lambda w: w["import"], "own manager"),
    "youth_import.running.run_rows": Line(lambda w: w["import"], "own manager"),
    "youth_import.undoing.undo_import": Line(lambda w: w["import"], "own manager"),
    "youth_import.viewing.list_rows": Line(lambda w: RowQuery(w["import"]), "own manager"),
    "youth_import.viewing.view_import": Line(lambda w: w["import"], "own manager"),
    "youth_file.youth_timeline": Line(lambda w: TimelineQuery(w["youth"]), HOUSE),
    "youth_notes.add_obstacle": Line(lambda w: AddObstacle(w["youth"], ObstacleKind.HEALTH), OWN),
    "youth_notes.add_step": Line(lambda w: AddStep(w["youth"], "Appeler"), HOUSE),
    "youth_notes.delete_note": Line(lambda w: w["note"], "own"),
    "youth_notes.edit_note": Line(
        lambda w: EditNote(w["note"], "Le soir", NoteSight.STRUCTURE), "own"
    ),
    "youth_notes.resolve_obstacle": Line(
        lambda w: ResolveObstacle(int(w["obstacle"]), resolved=True), OWN
    ),
    "youth_notes.restore_note": Line(lambda w: w["note"], "own"),
    "youth_notes.tick_step": Line(lambda w: TickStep(w["step"], done=True), HOUSE),
    "youth_notes.write_note": Line(lambda w: WriteNote(w["youth"], "Appelée"), HOUSE),
    "youth_file.youth_head": Line(lambda w: w["youth"], HOUSE),
}
"""Services about something of Lina's: who is allowed on it."""

OF_ONES_OWN = frozenset(
    {
        "actions.add_action",
        "appointment_calendars.feed_state",
        "appointment_calendars.make_feed",
        "appointment_calendars.revoke_feed",
        "attachments.forget_attachment",
        "attachments.keep_attachment",
        "attachments.known_attachment",
        "away.own_away",
        "away.set_away_words",
        "erasure.keep_account",
        "erasure.own_erasure",
        "erasure.request_erasure",
        "fse.follow_up.own_follow_up",
        "fse.follow_up.tell_own_follow_up",
        "openings.close_hours",
        "openings.reopen_hours",
        "openings.save_opening",
        "own_data.is_shown_only",
        "own_data.note_copy",
        "own_data.read_own_data",
        "own_password.own_password",
        "proving.proof_wanted",
        "own_password.put_own_password",
        "portfolio_bulk.offers_to_choose",
        "portfolio_views.choose_columns",
        "portfolio_views.save_view",
        "reception.reception_code",
        "today.desk.finish_row",
        "today.desk.put_off_row",
        "today.desk.settle_row",
        "today.desk.settle_silence",
        "today.desk.unmark_later",
        "today.desk.unmark_row",
        "workshop_attendance.sign_presence",
        "youth_import.batches.start_import",
    }
)
"""Services that write something of the actor's own and reach nobody else's row (today's rows are found among
those of `list_today`)."""

LISTS: dict[str, Line] = {
    "absences.list_absences": Line(lambda _: None, NOBODY),
    "action_entries.list_entries": Line(lambda _: None, NOBODY),
    "appointment_views.own_appointments": Line(lambda _: None, NOBODY),
    "appointment_views.youths_to_meet": Line(lambda _: None, OWN),
    "booking.find_slots": Line(lambda _: None, NOBODY),
    "broadcasts.list_broadcasts": Line(lambda _: None, NOBODY),
    "conversations.list_conversations": Line(lambda _: None, OWN),
    "conversations.list_inbox": Line(lambda _: None, OWN),
    "dashboards.exporting.export_table": Line(
        lambda _: ExportTable(DashboardQuery(), TableKey.FUNNEL), NOBODY
    ),
    "dashboards.reading.read_dashboard": Line(lambda _: DashboardQuery(), NOBODY),
    "fse.figures.list_funded": Line(lambda _: None, NOBODY),
    "fse.operations.list_operations": Line(lambda _: None, NOBODY),
    "fse.operations.operation_choices": Line(lambda _: None, NOBODY),
    "fse.participants.find_candidates": Line(lambda w: FindCandidates(w["second_operation"]), LED),
    "fse.participants.list_participants": Line(lambda w: ParticipantsQuery(w["operation"]), LED),
    "imilo.listing.count_entries": Line(lambda _: EntryQuery(with_dossier=False), NOBODY),
    "imilo.listing.list_entered": Line(lambda _: EntryQuery(with_dossier=False), LED),
    "imilo.listing.list_entries": Line(lambda _: EntryQuery(with_dossier=False), NOBODY),
    "imilo.listing.list_lacking": Line(lambda _: EntryQuery(with_dossier=False), NOBODY),
    "imilo.ticking.leave_file": Line(
        lambda _: TickOff(EntryQuery(), everything=True), NOBODY, lambda _: (port_of("csv"),)
    ),
    "imilo.ticking.tick_off": Line(lambda _: TickOff(EntryQuery(), everything=True), NOBODY),
    "message_search.search_messages": Line(lambda _: SearchMessages("bonjour"), OWN),
    "message_templates.list_templates": Line(lambda _: None, NOBODY),
    "openings.list_openings": Line(lambda _: None, NOBODY),
    "own_week.own_week": Line(lambda _: None, NOBODY),
    "portfolio.list_portfolio": Line(lambda _: PortfolioQuery(), LED),
    "portfolio_export.export_portfolio": Line(lambda _: ExportPortfolio(PortfolioQuery(), ()), LED),
    "portfolio_views.kept_of_table": Line(lambda _: None, NOBODY),
    "scheduled_messages.list_scheduled": Line(lambda _: None, "own"),
    "team.list_team": Line(lambda _: None, NOBODY),
    "today.desk.list_today": Line(lambda _: None, LED),
    "weeks.weeks_page": Line(lambda _: WeeksQuery(), LED),
    "workshop_invitations.find_invitable": Line(lambda w: FindInvitable(w["workshop"]), LED),
    "workshop_phone.own_workshops": Line(lambda _: None, NOBODY),
    "workshop_sessions.list_partners": Line(lambda _: None, NOBODY),
    "workshop_views.list_sessions": Line(lambda _: None, NOBODY),
    "workshop_views.read_session": Line(lambda w: w["workshop"], HOUSE),
    "workshop_views.sessions_to_close": Line(lambda _: None, NOBODY),
    "youth_import.batches.list_imports": Line(lambda _: None, NOBODY),
    "youth_notes.youth_notes": Line(lambda w: w["youth"], OWN),
}
"""Services that answer a list, and who sees Lina (her name or her id) in it; the youth herself is not asked."""


def _is_accompaniment(name: str) -> bool:
    return name.partition(".")[0] not in BEFORE


def test_every_service_of_accompaniment_stands_in_the_table() -> None:
    known = {n.removeprefix("myjobmatch.services.") for n in REGISTRY}
    ours = {n for n in known if _is_accompaniment(n) and MAY_TRY.get(n) != "system"}
    missing = ours - set(TABLE) - set(LISTS) - OF_ONES_OWN
    assert not missing, " ".join(sorted(missing))
    assert (set(TABLE) | set(LISTS) | OF_ONES_OWN) - known == set()


class _Undo(Exception):
    """Ends a try, so that the next finds the same rows."""


async def _tried(world: RightsWorld, name: str, line: Line, who: str) -> tuple[str, Any]:
    module, _, function = f"myjobmatch.services.{name}".rpartition(".")
    service: Service[Any, Any, Any] = getattr(importlib.import_module(module), function)
    told, answer = "allowed", None
    try:
        async with world.app.database.unit() as uow:
            try:
                answer = await service(
                    world.actors[who], line.command(world), uow, *line.more(world)
                )
            except Forbidden:
                told = "forbidden"
            except NotFound:
                told = "not found"
            except DomainError:
                told = "allowed"  # past the rights; the world refuses
            raise _Undo
    except _Undo:
        return told, answer


def _expected(world: RightsWorld, name: str, who: str) -> str:
    if who in TABLE[name].allowed.split():
        return "allowed"
    role = world.actors[who].role.value
    return "not found" if role in MAY_TRY[name].split() else "forbidden"


AREAS = sorted({name.partition(".")[0] for name in TABLE})


@pytest.mark.parametrize("part", range(4))
async def test_the_outcome_for_everybody_is_the_one_declared(database: Database, part: int) -> None:
    world = await rights_world(database)
    wrong = []
    for name in [one for one in sorted(TABLE) if AREAS.index(one.partition(".")[0]) % 4 == part]:
        for who in world.actors:
            told, _ = await _tried(world, name, TABLE[name], who)
            expected = _expected(world, name, who)
            if told != expected:
                wrong.append(f"{name} as {who}: {told}, declared {expected}")
    assert not wrong, "\n".join(wrong)


async def test_a_list_names_lina_to_whom_it_is_declared(database: Database) -> None:
    world = await rights_world(database)
    wrong = []
    for name, line in sorted(LISTS.items()):
        for who, actor in world.actors.items():
            if who == "youth":
                continue
            told, answer = await _tried(world, name, line, who)
            may_try = actor.role.value in MAY_TRY[name].split()
            if not may_try and told != "forbidden":
                wrong.append(f"{name} as {who}: {told}, declared forbidden")
            seen = any(word in repr(answer) for word in (world["youth"], "Lina", "Zyxwv"))
            if seen != (may_try and who in line.allowed.split()):
                wrong.append(f"{name} as {who}: sees Lina: {seen}")
    assert not wrong, "\n".join(wrong)

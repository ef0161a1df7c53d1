"""Who may try what, written by hand: a new service without a line here fails; then rights on the object."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, replace

import pytest

import myjobmatch.services
from myjobmatch.db.models import Company, Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.enums import ApplicationStatus, DecisionKind, OfferStatus, Role
from myjobmatch.domain.errors import Conflict, DomainError, Forbidden, NotFound
from myjobmatch.services.accompaniment import Propose, propose_offer, youth_page
from myjobmatch.services.application import Application
from myjobmatch.services.applications import AnswerApplication, answer_application
from myjobmatch.services.building import REGISTRY
from myjobmatch.services.candidate_decisions import (
    DecideCandidate,
    UndoCandidate,
    decide_on_candidate,
    undo_candidate,
)
from myjobmatch.services.candidate_decks import CandidateQuery, deal_candidates
from myjobmatch.services.companies import EditCompany, edit_company
from myjobmatch.services.company_offers import (
    SaveOffer,
    list_company_offers,
    read_offer,
    save_offer,
)
from myjobmatch.services.conversations import (
    ReadConversation,
    SendMessage,
    conversation_with_youth,
    list_conversations,
    read_conversation,
    send_message,
)
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    CloseMatch,
    answer_consent,
    close_match,
    list_company_matches,
    list_own_matches,
)
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.offer_content import content_of
from myjobmatch.services.offer_lifecycle import version_of
from myjobmatch.services.offer_moves import (
    DuplicateOffer,
    MoveOffer,
    ReviewOffer,
    duplicate_offer,
    fill_offer,
    pause_offer,
    publish_offer,
    review_offer,
    withdraw_offer,
)
from myjobmatch.services.offer_prolonging import ProlongOffer, prolong_offer
from myjobmatch.services.profiles import (
    AddExperience,
    DeleteExperience,
    add_experience,
    delete_experience,
)
from tests import factories

for _module in pkgutil.walk_packages(myjobmatch.services.__path__, "myjobmatch.services."):
    importlib.import_module(_module.name)

YOUTH = "youth"
EMPLOYERS = "recruiter employment_officer"
ACCOMPANYING = "advisor manager"
APPROVING = "employment_officer manager"
ANSWERING = "advisor manager administrator"
WRITING = "youth recruiter employment_officer advisor"
EVERYBODY = " ".join(role.value for role in Role)
TOLD = "youth recruiter employment_officer advisor manager"

MAY_TRY = {
    "absences.delete_absence": ACCOMPANYING,
    "absences.list_absences": ACCOMPANYING,
    "absences.set_absence": ACCOMPANYING,
    "accompaniment.proposable_offers": ACCOMPANYING,
    "accompaniment.propose_offer": "advisor",
    "accompaniment.youth_page": ACCOMPANYING,
    "acting_for.answer_application_for": ACCOMPANYING,
    "acting_for.answer_for": ACCOMPANYING,
    "acting_for.applications_of": ACCOMPANYING,
    "acting_for.pick_for": ACCOMPANYING,
    "acting_for.profile_for": ACCOMPANYING,
    "action_bulk.agree_actions": ACCOMPANYING,
    "action_bulk.return_actions": ACCOMPANYING,
    "action_bulk.undo_batch": ACCOMPANYING,
    "action_bulk.validate_actions": ACCOMPANYING,
    "action_entries.hide_entry": ACCOMPANYING,
    "action_entries.list_entries": ACCOMPANYING,
    "action_entries.save_entry": ACCOMPANYING,
    "actions.add_action": YOUTH,
    "actions.do_action": YOUTH,
    "actions.edit_action": YOUTH,
    "actions.restore_action": YOUTH,
    "actions.sign_action": YOUTH,
    "actions.take_back_action": YOUTH,
    "own_week.own_week": YOUTH,
    "reception.reception_code": ACCOMPANYING,
    "weeks.weeks_page": ACCOMPANYING,
    "weeks.youth_weeks": ACCOMPANYING,
    "agreements.agree": YOUTH,
    "agreements.representative_signed": ACCOMPANYING,
    "applications.answer_application": YOUTH,
    "applications.list_own_applications": YOUTH,
    "appointment_calendars.appointment_file": EVERYBODY,
    "appointment_calendars.feed_of": "system",
    "appointment_calendars.feed_state": "advisor",
    "appointment_calendars.make_feed": "advisor",
    "appointment_calendars.revoke_feed": "advisor",
    "appointment_reminders.remind_of_appointments": "system",
    "appointment_views.appointments_with": ACCOMPANYING,
    "appointment_views.list_agenda": ACCOMPANYING,
    "appointment_views.own_appointments": YOUTH,
    "appointment_views.youths_to_meet": "advisor",
    "appointments.cancel_appointment": "advisor",
    "appointments.decline_appointment": YOUTH,
    "appointments.move_appointment": "advisor",
    "appointments.set_appointment": "advisor",
    "asides.held_aside": YOUTH,
    "asides.lift_aside": YOUTH,
    "asides.list_asides": YOUTH,
    "asides.put_aside": YOUTH,
    "booking.book_slot": YOUTH,
    "booking.find_slots": YOUTH,
    "away.own_away": "advisor",
    "away.set_away_words": "advisor",
    "answer_clock.mind_answers": "system",
    "answer_rates.count_answers": "system",
    "answers.awaited": EMPLOYERS,
    "candidate_decisions.decide_on_candidate": EMPLOYERS,
    "candidate_decisions.undo_candidate": EMPLOYERS,
    "candidate_decks.candidate_deck": EMPLOYERS,
    "candidate_decks.candidates_now": EMPLOYERS,
    "candidate_decks.show_candidates": EMPLOYERS,
    "candidate_limits.allow_more": "employment_officer",
    "candidate_limits.forget_places": "system",
    "candidate_questions.answer_question": YOUTH,
    "candidate_questions.ask_candidate": EMPLOYERS,
    "candidate_questions.askable": EMPLOYERS,
    "company_reports.list_company_reports": APPROVING,
    "company_reports.report_company": YOUTH,
    "company_reports.settle_company_report": APPROVING,
    "sharing.block_company": YOUTH,
    "sharing.own_sharing": YOUTH,
    "sharing.withdraw_sharing": YOUTH,
    "client_acts.set_locale": EVERYBODY,
    "companies.create_company": "employment_officer",
    "companies.edit_company": EMPLOYERS,
    "companies.list_own_companies": EMPLOYERS,
    "company_approval.ask_again": EMPLOYERS,
    "company_approval.decide_company": APPROVING,
    "company_approval.list_company_cases": APPROVING,
    "company_logo.keep_logo": EMPLOYERS,
    "company_logo.read_logo": f"{EVERYBODY} system",
    "company_people.change_role": EMPLOYERS,
    "company_people.list_people": EMPLOYERS,
    "company_people.prepare_invitation": EMPLOYERS,
    "company_people.remove_person": EMPLOYERS,
    "company_people.settle_request": EMPLOYERS,
    "company_people.take_invitation_back": EMPLOYERS,
    "company_sites.list_sites": EMPLOYERS,
    "company_sites.make_main": EMPLOYERS,
    "company_sites.remove_site": EMPLOYERS,
    "company_sites.save_site": EMPLOYERS,
    "company_offers.list_company_offers": EMPLOYERS,
    "company_offers.read_offer": EMPLOYERS,
    "company_offers.save_offer": EMPLOYERS,
    "contacts.enter_code": TOLD,
    "contacts.forget_address": TOLD,
    "contacts.prepare_code": TOLD,
    "attachments.attachments_not_scanned": "system",
    "attachments.attachments_to_forget": "system",
    "attachments.find_attachment": f"{YOUTH} advisor",
    "attachments.forget_attachment": f"{YOUTH} advisor",
    "attachments.keep_attachment": f"{YOUTH} advisor",
    "attachments.known_attachment": f"{YOUTH} advisor",
    "attachments.settle_scan": "system",
    "attachments.stored_attachments": "system",
    "broadcasts.cancel_broadcast": "advisor",
    "broadcasts.list_broadcasts": "advisor",
    "broadcasts.start_broadcast": "advisor",
    "message_changes.delete_message": WRITING,
    "message_changes.edit_message": WRITING,
    "message_drafts.keep_draft": WRITING,
    "message_search.search_messages": WRITING,
    "message_templates.delete_template": ACCOMPANYING,
    "message_templates.list_templates": ACCOMPANYING,
    "message_templates.save_template": ACCOMPANYING,
    "scheduled_messages.cancel_scheduled": "advisor",
    "scheduled_messages.list_scheduled": "advisor",
    "scheduled_messages.schedule_message": "advisor",
    "scheduled_messages.scheduled_due": "system",
    "scheduled_messages.send_scheduled": "system",
    "talk_choices.find_cards": f"{YOUTH} advisor",
    "talk_groups.answer_group": YOUTH,
    "talk_groups.close_group": "advisor",
    "talk_groups.group_members": "advisor",
    "talk_groups.invite_to_group": "advisor",
    "talk_groups.open_group": "advisor",
    "typing.typing_in": WRITING,
    "conversations.conversation_with_youth": "advisor",
    "conversations.list_conversations": WRITING,
    "conversations.list_inbox": WRITING,
    "conversations.open_thread": WRITING,
    "conversations.read_conversation": WRITING,
    "conversations.send_message": WRITING,
    "dashboards.exporting.export_table": ACCOMPANYING,
    "dashboards.reading.read_dashboard": ACCOMPANYING,
    "decisions.decide_on_offer": YOUTH,
    "decisions.undo_decision": YOUTH,
    "decks.log_ranking": f"{YOUTH} {EMPLOYERS} {ACCOMPANYING}",
    "decks.offer_deck": YOUTH,
    "deliveries.forget_old_notifications": "system",
    "deliveries.is_anything_due": "system",
    "deliveries.settle": "system",
    "deliveries.take_due": "system",
    "exposure.exposure_report": "administrator system",
    "exposure.forget_old_views": "system",
    "fse.answering.take_back_leaving": ACCOMPANYING,
    "fse.answering.tell_answers": ACCOMPANYING,
    "fse.exporting.export_incomplete": "manager",
    "fse.exporting.export_indicators": "manager funder",
    "fse.exporting.export_participants": "manager",
    "fse.figures.funded_figures": "funder",
    "fse.figures.list_funded": "funder",
    "fse.figures.operation_figures": "manager",
    "fse.follow_up.ask_six_months": "system",
    "fse.follow_up.give_link": ACCOMPANYING,
    "fse.follow_up.own_follow_up": YOUTH,
    "fse.follow_up.tell_own_follow_up": YOUTH,
    "fse.operations.list_operations": ACCOMPANYING,
    "fse.operations.operation_choices": "manager",
    "fse.operations.read_operation": ACCOMPANYING,
    "fse.operations.save_operation": "manager",
    "fse.participants.enrol": ACCOMPANYING,
    "fse.participants.find_candidates": ACCOMPANYING,
    "fse.participants.list_participants": ACCOMPANYING,
    "fse.participants.participations_of": ACCOMPANYING,
    "fse.participants.read_participant": ACCOMPANYING,
    "hints.what_would_open": YOUTH,
    "imilo.listing.count_entries": ACCOMPANYING,
    "imilo.listing.list_entered": ACCOMPANYING,
    "imilo.listing.list_entries": ACCOMPANYING,
    "imilo.listing.list_lacking": ACCOMPANYING,
    "imilo.ticking.leave_file": ACCOMPANYING,
    "imilo.ticking.set_dossier": ACCOMPANYING,
    "imilo.ticking.tick_off": ACCOMPANYING,
    "imilo.ticking.undo_tick": ACCOMPANYING,
    "imilo.ticking.untick": ACCOMPANYING,
    "feed_rounds.kind_due": "system",
    "feeds.begin_run": "administrator system",
    "feeds.fail_run": "administrator system",
    "feeds.list_runs": "administrator manager system",
    "feeds.settle_run": "administrator system",
    "feeds.write_part": "administrator system",
    "imports.import_offers": "administrator system",
    "imports.import_taxonomy": "administrator system",
    "invitations.door_state": ACCOMPANYING,
    "invitations.give_code": ACCOMPANYING,
    "invitations.invite_youth": ACCOMPANYING,
    "invitations.revoke_code": ACCOMPANYING,
    "join_requests.accept_request": ACCOMPANYING,
    "join_requests.list_requests": ANSWERING,
    "join_requests.own_territory": "manager",
    "join_requests.redirect_request": ANSWERING,
    "join_requests.refuse_request": ANSWERING,
    "join_requests.set_territory": "manager",
    "kept_offers.keep_offer": YOUTH,
    "kept_offers.list_kept": YOUTH,
    "learning.gather_examples": "administrator system",
    "learning.keep_figures": "administrator system",
    "mail_links.forget_links": "system",
    "missed_matches.match_missed_likes": "system",
    "matches.answer_consent": YOUTH,
    "interviews.answer_interview": YOUTH,
    "interviews.cancel_interview": f"{YOUTH} {EMPLOYERS} {ACCOMPANYING}",
    "interviews.interview_file": EVERYBODY,
    "interviews.propose_interview": EMPLOYERS,
    "outcome_questions.mind_outcomes": "system",
    "outcome_questions.tell_how": f"{YOUTH} {EMPLOYERS}",
    "outcomes.move_on": f"{YOUTH} {EMPLOYERS} {ACCOMPANYING}",
    "outcomes.tell_hire": YOUTH,
    "outcomes.undo_step": f"{YOUTH} {EMPLOYERS} {ACCOMPANYING}",
    "matches.close_match": f"{YOUTH} {EMPLOYERS}",
    "matches.list_company_matches": EMPLOYERS,
    "matches.list_own_matches": YOUTH,
    "new_offers.find_new_offers": "system",
    "new_offers.tell_new_offers": "system",
    "new_offers.youths_due": "system",
    "notification_choices.choose": TOLD,
    "notification_choices.keep_quiet": TOLD,
    "notification_choices.own_choices": TOLD,
    "offer_endings.expire_offers": "system",
    "offer_endings.put_away_offers": "system",
    "offer_moves.duplicate_offer": EMPLOYERS,
    "offer_moves.fill_offer": EMPLOYERS,
    "offer_moves.list_waiting_offers": APPROVING,
    "offer_moves.pause_offer": EMPLOYERS,
    "offer_moves.publish_offer": EMPLOYERS,
    "offer_moves.review_offer": APPROVING,
    "offer_moves.withdraw_offer": EMPLOYERS,
    "offer_prolonging.prolong_offer": EMPLOYERS,
    "offer_prolonging.remind_of_ends": "system",
    "offer_reading.read_offer_text": EMPLOYERS,
    "offer_reports.list_reports": APPROVING,
    "offer_reports.report_offer": YOUTH,
    "offer_reports.settle_report": APPROVING,
    "offer_texts.find_skills": EMPLOYERS,
    "offer_texts.hints_of_text": EMPLOYERS,
    "offer_texts.list_aptitudes": EMPLOYERS,
    "openings.close_hours": "advisor",
    "openings.delete_opening": "advisor",
    "openings.list_openings": "advisor",
    "openings.reopen_hours": "advisor",
    "openings.save_opening": "advisor",
    "outbox.carry_out_events": "system",
    "erasing.close_for_erasure": "system",
    "erasing.erase_youth": "system",
    "erasing.erasures_due": "system",
    "erasing.erasures_ready": "system",
    "erasing.list_erased": "system",
    "erasing.list_youths": "system",
    "erasure.ask_on_paper": "manager",
    "erasure.drop_on_paper": "manager",
    "erasure.keep_account": YOUTH,
    "erasure.own_erasure": YOUTH,
    "erasure.request_erasure": YOUTH,
    "idle_youths.mind_idle_youths": "system",
    "legal_holds.forget_holds": "system",
    "legal_holds.read_holds": "system",
    "proving.proof_wanted": EVERYBODY,
    "ranking_logs.forget_old_rankings": "system",
    "own_password.own_password": EVERYBODY,
    "own_password.put_own_password": EVERYBODY,
    "passkeys.list_passkeys": EVERYBODY,
    "passkeys.remove_passkey": EVERYBODY,
    "password_renewal.renew_staff_password": "system",
    "phone.account_change": YOUTH,
    "shared_offers.shared_offer": f"{EVERYBODY} system",
    "similar_offers.similar_offers": f"{EVERYBODY} system",
    "situations.list_situations": ACCOMPANYING,
    "situations.take_back_situation": ACCOMPANYING,
    "situations.tell_situation": ACCOMPANYING,
    "phone.deck_hint": YOUTH,
    "phone.list_liked_offers": YOUTH,
    "phone.phone_contents": YOUTH,
    "phone.phone_news": YOUTH,
    "places.find_places": EVERYBODY,
    "portfolio.list_portfolio": ACCOMPANYING,
    "portfolio_bulk.assign_many": ACCOMPANYING,
    "portfolio_bulk.offers_to_choose": "advisor",
    "portfolio_bulk.invite_many": ACCOMPANYING,
    "portfolio_bulk.propose_to_many": "advisor",
    "portfolio_bulk.undo_assign": ACCOMPANYING,
    "portfolio_bulk.withdraw_proposals": "advisor",
    "portfolio_bulk.write_to_many": "advisor",
    "portfolio_export.export_portfolio": ACCOMPANYING,
    "portfolio_views.choose_columns": ACCOMPANYING,
    "portfolio_views.delete_view": ACCOMPANYING,
    "portfolio_views.kept_of_table": ACCOMPANYING,
    "portfolio_views.save_view": ACCOMPANYING,
    "profile_picks.pick_word": YOUTH,
    "profile_picks.set_home": YOUTH,
    "profiles.add_experience": YOUTH,
    "profiles.delete_experience": YOUTH,
    "profiles.list_aptitudes": YOUTH,
    "profiles.own_profile": YOUTH,
    "profiles.save_profile": YOUTH,
    "profiles.suggest_from_experience": YOUTH,
    "profiles.suggest_occupations": EVERYBODY,
    "profiles.suggest_skills": EVERYBODY,
    "counting.count_batch": "system",
    "counting.forget_counts": "system",
    "counting.log_horizon": "system",
    "cv.cv_content": YOUTH,
    "cv.save_cv": YOUTH,
    "documents.check_document_room": YOUTH,
    "documents.delete_document": YOUTH,
    "documents.documents_to_forget": "system",
    "documents.find_document": f"{YOUTH} advisor",
    "documents.forget_documents": "system",
    "documents.keep_document": YOUTH,
    "documents.rename_document": YOUTH,
    "documents.restore_document": YOUTH,
    "documents.share_document": YOUTH,
    "documents.stored_documents": "system",
    "immersion_company.immersions_of_company": EMPLOYERS,
    "immersion_company.propose_immersion": EMPLOYERS,
    "immersion_own.own_immersions": YOUTH,
    "immersion_paper.agreement_paper": ACCOMPANYING,
    "immersion_review.review_immersion": ACCOMPANYING,
    "immersion_tellers.ask_for_reviews": "system",
    "immersion_views.immersion_sources": ACCOMPANYING,
    "immersion_views.immersions_with": ACCOMPANYING,
    "immersions.cancel_immersion": ACCOMPANYING,
    "immersions.renew_immersion": ACCOMPANYING,
    "immersions.save_immersion": ACCOMPANYING,
    "immersions.sign_immersion": ACCOMPANYING,
    "interview.interview_tips": YOUTH,
    "my_search.add_tracked": YOUTH,
    "my_search.delete_tracked": YOUTH,
    "my_search.edit_tracked": YOUTH,
    "my_search.move_tracked": YOUTH,
    "my_search.restore_tracked": YOUTH,
    "my_search.write_note": YOUTH,
    "own_search.own_search": YOUTH,
    "reminders.add_reminder": YOUTH,
    "reminders.delete_reminder": YOUTH,
    "reminders.finish_reminder": YOUTH,
    "reminders.forget_taken_away": "system",
    "reminders.tell_due_reminders": "system",
    "saved_searches.check_search": "system",
    "saved_searches.delete_search": YOUTH,
    "saved_searches.found_offers": YOUTH,
    "saved_searches.save_search": YOUTH,
    "saved_searches.searches_due": "system",
    "saved_searches.see_search": YOUTH,
    "today.desk.finish_row": ACCOMPANYING,
    "today.desk.list_today": ACCOMPANYING,
    "today.desk.put_off_row": ACCOMPANYING,
    "today.desk.settle_row": ACCOMPANYING,
    "today.desk.settle_silence": "manager",
    "today.desk.unmark_later": ACCOMPANYING,
    "today.desk.unmark_row": ACCOMPANYING,
    "presences.mark_presence": "advisor",
    "presences.settle_missed": "advisor",
    "presences.write_kindly": "advisor",
    "shared_follow_up.assign_youths": "manager",
    "shared_follow_up.follow_up_of": ACCOMPANYING,
    "shared_follow_up.share_follow_up": ACCOMPANYING,
    "shared_follow_up.stop_sharing": ACCOMPANYING,
    "team.choosable_youths": ACCOMPANYING,
    "team.list_team": ACCOMPANYING,
    "team.preview_hand_over": ACCOMPANYING,
    "transfer_carrying.carry_out_transfers": "system",
    "transfers.hand_over": ACCOMPANYING,
    "transfers.take_back": ACCOMPANYING,
    "transfers.undo_hand_over": ACCOMPANYING,
    "push_devices.prepare_trial": TOLD,
    "push_devices.settle_trial": TOLD,
    "push_devices.subscribe": TOLD,
    "push_devices.unsubscribe": TOLD,
    "youth_file.youth_head": ACCOMPANYING,
    "youth_file.youth_timeline": ACCOMPANYING,
    "youth_notes.add_obstacle": "advisor",
    "youth_notes.add_step": ACCOMPANYING,
    "youth_notes.delete_note": ACCOMPANYING,
    "youth_notes.edit_note": ACCOMPANYING,
    "youth_notes.resolve_obstacle": "advisor",
    "youth_notes.restore_note": ACCOMPANYING,
    "youth_notes.tick_step": ACCOMPANYING,
    "youth_notes.write_note": ACCOMPANYING,
    "youth_notes.youth_notes": ACCOMPANYING,
    "workshop_attendance.close_session": ACCOMPANYING,
    "workshop_attendance.screen_code": ACCOMPANYING,
    "workshop_attendance.sign_presence": YOUTH,
    "workshop_attendance.tell_presence": ACCOMPANYING,
    "workshop_file.workshops_of": ACCOMPANYING,
    "workshop_invitations.enrol_for": ACCOMPANYING,
    "workshop_invitations.find_invitable": ACCOMPANYING,
    "workshop_invitations.invite_youths": ACCOMPANYING,
    "workshop_invitations.move_up": ACCOMPANYING,
    "workshop_invitations.withdraw_for": ACCOMPANYING,
    "workshop_phone.own_workshops": YOUTH,
    "workshop_phone.say_how": YOUTH,
    "workshop_places.enrol": YOUTH,
    "workshop_places.withdraw": YOUTH,
    "workshop_sessions.cancel_session": ACCOMPANYING,
    "workshop_sessions.list_partners": ACCOMPANYING,
    "workshop_sessions.repeat_session": ACCOMPANYING,
    "workshop_sessions.save_session": ACCOMPANYING,
    "workshop_sheet.attendance_sheet": ACCOMPANYING,
    "workshop_tellers.end_sessions": "system",
    "workshop_tellers.remind_participants": "system",
    "workshop_views.list_sessions": ACCOMPANYING,
    "workshop_views.read_session": ACCOMPANYING,
    "workshop_views.sessions_to_close": ACCOMPANYING,
    "youth_import.batches.forget_draft": ACCOMPANYING,
    "youth_import.batches.list_imports": ACCOMPANYING,
    "youth_import.batches.start_import": ACCOMPANYING,
    "youth_import.codes.keep_codes": ACCOMPANYING,
    "youth_import.codes.who_waits": ACCOMPANYING,
    "youth_import.leftovers.left_out": ACCOMPANYING,
    "youth_import.preview.check_import": ACCOMPANYING,
    "youth_import.preview.choose": ACCOMPANYING,
    "youth_import.running.confirm_import": ACCOMPANYING,
    "youth_import.running.resume_rows": "system",
    "youth_import.running.run_rows": ACCOMPANYING,
    "youth_import.running.stopped_imports": "system",
    "youth_import.undoing.undo_import": ACCOMPANYING,
    "youth_import.viewing.list_rows": ACCOMPANYING,
    "youth_import.viewing.view_import": ACCOMPANYING,
    "transit.forget_feed": "administrator system",
    "transit.import_feed": "administrator system",
}
"""Who may try each service: role values, and `system` for the product itself."""

REGISTERED = {
    name.removeprefix("myjobmatch.services."): declared
    for name, declared in REGISTRY.items()
    if name.startswith("myjobmatch.services.")
}


def _holder(role: Role) -> Actor:
    return Actor(
        account_id=1,
        public_id="holder",
        role=role,
        structure_id=None if role is Role.RECRUITER else 1,
        company_id=1 if role is Role.RECRUITER else None,
        youth_id=1 if role is Role.YOUTH else None,
    )


def test_every_service_has_its_line_and_every_line_its_service() -> None:
    assert set(REGISTERED) == set(MAY_TRY)


@pytest.mark.parametrize("role", list(Role))
def test_a_policy_says_what_the_table_says(role: Role) -> None:
    holder = _holder(role)
    says = {name: REGISTERED[name].policy(holder) for name in MAY_TRY}
    assert says == {name: role.value in roles.split() for name, roles in MAY_TRY.items()}


def test_the_product_itself_has_no_more_than_it_needs() -> None:
    says = {name: REGISTERED[name].policy(SYSTEM) for name in MAY_TRY}
    assert says == {name: "system" in roles.split() for name, roles in MAY_TRY.items()}


async def test_without_an_actor_nothing_is_done() -> None:
    """Nobody is no actor: the policy refuses before the body could run (it would fail on `None`)."""
    for name in MAY_TRY:
        module, _, function = name.rpartition(".")
        called = getattr(importlib.import_module(f"myjobmatch.services.{module}"), function)
        with pytest.raises(Forbidden, match="not_allowed"):
            await called(None, None, None)


def test_a_youths_role_without_a_youth_opens_nothing_of_theirs() -> None:
    hollow = Actor(1, "hollow", Role.YOUTH)
    for name, roles in MAY_TRY.items():
        if roles == YOUTH:
            assert not REGISTERED[name].policy(hollow), name


@dataclass
class Town:
    """Two structures with their people; a company with a published offer, and another company."""

    app: Application
    company: Company
    other_company: Company
    offer: Offer
    recruiter: Actor
    stranger: Actor
    officer: Actor
    foreign_officer: Actor
    advisor: Actor
    colleague: Actor
    foreign_advisor: Actor
    youth: Actor
    friend: Actor
    youth_public_id: str

    @property
    def outsiders(self) -> tuple[Actor, Actor]:
        """Employers who have no business with the company."""
        return self.stranger, self.foreign_officer


@pytest.fixture
async def town(database: Database) -> Town:
    async with database.unit() as uow:
        here, elsewhere = await factories.structure(uow), await factories.structure(uow)
        words = await factories.catalogue(uow)
        skills = (words.skills["sell"], words.skills["till"])
        company = await factories.company(uow, here)
        other = await factories.company(uow, elsewhere)
        advisor = await factories.staff(uow, Role.ADVISOR, here)
        youth = await factories.youth(uow, here, advisor=advisor, skills=skills)
        person = await uow.youths.get(youth.youth_id or 0)
        assert person is not None
        return Town(
            app=Application(database, database.clock, MatchingRuntime(database, None)),
            company=company,
            other_company=other,
            offer=await factories.offer(uow, company, skills=skills),
            recruiter=await factories.recruiter(uow, company),
            stranger=await factories.recruiter(uow, other),
            officer=await factories.staff(uow, Role.EMPLOYMENT_OFFICER, here),
            foreign_officer=await factories.staff(uow, Role.EMPLOYMENT_OFFICER, elsewhere),
            advisor=advisor,
            colleague=await factories.staff(uow, Role.ADVISOR, here),
            foreign_advisor=await factories.staff(uow, Role.ADVISOR, elsewhere),
            youth=youth,
            friend=await factories.youth(uow, here, advisor=advisor),
            youth_public_id=person.public_id,
        )


async def _matched(town: Town) -> str:
    """A shared match between the youth and the company; its public id."""
    deck = await deal_candidates(town.app, town.recruiter, CandidateQuery(town.offer.public_id))
    alias = next(card.alias for card in deck.cards if card.matched)
    like = DecideCandidate(town.offer.public_id, alias, DecisionKind.LIKE)
    await town.app.run(decide_on_candidate, town.officer, like)
    decided = await town.app.run(
        decide_on_offer, town.youth, Decide(town.offer.public_id, DecisionKind.LIKE)
    )
    assert decided.match_id is not None
    return decided.match_id


async def test_another_companys_offers_are_not_there(town: Town) -> None:
    offer = town.offer.public_id
    version = version_of(town.offer)
    alias = "A" * 22
    content = content_of(town.offer, (), ())
    for actor in town.outsiders:
        for service, command in (
            (read_offer, offer),
            (list_company_offers, town.company.public_id),
            (save_offer, SaveOffer(town.company.public_id, content, offer, version)),
            (save_offer, SaveOffer(town.company.public_id, content, new_id=alias)),
            (publish_offer, MoveOffer(offer, version)),
            (pause_offer, MoveOffer(offer, version)),
            (fill_offer, MoveOffer(offer, version)),
            (withdraw_offer, MoveOffer(offer, version)),
            (prolong_offer, ProlongOffer(offer, version, 30)),
            (duplicate_offer, DuplicateOffer(offer)),
            (edit_company, EditCompany(town.company.public_id, "", "")),
            (decide_on_candidate, DecideCandidate(offer, alias, DecisionKind.LIKE)),
            (undo_candidate, UndoCandidate(offer, alias)),
            (list_company_matches, town.company.id),
        ):
            with pytest.raises(NotFound):
                await town.app.run(service, actor, command)
        with pytest.raises(NotFound):
            await deal_candidates(town.app, actor, CandidateQuery(offer))


async def test_another_structure_does_not_answer_a_submitted_offer(
    database: Database, town: Town
) -> None:
    async with database.unit() as uow:
        offer = await uow.offers.get(town.offer.id)
        assert offer is not None
        offer.status = OfferStatus.SUBMITTED
        version = version_of(offer)
    review = ReviewOffer(town.offer.public_id, version, approved=True)
    with pytest.raises(NotFound):
        await town.app.run(review_offer, town.foreign_officer, review)
    with pytest.raises(Forbidden):
        await town.app.run(review_offer, town.recruiter, review)


async def test_a_match_belongs_to_its_two_sides(town: Town) -> None:
    match = await _matched(town)
    answer = AnswerConsent(match, True, CONSENT_TEXT_VERSION)
    with pytest.raises(NotFound):
        await town.app.run(answer_consent, town.friend, answer)
    for actor in (*town.outsiders, town.friend):
        with pytest.raises(NotFound):
            await town.app.run(close_match, actor, CloseMatch(match))
    assert await town.app.run(list_own_matches, town.friend, None) == []


async def test_a_youths_file_is_of_their_structure_and_their_words_are_theirs(town: Town) -> None:
    for service, command in (
        (propose_offer, Propose(town.youth_public_id, town.offer.public_id)),
        (conversation_with_youth, town.youth_public_id),
    ):
        with pytest.raises(NotFound):
            await town.app.run(service, town.foreign_advisor, command)
    with pytest.raises(NotFound):
        await town.app.run(conversation_with_youth, town.colleague, town.youth_public_id)
    with pytest.raises(NotFound):
        await town.app.run(
            youth_page, town.foreign_advisor, town.youth_public_id, town.app.matching
        )


async def test_an_experience_is_taken_back_by_its_owner_alone(
    database: Database, town: Town
) -> None:
    kept = await town.app.run(add_experience, town.youth, AddExperience("J'ai gardé mes neveux."))
    await town.app.run(delete_experience, town.friend, DeleteExperience(kept))
    async with database.unit(write=False) as uow:
        assert [e.id for e in await uow.youths.experiences(town.youth.youth_id or 0)] == [kept]


async def test_an_application_is_answered_by_its_owner_alone(
    database: Database, town: Town
) -> None:
    async with database.unit() as uow:
        outside = await factories.offer(uow, None)
    decided = await town.app.run(
        decide_on_offer, town.youth, Decide(outside.public_id, DecisionKind.LIKE)
    )
    answer = AnswerApplication(decided.application_id or "", ApplicationStatus.SENT)
    with pytest.raises(NotFound):
        await town.app.run(answer_application, town.friend, answer)


async def test_a_draft_is_not_there_for_youths_and_advisors(database: Database, town: Town) -> None:
    """Neither its title nor that it exists, whoever has found its id."""
    for status in (OfferStatus.DRAFT, OfferStatus.SUBMITTED, OfferStatus.REFUSED):
        async with database.unit() as uow:
            offer = await uow.offers.get(town.offer.id)
            assert offer is not None
            offer.status = status
        for service, actor, command in (
            (decide_on_offer, town.youth, Decide(town.offer.public_id, DecisionKind.LIKE)),
            (propose_offer, town.advisor, Propose(town.youth_public_id, town.offer.public_id)),
        ):
            with pytest.raises(NotFound) as told:
                await town.app.run(service, actor, command)
            assert town.offer.title not in str(told.value.params)


async def test_a_former_advisor_reads_and_writes_no_longer(database: Database, town: Town) -> None:
    opened = await town.app.run(conversation_with_youth, town.advisor, town.youth_public_id)
    await town.app.run(send_message, town.youth, SendMessage(opened.id, "Je suis enceinte."))
    async with database.unit() as uow:
        person = await uow.youths.by_public_id(town.youth_public_id)
        assert person is not None
        person.advisor_id = town.colleague.account_id
    await _closed_to(town, town.advisor, opened.id)
    taken_over = await town.app.run(conversation_with_youth, town.colleague, town.youth_public_id)
    assert taken_over.id == opened.id


async def test_who_left_the_company_or_its_structure_reads_no_longer(
    database: Database, town: Town
) -> None:
    match = await _matched(town)
    view = await town.app.run(
        answer_consent, town.youth, AnswerConsent(match, True, CONSENT_TEXT_VERSION)
    )
    conversation = view.conversation_id or ""
    for actor in (town.recruiter, town.officer):
        assert await town.app.run(read_conversation, actor, ReadConversation(conversation))
    moved = (
        Actor(town.recruiter.account_id, "r", Role.RECRUITER, company_id=town.other_company.id),
        Actor(
            town.officer.account_id,
            "o",
            Role.EMPLOYMENT_OFFICER,
            structure_id=town.other_company.structure_id,
        ),
    )
    for actor in moved:
        await _closed_to(town, actor, conversation)
    await _closed_to(town, town.friend, conversation)


async def _closed_to(town: Town, actor: Actor, conversation: str) -> None:
    for service, command in (
        (read_conversation, ReadConversation(conversation)),
        (send_message, SendMessage(conversation, "Bonjour")),
    ):
        with pytest.raises(NotFound, match="conversation_unknown"):
            await town.app.run(service, actor, command)
    listed = await town.app.run(list_conversations, actor, None)
    assert conversation not in {view.id for view in listed}


async def test_a_closed_match_takes_no_more_words(town: Town) -> None:
    match = await _matched(town)
    view = await town.app.run(
        answer_consent, town.youth, AnswerConsent(match, True, CONSENT_TEXT_VERSION)
    )
    await town.app.run(close_match, town.recruiter, CloseMatch(match))
    word = SendMessage(view.conversation_id or "", "Si.")
    with pytest.raises(Conflict, match="conversation_closed"):
        await town.app.run(send_message, town.youth, word)
    with pytest.raises(NotFound, match="conversation_unknown"):
        await town.app.run(send_message, town.recruiter, word)


@pytest.mark.parametrize("gone", ["active", "visible", "of age"])
async def test_an_alias_seen_once_is_no_right_to_like(
    database: Database, town: Town, gone: str
) -> None:
    """They left, they no longer want to be seen, or the job became one that the law bars to them."""
    deck = await deal_candidates(town.app, town.recruiter, CandidateQuery(town.offer.public_id))
    alias = next(card.alias for card in deck.cards if card.matched)
    async with database.unit() as uow:
        person = await uow.youths.by_public_id(town.youth_public_id)
        identity = await uow.youths.identity(town.youth.youth_id or 0)
        offer = await uow.offers.get(town.offer.id)
        assert person is not None
        assert identity is not None
        assert offer is not None
        if gone == "of age":
            identity.birth_date = uow.clock.now().date().replace(year=uow.clock.now().year - 17)
            offer.night_work = True
        else:
            setattr(person, gone, False)
    like = DecideCandidate(town.offer.public_id, alias, DecisionKind.LIKE)
    with pytest.raises(NotFound, match="candidate_unknown"):
        await town.app.run(decide_on_candidate, town.recruiter, like)
    if gone == "of age":
        with pytest.raises(Conflict, match="offer_closed"):
            await town.app.run(
                decide_on_offer, town.youth, Decide(town.offer.public_id, DecisionKind.LIKE)
            )


async def test_moving_an_offer_gives_its_candidates_other_ids(
    database: Database, town: Town
) -> None:
    """Else bands of travel to place after place, joined by the alias, tell where someone lives."""
    query = CandidateQuery(town.offer.public_id)
    before = await deal_candidates(town.app, town.recruiter, query)
    async with database.unit(write=False) as uow:
        offer = await uow.offers.get(town.offer.id)
        assert offer is not None
        skills = tuple(await uow.offers.skills(offer.id))
        content = content_of(offer, skills, ())
        version = version_of(offer)
    moved = replace(content, place="Melun", weekly_hours=35.0, pay_hourly_min=13.0)
    await town.app.run(
        save_offer,
        town.recruiter,
        SaveOffer(town.company.public_id, moved, town.offer.public_id, version),
    )
    after = await deal_candidates(town.app, town.recruiter, query)
    assert before.cards
    assert {c.alias for c in before.cards}.isdisjoint({c.alias for c in after.cards})


async def test_what_is_refused_tells_nothing_of_what_is_there(town: Town) -> None:
    """An id that is not theirs and an id that is nobody's are told alike."""
    told = []
    for offer in (town.offer.public_id, "B" * 22):
        with pytest.raises(DomainError) as refusal:
            await town.app.run(read_offer, town.stranger, offer)
        told.append((refusal.value.code, refusal.value.params, refusal.value.http_status))
    assert told[0] == told[1]

"""Every column that holds something of a young person, and what matching may make of it.

A new table or column fails `test_counterfactual` until somebody has put it here, and so has thought
of it beside article L1132-1 of the Code du travail.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any

import numpy as np


class Kind(Enum):
    """What a column is to matching."""

    PROTECTED = (
        "tells, or may tell, a criterion of L1132-1: changed by the test, and changes nothing"
    )
    TRACE = (
        "tells when and under which name somebody came: changed by the test, and changes nothing"
    )
    PROFILE = "what the job is about: the engine takes it"
    ACT = "what a side decided or was shown, or whether it takes part: changes decks by its meaning"
    KEY = "joins tables"
    RECORD = "written by the product about what it did; no deck reads it"


P, T, E, A, K, R = Kind.PROTECTED, Kind.TRACE, Kind.PROFILE, Kind.ACT, Kind.KEY, Kind.RECORD

COLUMNS: dict[str, dict[str, Kind]] = {
    "youth": {
        "id": K, "public_id": T, "structure_id": P, "advisor_id": T, "follow_up": P, "scheme": P,
        "dossier": T, "active": A, "visible": A, "created_at": T, "last_active_at": T,
    },
    "youth_identity": {
        "youth_id": K, "account_id": K, "first_name": P, "last_name": P, "sex": P,
        "birth_date": P, "phone": P, "email": P, "address": P, "commune": P, "postcode": P,
        "latitude": P, "longitude": P, "nationality": P, "home_languages": P,
        "family_situation": P, "disability": P, "priority_district": P, "found_by": P,
    },
    "youth_profile": {
        "youth_id": K, "experience": E, "contracts": E, "licences": E, "modes": E,
        "refused_schedules": E, "max_minutes": E, "available_from": E, "updated_at": T,
    },
    "youth_skill": {"youth_id": K, "skill_id": E, "origin": P, "added_at": T},
    "youth_aptitude": {"youth_id": K, "skill_id": E},
    "youth_occupation": {"youth_id": K, "occupation_id": E},
    "youth_experience": {"id": K, "youth_id": P, "origin": P, "text": P, "created_at": T},
    "youth_obstacle": {
        "id": K, "youth_id": P, "kind": P, "note": P, "created_at": T, "resolved_at": T,
    },
    "youth_legal_hold": {
        "id": K, "youth_public_id": K, "reason": P, "data": P, "held_at": T, "until": T,
    },
    "account": {
        "id": K, "public_id": T, "login": P, "password_hash": T, "role": A, "status": A,
        "display_name": P, "locale": P, "structure_id": P, "company_id": A, "company_role": A, "is_demo": T,
        "created_at": T, "last_seen_at": T,
    },
    "conversation": {
        "id": K, "public_id": T, "kind": K, "youth_id": P, "match_id": K, "created_at": T,
        "last_message_at": T, "closed_at": T, "title": P, "owner_id": K,
    },
    "conversation_member": {
        "conversation_id": K, "account_id": K, "last_read_id": R, "joined_at": R,
        "last_read_at": R, "status": R,
    },
    "message": {
        "id": K, "public_id": T, "conversation_id": K, "author_id": K, "on_behalf": R, "body": P,
        "sent_at": T, "folded": P, "files": R, "card_kind": R, "card_id": R, "edited_at": R,
        "deleted_at": R, "broadcast_id": K,
    },
    "message_attachment": {
        "id": K, "public_id": K, "account_id": K, "message_id": K, "kind": R, "form": R, "name": R,
        "size": R, "sha256": R, "sent_sha256": R, "stored_as": R, "small_as": R, "seconds": R,
        "peaks": R, "scan": R, "uploaded_at": R, "deleted_at": R,
    },
    "message_trace": {
        "id": K, "message_id": K, "kind": R, "account_id": K, "body": R, "at": R,
    },
    "message_draft": {"conversation_id": K, "account_id": K, "body": R, "at": R},
    "scheduled_message": {
        "id": K, "public_id": R, "account_id": K, "conversation_id": K, "body": R, "card_kind": R,
        "card_id": R, "due_at": R, "status": R, "error": R, "broadcast_id": K, "created_at": R,
        "settled_at": R,
    },
    "broadcast": {
        "id": K, "public_id": R, "account_id": K, "body": R, "card_kind": R, "card_id": R,
        "wanted": R, "at": R,
    },
    "proposal": {
        "id": K, "youth_id": A, "offer_id": A, "advisor_id": T, "note": P, "status": A,
        "proposed_at": T,
    },
    "decision": {
        "id": K, "youth_id": A, "offer_id": A, "side": A, "kind": A, "status": A, "reason": A,
        "account_id": K, "on_behalf": R, "command_id": R, "decided_at": T, "undone_at": A,
    },
    "deck_aside": {
        "id": K, "public_id": R, "youth_id": A, "offer_id": K, "reason": A, "kind": A, "value": A,
        "at": R, "lifted_at": A,
    },
    "kept_offer": {"youth_id": A, "offer_id": A, "at": R},
    "offer_report": {
        "id": K, "public_id": R, "youth_id": K, "structure_id": R, "offer_id": K, "reason": R,
        "note": P, "status": R, "at": R, "settled_at": R, "settled_by": R,
    },
    "match": {
        "id": K, "public_id": R, "youth_id": A, "offer_id": A, "status": A, "created_at": R,
        "updated_at": R, "shared_at": A, "stage": R, "stage_at": R,
    },
    "match_step": {
        "id": K, "match_id": K, "before": R, "after": R, "teller": R, "why": R, "account_id": R, "at": R,
        "undone_at": R, "tell_at": R,
    },
    "interview": {
        "id": K, "public_id": R, "uid": R, "match_id": K, "how": R, "place": R, "note": R, "minutes": R,
        "status": R, "starts_at": R, "sequence": R, "proposed_by": R, "proposed_at": R, "answered_at": R,
        "remind_at": R,
    },
    "interview_slot": {"interview_id": K, "starts_at": R},
    "hire": {
        "id": K, "youth_id": K, "offer_id": K, "contract": R, "starts_on": R, "ends_on": R, "teller": R,
        "account_id": R, "at": R,
    },
    "immersion": {
        "id": K, "public_id": R, "youth_id": K, "structure_id": R, "offer_id": K, "match_id": K,
        "application_id": K, "renews_id": K, "prescriber_id": R, "proposed_by": R, "status": R, "title": R,
        "host_name": R, "host_siret": R, "host_address": R, "host_signer": R, "tutor": R, "tutor_function": R,
        "purpose": R, "objectives": R, "tasks": R, "starts_on": R, "ends_on": R, "weekly_hours": R,
        "schedule": R, "representative": R, "minor_work": R, "youth_on": R, "representative_on": R,
        "host_on": R, "prescriber_on": R, "agreed_at": R, "asked_at": R, "created_at": R, "changed_at": R,
    },
    "immersion_review": {
        "immersion_id": K, "done": R, "objectives_met": R, "hired": R, "contract": R, "contract_starts_on": R,
        "contract_ends_on": R, "youth_words": R, "host_words": R, "at": R, "account_id": R,
    },
    "outcome_question": {
        "match_id": K, "side": R, "due_at": R, "asked_at": R, "answered_at": R, "answer": R,
    },
    "match_transition": {
        "id": K, "match_id": K, "before": R, "after": R, "account_id": K, "at": R,
    },
    "application": {
        "id": K, "public_id": R, "youth_id": A, "offer_id": A, "status": A, "opened_at": R,
        "ask_after": R, "answered_at": R,
    },
    "application_transition": {
        "id": K, "application_id": K, "before": R, "after": R, "account_id": K, "at": R,
    },
    "consent": {
        "id": K, "youth_id": A, "kind": A, "match_id": K, "company_id": K, "text_version": R,
        "language": R, "given": A, "account_id": K, "at": R, "withdrawn_at": A,
    },
    "agreement": {
        "id": K, "youth_id": K, "text_version": R, "language": R, "how": R, "given": R,
        "account_id": K, "at": R, "withdrawn_at": R,
    },
    "activation": {
        "id": K, "youth_id": K, "selector": R, "code_hash": R, "created_by": K, "created_at": R,
        "expires_at": R, "tries": R, "used_at": R, "revoked_at": R,
    },
    "join_request": {
        "id": K, "public_id": R, "youth_id": K, "structure_id": R, "status": R, "reason": R,
        "created_at": R, "answered_at": R, "answered_by": K,
    },
    "youth_representative": {
        "youth_id": K, "status": R, "told_at": R, "received_at": R, "account_id": K,
    },
    "passkey": {
        "id": K, "public_id": R, "account_id": K, "credential_id": R, "public_key": R,
        "sign_count": R, "name": R, "created_at": R, "last_used_at": R,
    },
    "passkey_challenge": {
        "id": K, "token_hash": R, "challenge": R, "purpose": R, "user_handle": R,
        "account_id": K, "expires_at": R,
    },
    "candidate_alias": {"id": K, "offer_id": K, "youth_id": K, "alias": K, "given_at": R, "told_cell": R},
    "company_block": {"youth_id": A, "company_id": A, "at": R},
    "company_report": {
        "id": K, "public_id": R, "youth_id": K, "structure_id": R, "company_id": K, "reason": R,
        "note": P, "excerpt": P, "status": R, "at": R, "settled_at": R, "settled_by": R,
    },
    "candidate_question": {
        "id": K, "public_id": R, "offer_id": K, "youth_id": K, "template": R, "month": R,
        "asked_by": R, "asked_at": R, "answer": R, "answered_at": R,
    },
    "candidate_place": {"company_id": K, "youth_id": K, "cell": R, "at": R},
    "ranking_log": {
        "id": K, "side": R, "youth_id": K, "offer_id": K, "engine_version": R, "log": R, "at": R,
    },
    "activity": {
        "id": K, "at": R, "structure_id": R, "kind": R, "youth_id": K, "offer_id": K,
        "actor_role": R, "advisor_id": K, "taken_back": R,
    },
    "audit_entry": {
        "id": K, "at": R, "account_id": K, "action": R, "subject_kind": R, "subject_id": K,
        "in_name_of": R, "details": R,
    },
    "client_command": {
        "id": K, "account_id": K, "command_id": R, "kind": R, "payload_hash": R, "response": R,
        "at": R,
    },
    "session": {
        "id": K, "token_hash": R, "account_id": K, "created_at": R, "last_seen_at": R,
        "expires_at": R, "revoked_at": R,
    },
    "outbox_event": {
        "id": K, "topic": R, "payload": R, "at": R, "done_at": R, "attempts": R, "error": R,
    },
    "push_subscription": {
        "id": K, "account_id": K, "session_id": K, "endpoint": R, "p256dh": R, "auth": R,
        "family": R, "created_at": R, "last_success_at": R, "failures": R,
    },
    "contact_point": {
        "account_id": K, "channel": K, "address": R, "verified_at": R, "pending": R,
        "code_hash": R, "code_at": R, "tries": R, "sent_on": R, "sent_count": R,
    },
    "notification_choice": {"account_id": K, "kind": K, "channel": K, "wanted": R},
    "notification_setting": {
        "account_id": K, "quiet": R, "quiet_start": R, "quiet_end": R, "stop_token": R,
        "offers_looked_at": R,
    },
    "notification": {
        "id": K, "account_id": K, "kind": R, "channel": R, "cause": R, "matter": R, "text": R,
        "params": R, "about": R, "path": R, "status": R, "created_at": R, "due_at": R,
        "attempts": R, "sent_at": R, "error": R,
    },
    "change": {"id": K, "topic": R, "entity_id": K, "at": R},
    "sign_in_attempt": {"id": K, "key": R, "at": R},
    "youth_views": {"youth_id": K, "day": A, "views": A},
    "tracked_application": {
        "id": K, "public_id": T, "youth_id": K, "title": P, "company": P, "place": P, "url": P,
        "status": R, "day": T, "added_at": T, "changed_at": T, "deleted_at": R,
    },
    "tracked_step": {"id": K, "tracked_id": K, "status": R, "at": R},
    "search_note": {
        "id": K, "youth_id": K, "offer_id": K, "tracked_id": K, "text": P, "changed_at": T,
    },
    "reminder": {
        "id": K, "public_id": T, "youth_id": K, "offer_id": K, "tracked_id": K, "text": P,
        "due_at": T, "done_at": R, "told_at": R, "added_at": T,
    },
    "saved_search": {
        "id": K, "public_id": T, "youth_id": K, "name": P, "words": P, "minutes": R,
        "contracts": R, "tell": R, "fresh": R, "added_at": T, "seen_at": R, "checked_at": R,
        "told_at": R,
    },
    "youth_document": {
        "id": K, "public_id": T, "youth_id": K, "name": P, "kind": R, "size": R, "stored_as": R,
        "shared_at": R, "added_at": T, "deleted_at": R,
    },
    "youth_cv": {
        "youth_id": K, "headline": P, "phone": P, "email": P, "show_contact": R, "layout": R,
        "diplomas": P, "languages": P, "more": P, "hidden_experiences": R, "changed_at": T,
    },
    "action_batch": {
        "id": K, "public_id": K, "account_id": K, "at": R, "undone_at": R,
    },
    "action_step": {
        "id": K, "action_id": K, "batch_id": K, "account_id": K, "before": R, "after": R,
        "minutes_before": R, "minutes_after": R, "done_before": R, "reason_before": R,
        "words_before": R, "at": R,
    },
    "appointment": {
        "id": K, "public_id": K, "uid": R, "structure_id": K, "advisor_id": K, "youth_id": K,
        "kind": R, "how": R, "place": R, "phone": R, "video_url": R, "note": R, "starts_at": R,
        "ends_at": R, "status": R, "presence": R, "sequence": R, "booked_by": R, "on_behalf": R,
        "created_by": K, "created_at": R, "changed_at": R, "cancelled_at": R, "cancelled_by": K,
        "reason": R, "remind_week_at": R, "remind_day_at": R, "follows_id": K, "settled_at": R,
    },
    "away_answer": {
        "conversation_id": K, "day": R,
    },
    "figure_week": {
        "youth_id": K, "monday": R, "structure_id": K, "advisor_id": K, "days": R, "acts": R,
        "missed": R, "first_monday": R,
    },
    "fse_participation": {
        "id": K, "public_id": R, "operation_id": K, "structure_id": R, "youth_id": K, "entered_on": R,
        "left_on": R, "exit_due_on": R, "six_on": R, "six_due_on": R, "entry_lacks": R, "exit_lacks": R,
        "six_lacks": R, "asked_at": R, "cut_on": R, "version": R, "created_by": R, "created_at": R,
        "changed_at": R,
    },
    "fse_answers": {
        "participation_id": K, "part": R, "answers": R, "told_by": R, "account_id": R, "told_at": R,
    },
    "fse_correction": {
        "id": K, "participation_id": K, "question": R, "before": R, "after": R, "account_id": R, "at": R,
    },
    "mail_link": {
        "id": K, "token_hash": K, "purpose": R, "email": K, "account_id": K, "company_id": K, "offer_id": K,
        "youth_id": K, "details": R, "created_at": R, "expires_at": R, "used_at": R,
    },
    "answer_wait": {
        "youth_id": K, "offer_id": K, "since": R, "step": R, "step_at": R, "next_at": R, "reason": R, "told_at": R,
    },
    "figure_youth": {"structure_id": K, "advisor_id": K, "youth_id": K},
    "follow_up_span": {
        "id": K, "youth_id": K, "advisor_id": K, "kind": R, "since": R, "until": R, "reason": R,
        "by_id": K, "transfer_id": K,
    },
    "imilo_entry": {
        "id": K, "structure_id": K, "youth_id": K, "key": R, "kind": R, "day": R, "what": R,
        "hours": R, "by": R, "for_youth": R, "exported_at": R, "entered_at": R, "entered_by": K,
        "batch": R,
    },
    "next_step": {
        "id": K, "public_id": K, "youth_id": K, "author_id": K, "text": R, "day": R,
        "added_at": R, "done_at": R,
    },
    "offer_step": {
        "youth_id": K, "offer_id": K, "step": R, "at": R, "structure_id": K, "advisor_id": K,
    },
    "portfolio_transfer": {
        "id": K, "public_id": K, "batch": R, "structure_id": K, "from_id": K, "to_id": K,
        "kind": R, "whole": R, "from_day": R, "until_day": R, "reason": R, "by_id": K,
        "created_at": R, "begun_at": R, "ended_at": R, "ended_by": K,
    },
    "transfer_youth": {
        "transfer_id": K, "youth_id": K, "left_at": R,
    },
    "workshop_answer": {
        "enrolment_id": K, "liked": R, "why": R, "at": R,
    },
    "workshop_attendance": {
        "enrolment_id": K, "presence": R, "how": R, "at": R, "account_id": K,
    },
    "workshop_enrolment": {
        "id": K, "public_id": K, "session_id": K, "youth_id": K, "status": R, "position": R,
        "invited_at": R, "enrolled_at": R, "promoted_at": R, "changed_at": R, "account_id": K,
        "on_behalf": R, "reminded": R,
    },
    "youth_action": {
        "id": K, "public_id": K, "youth_id": K, "category": R, "status": R, "origin": R,
        "key": R, "title": R, "minutes": R, "planned_on": R, "done_on": R, "step": R, "place": R,
        "created_by": K, "on_behalf": R, "reason": R, "reason_words": R, "document_id": K,
        "created_at": R, "changed_at": R, "declared_at": R, "signed_at": R, "validated_at": R,
        "validated_by": K,
    },
    "youth_import": {
        "id": K, "public_id": K, "structure_id": K, "account_id": K, "kind": R, "status": R,
        "file_name": R, "file_hash": R, "encoding": R, "delimiter": R, "heads": R, "mapping": R,
        "checked": R, "overwrite": R, "advisor_id": K, "row_count": R, "counts": R,
        "created_at": R, "confirmed_at": R, "moved_at": R, "finished_at": R, "undone_at": R,
    },
    "youth_import_row": {
        "id": K, "import_id": K, "number": R, "line": R, "cells": R, "name": R, "person": R,
        "remarks": R, "verdict": R, "content_key": R, "why": R, "match_youth_id": K,
        "match_row": R, "choice": R, "outcome": R, "youth_id": K, "before": R,
    },
    "youth_note": {
        "id": K, "public_id": K, "youth_id": K, "author_id": K, "sight": R, "text": R,
        "written_at": R, "edited_at": R, "deleted_at": R,
    },
    "youth_situation": {
        "id": K, "public_id": K, "youth_id": K, "kind": R, "contract": R, "note": R, "since": R,
        "until": R, "source": R, "told_by": K, "told_at": R,
    },
    "erasure_request": {
        "youth_id": K, "reason": R, "asked_at": R, "due_at": R, "asked_by": K, "was_visible": R,
        "closed_at": R,
    },
    "youth_week": {
        "youth_id": K, "monday": R, "planned": R, "waiting": R, "validated": R,
    },
}  # fmt: skip
"""By table. What a table holds of others (an employer's account, say) is not what is meant."""

NOT_OF_YOUTHS = {
    "company", "company_logo", "company_request", "company_site", "company_transition",
    "embedding", "learnt_figures", "occupation", "occupation_aptitude",
    "feed_run", "fse_operation", "fse_operation_funder", "fse_operation_structure",
    "candidate_allowance",
    "occupation_label", "occupation_link", "occupation_skill", "offer", "offer_aptitude",
    "message_template", "offer_check", "offer_skill", "offer_source", "offer_transition", "offer_views", "skill", "skill_label",
    "structure", "structure_territory", "transit_feed",
    "action_entry", "advisor_absence", "appointment_opening", "erased_youth", "away_words", "calendar_feed", "figure_answer",
    "figure_cursor", "figure_day", "opening_exception", "portfolio_columns", "portfolio_view", "reception_secret",
    "structure_settings", "today_mark", "workshop", "workshop_session", "workshop_share",
}  # fmt: skip
"""Tables of the market and of the catalogue. Vectors are kept of offers alone."""

FREE_TEXT = (
    "youth_experience.text",
    "youth_obstacle.note",
    "message.body",
    "message.folded",
    "conversation.title",
    "proposal.note",
    "offer_report.note",
    "company_report.note",
    "company_report.excerpt",
    "youth_legal_hold.data",
    "tracked_application.title",
    "tracked_application.company",
    "tracked_application.place",
    "tracked_application.url",
    "search_note.text",
    "reminder.text",
    "saved_search.name",
    "saved_search.words",
    "youth_document.name",
    "youth_cv.headline",
    "youth_cv.diplomas",
    "youth_cv.more",
)
"""Where anything may be written, whatever has no column of its own."""


@dataclass(frozen=True)
class Criterion:
    """A criterion of L1132-1: where it is held or betrayed, or by which words a column would hold it."""

    columns: tuple[str, ...] = ()
    absent: str = ""


CRITERIA: dict[str, Criterion] = {
    "origine": Criterion((
        "youth_identity.nationality", "youth_identity.home_languages",
        "youth_identity.first_name", "youth_identity.email", "account.login", "youth_cv.email",
    )),
    "sexe": Criterion(("youth_identity.sex", "youth_identity.first_name", "account.display_name")),
    "mœurs": Criterion(absent=r"moral|lifestyle|habit"),
    "orientation sexuelle": Criterion(absent=r"sexual|orientation"),
    "identité de genre": Criterion(("youth_identity.sex",), absent=r"gender|pronoun|civility"),
    "âge": Criterion(("youth_identity.birth_date",)),
    "situation de famille": Criterion(
        ("youth_identity.family_situation", "youth_skill.origin", "youth_experience.origin")
    ),
    "grossesse": Criterion(absent=r"pregnan|matern"),
    "caractéristiques génétiques": Criterion(absent=r"genetic|dna"),
    "vulnérabilité économique": Criterion((
        "youth.scheme", "youth.follow_up", "youth_obstacle.kind", "youth_obstacle.youth_id",
    )),
    "ethnie": Criterion(("youth_identity.home_languages",), absent=r"ethni"),
    "nation": Criterion(("youth_identity.nationality",)),
    "prétendue race": Criterion(absent=r"race|skin"),
    "opinions politiques": Criterion(absent=r"politic|opinion"),
    "activités syndicales ou mutualistes": Criterion(absent=r"union|mutuali|mutual_"),
    "mandat électif": Criterion(absent=r"(?<!s)elect|mandate"),
    "convictions religieuses": Criterion(absent=r"relig|belief|faith"),
    "apparence physique": Criterion(absent=r"photo|picture|avatar|appearance|height|weight"),
    "nom de famille": Criterion((
        "youth_identity.last_name", "youth_identity.email", "account.login",
        "account.display_name", "youth_identity.found_by",
    )),
    "lieu de résidence": Criterion((
        "youth_identity.latitude", "youth_identity.longitude", "youth_identity.address",
        "youth_identity.commune", "youth_identity.postcode", "youth_identity.priority_district",
        "youth_identity.phone", "youth.structure_id", "account.structure_id", "youth_cv.phone",
    )),
    "domiciliation bancaire": Criterion(absent=r"bank|iban|bic"),
    "état de santé": Criterion(
        ("youth_obstacle.kind", "youth_obstacle.note", "youth_obstacle.youth_id")
    ),
    "perte d'autonomie": Criterion(absent=r"autonomy|dependen"),
    "handicap": Criterion(("youth_identity.disability",)),
    "capacité à s'exprimer dans une autre langue": Criterion(
        ("youth_identity.home_languages", "account.locale", "youth_cv.languages")
    ),
    "lanceur d'alerte": Criterion(absent=r"whistle|alert"),
}  # fmt: skip
"""All of them; those without a column of their own can stand in `FREE_TEXT` alone."""

LONG_AGO = datetime(2024, 2, 1, tzinfo=UTC)

Other = Callable[[np.random.Generator, int, Any], Any]
"""Another value than the one that stands; the number makes it one of its kind."""


def _one_of(*values: Any) -> Other:
    def other(draw: np.random.Generator, _at: int, now: Any) -> Any:
        rest = [value for value in values if value != now]
        return rest[int(draw.integers(len(rest)))]

    return other


def _sooner(draw: np.random.Generator, _at: int, now: datetime | date | None) -> Any:
    return (now or LONG_AGO) - timedelta(days=int(draw.integers(1, 900)))


def _grown_up(draw: np.random.Generator, _at: int, now: date) -> date:
    """Another day of birth, of somebody of 18 to 29 as well: what the law knows of is the next test's."""
    while (other := date(1998, 1, 1) + timedelta(days=int(draw.integers(0, 3_900)))) == now:
        pass
    return other


def _numbered(text: str) -> Other:
    return lambda draw, at, _now: text.format(f"{at}-{draw.integers(1 << 30)}")


TELLING = (
    "Je suis enceinte et je vis seule au foyer, QPV des Tarterêts.",
    "Je milite au syndicat, je prie cinq fois par jour, je suis élue de ma commune.",
    "J'ai une RQTH, une maladie génétique et un traitement lourd.",
    "Mon compagnon et moi sommes venus du Mali; on me dit gros; j'ai un compte à l'étranger.",
    "J'ai lancé une alerte contre mon ancien employeur ; je parle soninké et portugais.",
)
"""Criteria that have no column of their own, as somebody writes them."""

OTHERS: dict[str, Other] = {
    "youth.public_id": _numbered("y{}"),
    "youth.follow_up": _one_of("followed", "requested", "not_followed"),
    "youth.scheme": _one_of("none", "cej", "pacea", "brsa", "aij"),
    "youth.dossier": _numbered("d{}"),
    "youth_identity.first_name": _one_of("Fatoumata", "Kévin", "Anne-Sophie", "Ngọc", "Öz"),
    "youth_identity.last_name": _one_of("N'Guyen", "Benali", "de La Tour", "Traoré", "Novák"),
    "youth_identity.found_by": _numbered("autre nom {}"),
    "youth_identity.sex": _one_of("female", "male", "other", "not_recorded", "not_said"),
    "youth_identity.birth_date": _grown_up,
    "youth_identity.phone": _one_of("06 39 98 00 01", "+262 692 00 00 00", "", "0262 00 00 00"),
    "youth_identity.email": _numbered("prenom.nom.{}@exemple.invalid"),
    "youth_identity.address": _one_of("1 rue de la Cité", "CCAS, sans domicile", "Foyer Adoma"),
    "youth_identity.commune": _one_of("Grigny", "Neuilly-sur-Seine", "Mamoudzou", "Évry"),
    "youth_identity.postcode": _one_of("91350", "92200", "97600", "91000"),
    "youth_identity.nationality": _one_of("française", "Comores", "Ukraine", "Mali", ""),
    "youth_identity.home_languages": _one_of(["ar", "sw"], ["uk"], [], ["fr"], ["pt", "ln"]),
    "youth_identity.family_situation": _one_of("single_parent", "couple", "alone", "with_parents"),
    "youth_identity.disability": _one_of(True, False, None),
    "youth_identity.priority_district": _one_of("QN09101M", "QN09105M", None),
    "youth_skill.origin": _one_of("job", "volunteering", "caring", "hobby", "training"),
    "youth_experience.origin": _one_of("job", "volunteering", "caring", "hobby", "training"),
    "youth_experience.text": _one_of(*TELLING),
    "youth_obstacle.kind": _one_of("housing", "health", "childcare", "justice", "language"),
    "youth_obstacle.note": _one_of(*TELLING),
    "youth_legal_hold.reason": _one_of("FSE+", "litige", "contrôle"),
    "youth_legal_hold.data": _one_of({"rqth": True}, {"qpv": "QN09101M"}, {"sexe": "F"}),
    "account.public_id": _numbered("a{}"),
    "account.login": _numbered("autre.nom.{}@exemple.invalid"),
    "account.password_hash": _numbered("${}"),
    "account.display_name": _one_of("Mme N'Guyen", "M. Benali", "Iel", "Sœur Marie", ""),
    "account.locale": _one_of("fr", "en"),
    "account.is_demo": _one_of(True, False),
    "conversation.public_id": _numbered("c{}"),
    "message.public_id": _numbered("m{}"),
    "message.body": _one_of(*TELLING),
    "message.folded": _one_of(*TELLING),
    "conversation.title": _one_of("Groupe RQTH", "Ukrainiens", "Mamans seules"),
    "proposal.note": _one_of(*TELLING),
    "tracked_application.public_id": _numbered("t{}"),
    "tracked_application.title": _one_of(*TELLING),
    "tracked_application.company": _one_of("Église Saint-Spire", "Syndicat CGT", "Mosquée d'Évry"),
    "tracked_application.place": _one_of("Grigny", "Neuilly-sur-Seine", "Mamoudzou"),
    "tracked_application.url": _numbered("https://exemple.invalid/{}"),
    "search_note.text": _one_of(*TELLING),
    "offer_report.note": _one_of(*TELLING),
    "company_report.note": _one_of(*TELLING),
    "company_report.excerpt": _one_of(*TELLING),
    "reminder.public_id": _numbered("r{}"),
    "reminder.text": _one_of(*TELLING),
    "saved_search.public_id": _numbered("s{}"),
    "saved_search.name": _one_of(*(text[:70] for text in TELLING)),
    "saved_search.words": _one_of("garde de nuit", "halal", "foyer", "RQTH"),
    "youth_document.public_id": _numbered("d{}"),
    "youth_document.name": _one_of("Notification RQTH", "Titre de séjour", "Livret de famille"),
    "youth_cv.headline": _one_of(*(text[:120] for text in TELLING)),
    "youth_cv.phone": _one_of("06 39 98 00 02", "+262 692 00 00 01", ""),
    "youth_cv.email": _numbered("cv.{}@exemple.invalid"),
    "youth_cv.diplomas": _one_of(["BTS"], ["Aucun"], ["Lycée de Bamako"]),
    "youth_cv.languages": _one_of(["Soninké"], ["Arabe", "Français"], []),
    "youth_cv.more": _one_of(["Élue du conseil municipal"], ["Bénévole à la paroisse"], []),
}
"""By column; a moment that is not here becomes another one."""

ELSEWHERE = {
    "youth_identity.latitude": "the home moves as a whole",
    "youth_identity.longitude": "the home moves as a whole",
    "youth.structure_id": "somebody else's",
    "youth.advisor_id": "somebody else's",
    "account.structure_id": "somebody else's",
    "proposal.advisor_id": "somebody else's",
    "youth_experience.youth_id": "somebody else's",
    "youth_obstacle.youth_id": "somebody else's",
    "conversation.youth_id": "somebody else's",
}
"""What has no value of its own to take: another home with equal minutes, or what others have."""


def changeable() -> list[str]:
    """The columns that the test changes: `table.column`."""
    return [
        f"{table}.{name}"
        for table, columns in COLUMNS.items()
        for name, kind in columns.items()
        if kind in (P, T)
    ]


def other_value(column: str) -> Other:
    """How a column that is not in `ELSEWHERE` is changed."""
    return OTHERS.get(column, _sooner)

"""How the start page of a copy tells each table: in which section, by which day, what first and what beside it.

What is not named here stands in `data.json` alone.
"""

from dataclasses import dataclass
from enum import StrEnum

from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.answers import Step
from myjobmatch.domain.appointments import AppointmentStatus, Presence
from myjobmatch.domain.candidate_questions import QuestionAnswer
from myjobmatch.domain.conversation import TraceKind
from myjobmatch.domain.enums import Side
from myjobmatch.domain.notes import NoteSight
from myjobmatch.domain.notifications import (
    BrowserFamily,
    Channel,
    NotificationKind,
    NotificationStatus,
)
from myjobmatch.domain.outcomes import InterviewHow, InterviewStatus, Stage, Teller, Went, WhyNot
from myjobmatch.domain.own_data import Who
from myjobmatch.domain.sharing import CompanyReportReason
from myjobmatch.domain.workshops import EnrolmentStatus, WorkshopPresence


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's lines: the column of their day, those of their title, those told beside it."""

    table: str
    when: str = ""
    title: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


def _shape(table: str, when: str = "", title: str = "", facts: str = "") -> Shape:
    return Shape(table, when, tuple(title.split()), tuple(facts.split()))


SECTIONS: tuple[tuple[str, tuple[Shape, ...]], ...] = (
    (
        "who",
        (
            _shape(
                "youth_identity",
                "",
                "first_name",
                "birth_date sex phone email address postcode commune latitude longitude nationality"
                " home_languages family_situation disability priority_district",
            ),
            _shape(
                "youth",
                "created_at",
                "follow_up",
                "structure scheme dossier active visible last_active_at",
            ),
            _shape("account", "created_at", "login", "display_name status locale last_seen_at"),
            _shape("youth_representative", "told_at", "status", "received_at"),
        ),
    ),
    (
        "skills",
        (
            _shape(
                "youth_profile",
                "updated_at",
                "",
                "experience contracts licences modes refused_schedules max_minutes available_from",
            ),
            _shape("youth_experience", "created_at", "text", "origin"),
            _shape("youth_skill", "added_at", "skill", "origin"),
            _shape("youth_aptitude", "", "skill"),
            _shape("youth_occupation", "", "occupation"),
            _shape(
                "youth_cv",
                "changed_at",
                "headline",
                "phone email show_contact layout diplomas languages more",
            ),
        ),
    ),
    (
        "search",
        (
            _shape("decision", "decided_at", "offer", "side kind reason status undone_at"),
            _shape("kept_offer", "at", "offer"),
            _shape("deck_aside", "at", "kind value", "offer reason lifted_at"),
            _shape("proposal", "proposed_at", "offer", "note status"),
            _shape("application", "opened_at", "offer", "status answered_at"),
            _shape("application_transition", "at", "application", "after by"),
            _shape(
                "tracked_application",
                "added_at",
                "title",
                "company place url status day deleted_at",
            ),
            _shape("tracked_step", "at", "tracked", "status"),
            _shape("search_note", "changed_at", "text", "offer tracked"),
            _shape("reminder", "due_at", "text", "offer tracked done_at"),
            _shape("saved_search", "added_at", "name", "words minutes contracts"),
            _shape("youth_document", "added_at", "name", "file size shared_at deleted_at"),
            _shape("company_block", "at", "company"),
            _shape("offer_report", "at", "offer", "reason note status settled_at"),
            _shape("company_report", "at", "company", "reason note excerpt settled_at"),
        ),
    ),
    (
        "outcomes",
        (
            _shape("answer_wait", "since", "offer", "step reason told_at"),
            _shape("candidate_question", "asked_at", "template", "offer answer answered_at"),
            _shape("match", "created_at", "offer", "status stage shared_at"),
            _shape("match_transition", "at", "match", "after by"),
            _shape("match_step", "at", "match", "after teller why undone_at"),
            _shape("interview", "proposed_at", "match", "status how place note starts_at minutes"),
            _shape("interview_slot", "starts_at", "interview"),
            _shape("outcome_question", "asked_at", "match", "side answer answered_at"),
            _shape(
                "immersion",
                "created_at",
                "title host_name",
                "status starts_on ends_on weekly_hours schedule purpose objectives tasks"
                " host_address tutor representative agreed_at",
            ),
            _shape(
                "immersion_review",
                "at",
                "immersion",
                "done objectives_met hired contract contract_starts_on contract_ends_on"
                " youth_words host_words",
            ),
            _shape("hire", "at", "offer", "contract starts_on ends_on teller"),
        ),
    ),
    (
        "messages",
        (
            _shape("conversation", "created_at", "kind title", "match last_message_at closed_at"),
            _shape("conversation_member", "joined_at", "by", "conversation last_read_at"),
            _shape(
                "message",
                "sent_at",
                "author",
                "body conversation card_kind edited_at deleted_at",
            ),
            _shape("message_attachment", "uploaded_at", "name", "file by size seconds deleted_at"),
            _shape("message_trace", "at", "kind", "by body"),
        ),
    ),
    (
        "meetings",
        (
            _shape(
                "appointment",
                "starts_at",
                "kind",
                "status presence how place phone video_url note reason cancelled_at",
            ),
            _shape("workshop_enrolment", "changed_at", "session", "status"),
            _shape("workshop_attendance", "at", "enrolment", "presence"),
            _shape("workshop_answer", "at", "enrolment", "liked why"),
        ),
    ),
    (
        "week",
        (
            _shape("youth_week", "monday", "", "planned waiting validated"),
            _shape(
                "youth_action",
                "created_at",
                "key title",
                "category status origin minutes planned_on done_on place reason reason_words"
                " validated_at",
            ),
            _shape("action_step", "at", "action", "after by minutes_after"),
        ),
    ),
    (
        "advisor",
        (
            _shape("youth_note", "written_at", "text", "sight edited_at deleted_at"),
            _shape("next_step", "added_at", "text", "day done_at"),
            _shape("youth_obstacle", "created_at", "kind", "note resolved_at"),
            _shape("youth_situation", "since", "kind", "contract note until"),
            _shape("follow_up_span", "since", "kind", "until reason"),
            _shape("transfer_youth", "left_at"),
            _shape("join_request", "created_at", "status", "reason answered_at"),
            _shape("imilo_entry", "day", "what", "hours by entered_at"),
            _shape("youth_import_row", "", "name", "cells"),
            _shape("fse_participation", "entered_on", "operation", "left_on"),
            _shape("fse_answers", "told_at", "participation", "answers by"),
            _shape("fse_correction", "at", "participation", "question after by"),
        ),
    ),
    (
        "reach",
        (
            _shape("contact_point", "verified_at", "channel", "address pending"),
            _shape("notification_setting", "", "", "quiet quiet_start quiet_end"),
            _shape("notification_choice", "", "kind", "channel wanted"),
            _shape("notification", "created_at", "text", "kind channel status sent_at"),
            _shape("push_subscription", "created_at", "family", "last_success_at"),
            _shape("passkey", "created_at", "name", "last_used_at"),
            _shape("session", "created_at", "", "last_seen_at expires_at revoked_at"),
            _shape("activation", "created_at", "", "expires_at used_at revoked_at"),
        ),
    ),
    (
        "agreements",
        (
            _shape("agreement", "at", "given", "how by text_version language withdrawn_at"),
            _shape("consent", "at", "kind", "given company match text_version withdrawn_at"),
            _shape("erasure_request", "asked_at", "reason", "due_at"),
        ),
    ),
    (
        "seen",
        (
            _shape("audit_entry", "at", "action", "by"),
            _shape("activity", "at", "kind", "offer actor_role"),
            _shape("youth_views", "day", "", "views"),
        ),
    ),
    ("ranking", (_shape("ranking_log", "at", "log"),)),
)
"""The sections of the page, in their order; a table that has no words of its own is not in it."""

LISTED = 300
"""How many lines of a table the page has at most; all of them are in `data.json`."""

OPEN = 40
"""Up to so many lines a table's are unfolded."""

OFFERS_LISTED = 5
"""How many offers of a ranking the page names."""

WORDS: dict[type[StrEnum], str] = {
    ActivityKind: "enum.ActivityKind",
    AppointmentStatus: "copy.word",
    Channel: "alerts.channel",
    CompanyReportReason: "sharing.reason",
    EnrolmentStatus: "copy.word",
    InterviewHow: "enum.AppointmentHow",
    InterviewStatus: "copy.word",
    NoteSight: "copy.sight",
    NotificationKind: "alerts.kind",
    NotificationStatus: "copy.word",
    Presence: "copy.word",
    QuestionAnswer: "sharing.answer",
    Side: "copy.side",
    Stage: "copy.word",
    Step: "copy.word",
    Teller: "outcome.teller",
    TraceKind: "copy.word",
    Went: "outcome.went",
    Who: "copy.who",
    WhyNot: "outcome.no",
    WorkshopPresence: "copy.word",
}
"""Where labels are that are not `enum.<class>.<value>`."""

NAMES: frozenset[type[StrEnum]] = frozenset({BrowserFamily})
"""Enumerations of proper names, told as they are."""

CODES: dict[tuple[str, str], str] = {
    ("answer_wait", "reason"): "search.declined",
    ("decision", "reason"): "enum.PassReason",
    ("youth_action", "key"): "week.default",
    ("youth_identity", "sex"): "copy.sex",
    ("youth_obstacle", "kind"): "copy.obstacle",
    ("youth_profile", "contracts"): "enum.ContractKind",
    ("youth_profile", "licences"): "enum.Licence",
    ("youth_profile", "modes"): "enum.TravelMode",
    ("youth_profile", "refused_schedules"): "enum.Schedule",
    ("saved_search", "contracts"): "enum.ContractKind",
}
"""Columns of text that hold codes, and where their labels are."""

AUDITED: tuple[tuple[str, str], ...] = (
    ("youth_read", "read"),
    ("document_read", "document"),
    ("data_copied", "copied"),
    ("note_", "note"),
    ("obstacle_", "note"),
    ("agreement_", "agreement"),
    ("representative_", "agreement"),
    ("sharing_", "agreement"),
    ("code_", "door"),
    ("passkey_", "door"),
    ("password_", "door"),
    ("erasure_", "erasure"),
    ("erased", "erasure"),
    ("immersion_", "immersion"),
    ("workshop_", "workshop"),
    ("imilo_", "imilo"),
    ("request_", "request"),
    ("join_request_", "request"),
    ("advisor_assigned", "advisor"),
    ("dossier_", "file"),
    ("profile_filled", "file"),
    ("actions_recorded", "file"),
    ("appointment_set", "file"),
    ("application_answered_for", "file"),
    ("youth_registered", "file"),
)
"""How acts in the audit begin, and what they are called; what is not here is another act."""

LABELS: dict[str, str] = {
    "actor_role": "by",
    "after": "status",
    "agreed_at": "signed_at",
    "answers": "answer",
    "body": "words",
    "cancelled_at": "cancelled",
    "closed_at": "ends_on",
    "contract_ends_on": "ends_on",
    "contract_starts_on": "starts_at",
    "contracts": "contract",
    "done": "status",
    "done_at": "done_on",
    "expires_at": "ends_on",
    "home_languages": "languages",
    "host_address": "place",
    "language": "languages",
    "last_active_at": "last",
    "last_message_at": "last",
    "last_read_at": "read_at",
    "last_seen_at": "last",
    "last_success_at": "last",
    "last_used_at": "last",
    "left_on": "ends_on",
    "lifted_at": "cancelled",
    "locale": "languages",
    "match": "offer",
    "minutes_after": "minutes",
    "planned_on": "day",
    "reason_words": "reason",
    "resolved_at": "settled_at",
    "revoked_at": "ends_on",
    "starts_on": "starts_at",
    "step": "status",
    "teller": "by",
    "told_at": "sent_at",
    "tracked": "offer",
    "undone_at": "cancelled",
    "until": "ends_on",
    "video_url": "url",
    "why": "reason",
}
"""Columns that are called as another one is: `copy.field.<name>`."""

"""Everything that is held of a young person, table by table: whose a row is, and what an erasure makes of it.

A table that is not here fails `tests/integration/db/test_personal.py`. An erasure goes through `HELD` in its order: what
refers to others comes before them. A copy for the person leaves out secrets and numbers that only join tables.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import ColumnElement, or_, select

from myjobmatch.db import models as m
from myjobmatch.db.base import Base, table_of


@dataclass(frozen=True, slots=True)
class Whose:
    """A person by their dense ids; 0 for the account of whoever has none."""

    youth_id: int
    account_id: int


class Fate(Enum):
    """What becomes of a row when its person is erased; days of what stays are cut to their month (`Erasing.erase`)."""

    GONE = "it is deleted"
    EMPTIED = "it stays, without what tells of the person"
    NUMBER = "it stays as it is: a number that points to nobody, and no word"


Ways = Callable[[Whose], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Held:
    """A table: its person's rows, their fate, what is put into those that stay, and what a copy for the person leaves out.

    `left_out` is None where the copy has nothing of the table: counts, and what others keep for themselves.
    """

    model: type[Base]
    rows: Ways
    fate: Fate
    emptied: Mapping[str, object]
    left_out: frozenset[str] | None


_KEYS = frozenset({"id", "youth_id", "account_id"})


def _gone(model: type[Base], rows: Ways, *left_out: str) -> Held:
    return Held(model, rows, Fate.GONE, {}, _KEYS | frozenset(left_out))


def _untold(model: type[Base], rows: Ways) -> Held:
    return Held(model, rows, Fate.GONE, {}, None)


def _emptied(model: type[Base], rows: Ways, emptied: Mapping[str, object], *left_out: str) -> Held:
    return Held(model, rows, Fate.EMPTIED, emptied, _KEYS | frozenset(left_out))


def _number(model: type[Base], rows: Ways, *left_out: str) -> Held:
    return Held(model, rows, Fate.NUMBER, {}, _KEYS | frozenset(left_out))


def _count(model: type[Base]) -> Held:
    return Held(model, _by(model), Fate.NUMBER, {}, None)


def _by(model: type[Base], name: str = "youth_id") -> Ways:
    """The rows that name the youth."""
    column = table_of(model).c[name]
    return lambda whose: column == whose.youth_id


def _of_account(model: type[Base], name: str = "account_id") -> Ways:
    """The rows that name their account."""
    column = table_of(model).c[name]
    return lambda whose: column == whose.account_id


def _under(model: type[Base], name: str, on: type[Base], rows: Ways) -> Ways:
    """The rows that hang on rows of another table."""
    column, key = table_of(model).c[name], table_of(on).c.id
    return lambda whose: column.in_(select(key).where(rows(whose)))


def _either(*ways: Ways) -> Ways:
    return lambda whose: or_(*(way(whose) for way in ways))


_MATCH, _TALK = _by(m.Match), _by(m.Conversation)
_MESSAGE = _either(
    _under(m.Message, "conversation_id", m.Conversation, _TALK), _of_account(m.Message, "author_id")
)
"""Those of their own conversations, whoever wrote them, and what they wrote in groups."""
_PLACE = _by(m.WorkshopEnrolment)
_INTERVIEW = _under(m.Interview, "match_id", m.Match, _MATCH)


def _audit(whose: Whose) -> ColumnElement[bool]:
    """What was noted on their file, on their account, and on what goes with them."""
    subject, number = m.AuditEntry.subject_kind, m.AuditEntry.subject_id
    matches = select(m.Match.id).where(_MATCH(whose))
    immersions = select(m.Immersion.id).where(m.Immersion.youth_id == whose.youth_id)
    return or_(
        (subject == "youth") & (number == whose.youth_id),
        (subject == "account") & (number == whose.account_id),
        (subject == "match") & number.in_(matches),
        (subject == "immersion") & number.in_(immersions),
    )


HELD: tuple[Held, ...] = (
    # what stays: some of it is found by what goes below
    _emptied(m.AuditEntry, _audit, {"details": {}}, "subject_id", "details"),
    _emptied(
        m.YouthImportRow,
        _either(_by(m.YouthImportRow), _by(m.YouthImportRow, "match_youth_id")),
        {
            "cells": [],
            "name": "",
            "person": {},
            "remarks": [],
            "before": {},
            "content_key": "",
            "match_youth_id": None,
            "youth_id": None,
        },
        "import_id",
        "content_key",
        "match_youth_id",
        "match_row",
    ),
    _emptied(m.OfferReport, _by(m.OfferReport), {"note": ""}, "settled_by"),
    _emptied(m.CompanyReport, _by(m.CompanyReport), {"note": "", "excerpt": ""}, "settled_by"),
    _emptied(m.Hire, _by(m.Hire), {"ends_on": None}),
    _number(m.WorkshopEnrolment, _PLACE, "position", "reminded"),
    _number(
        m.WorkshopAttendance,
        _under(m.WorkshopAttendance, "enrolment_id", m.WorkshopEnrolment, _PLACE),
    ),
    _number(
        m.WorkshopAnswer, _under(m.WorkshopAnswer, "enrolment_id", m.WorkshopEnrolment, _PLACE)
    ),
    _emptied(m.Activity, _by(m.Activity), {}, "structure_id", "advisor_id"),
    _count(m.FigureWeek),
    _count(m.FigureYouth),
    _count(m.OfferStep),
    # held and cut loose before, where they took part (`services.fse.holding`)
    _gone(
        m.FseCorrection,
        _under(m.FseCorrection, "participation_id", m.FseParticipation, _by(m.FseParticipation)),
    ),
    _gone(
        m.FseAnswers,
        _under(m.FseAnswers, "participation_id", m.FseParticipation, _by(m.FseParticipation)),
    ),
    _gone(m.FseParticipation, _by(m.FseParticipation), "created_by", "version"),
    # conversations
    _gone(m.MessageTrace, _under(m.MessageTrace, "message_id", m.Message, _MESSAGE)),
    _gone(
        m.MessageAttachment,
        _either(
            _of_account(m.MessageAttachment),
            _under(m.MessageAttachment, "message_id", m.Message, _MESSAGE),
        ),
        "sha256",
        "sent_sha256",
        "stored_as",
        "small_as",
        "peaks",
    ),
    _untold(m.MessageDraft, _under(m.MessageDraft, "conversation_id", m.Conversation, _TALK)),
    _untold(
        m.ScheduledMessage, _under(m.ScheduledMessage, "conversation_id", m.Conversation, _TALK)
    ),
    _untold(m.AwayAnswer, _under(m.AwayAnswer, "conversation_id", m.Conversation, _TALK)),
    _gone(
        m.ConversationMember,
        _either(
            _of_account(m.ConversationMember),
            _under(m.ConversationMember, "conversation_id", m.Conversation, _TALK),
        ),
        "last_read_id",
    ),
    _gone(m.Message, _MESSAGE, "folded", "broadcast_id"),
    # what came of offers
    _gone(
        m.ImmersionReview, _under(m.ImmersionReview, "immersion_id", m.Immersion, _by(m.Immersion))
    ),
    _gone(m.Immersion, _by(m.Immersion), "prescriber_id", "proposed_by"),
    _gone(m.InterviewSlot, _under(m.InterviewSlot, "interview_id", m.Interview, _INTERVIEW)),
    _gone(m.Interview, _INTERVIEW, "uid", "proposed_by"),
    _gone(m.MatchStep, _under(m.MatchStep, "match_id", m.Match, _MATCH)),
    _gone(m.OutcomeQuestion, _under(m.OutcomeQuestion, "match_id", m.Match, _MATCH)),
    _gone(m.MatchTransition, _under(m.MatchTransition, "match_id", m.Match, _MATCH)),
    _gone(m.Consent, _by(m.Consent)),
    _gone(m.Conversation, _TALK, "owner_id"),
    _gone(m.Match, _MATCH),
    _gone(
        m.ApplicationTransition,
        _under(m.ApplicationTransition, "application_id", m.Application, _by(m.Application)),
    ),
    _gone(m.Application, _by(m.Application)),
    _gone(m.Proposal, _by(m.Proposal)),
    _gone(m.Decision, _by(m.Decision), "command_id"),
    _gone(m.AnswerWait, _by(m.AnswerWait)),
    _gone(m.DeckAside, _by(m.DeckAside)),
    _gone(m.KeptOffer, _by(m.KeptOffer)),
    _gone(m.CandidateQuestion, _by(m.CandidateQuestion), "asked_by"),
    _untold(m.CandidateAlias, _by(m.CandidateAlias)),
    _untold(m.CandidatePlace, _by(m.CandidatePlace)),
    _gone(m.CompanyBlock, _by(m.CompanyBlock)),
    _gone(m.RankingLog, _by(m.RankingLog)),
    _gone(m.YouthViews, _by(m.YouthViews)),
    # their own search
    _gone(m.Reminder, _by(m.Reminder)),
    _gone(m.SearchNote, _by(m.SearchNote)),
    _gone(
        m.TrackedStep,
        _under(m.TrackedStep, "tracked_id", m.TrackedApplication, _by(m.TrackedApplication)),
    ),
    _gone(m.TrackedApplication, _by(m.TrackedApplication)),
    _gone(m.SavedSearch, _by(m.SavedSearch)),
    _gone(m.YouthCv, _by(m.YouthCv), "hidden_experiences"),
    # accompaniment
    _gone(m.ActionStep, _under(m.ActionStep, "action_id", m.Action, _by(m.Action)), "batch_id"),
    _gone(m.Action, _by(m.Action), "created_by", "validated_by"),
    _gone(m.YouthDocument, _by(m.YouthDocument), "stored_as"),
    _gone(m.YouthWeek, _by(m.YouthWeek)),
    _gone(m.Appointment, _by(m.Appointment), "uid", "advisor_id", "structure_id", "created_by"),
    _gone(m.YouthNote, _by(m.YouthNote), "author_id"),
    _gone(m.NextStep, _by(m.NextStep), "author_id"),
    _gone(m.YouthSituation, _by(m.YouthSituation), "told_by"),
    _gone(m.ImiloEntry, _by(m.ImiloEntry), "entered_by", "batch", "key"),
    _gone(m.TransferYouth, _by(m.TransferYouth)),
    _gone(m.FollowUpSpan, _by(m.FollowUpSpan), "advisor_id", "by_id", "transfer_id"),
    _gone(m.JoinRequest, _by(m.JoinRequest), "structure_id", "answered_by"),
    _gone(m.Activation, _by(m.Activation), "selector", "code_hash", "created_by"),
    _gone(m.Agreement, _by(m.Agreement)),
    _gone(m.YouthRepresentative, _by(m.YouthRepresentative)),
    _gone(m.YouthObstacle, _by(m.YouthObstacle)),
    _gone(m.ErasureRequest, _by(m.ErasureRequest), "asked_by"),
    # what they can do, and who they are
    _gone(m.YouthExperience, _by(m.YouthExperience)),
    _gone(m.YouthSkill, _by(m.YouthSkill)),
    _gone(m.YouthAptitude, _by(m.YouthAptitude)),
    _gone(m.YouthOccupation, _by(m.YouthOccupation)),
    _gone(m.YouthProfile, _by(m.YouthProfile)),
    _gone(m.YouthIdentity, _by(m.YouthIdentity), "found_by"),
    # the account's own
    _untold(m.MailLink, _either(_by(m.MailLink), _of_account(m.MailLink))),
    _gone(
        m.PushSubscription,
        _of_account(m.PushSubscription),
        "session_id",
        "endpoint",
        "p256dh",
        "auth",
    ),
    _gone(m.ContactPoint, _of_account(m.ContactPoint), "code_hash"),
    _gone(m.NotificationChoice, _of_account(m.NotificationChoice)),
    _gone(m.NotificationSetting, _of_account(m.NotificationSetting), "stop_token"),
    _gone(m.Notification, _of_account(m.Notification), "cause", "matter", "about"),
    _untold(m.ClientCommand, _of_account(m.ClientCommand)),
    _gone(m.Passkey, _of_account(m.Passkey), "credential_id", "public_key", "sign_count"),
    _untold(m.PasskeyChallenge, _of_account(m.PasskeyChallenge)),
    _gone(m.Session, _of_account(m.Session), "token_hash"),
)

ROOTS = frozenset({m.Youth, m.Account})
"""The rows that stay without anything, so that their numbers are never given again (SQLite would)."""

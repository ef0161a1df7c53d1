"""An advisor fills a youth's profile with them, and it is written down that it was so."""

from dataclasses import dataclass

from myjobmatch.db.models import Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import ApplicationView
from myjobmatch.domain.enums import ApplicationStatus, ExperienceBand, Role
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.profile_view import ProfileView
from myjobmatch.services.accompaniment import followed_youth
from myjobmatch.services.applications import (
    AnswerApplication,
    answer_application,
    application_views,
)
from myjobmatch.services.building import service
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.profile_picks import Pick, pick_word
from myjobmatch.services.profiles import SaveProfile, profile_view, save_profile

OPEN = (
    ApplicationStatus.OPENED,
    ApplicationStatus.NOT_SENT,
    ApplicationStatus.SENT,
    ApplicationStatus.INTERVIEW,
    ApplicationStatus.IMMERSION,
    ApplicationStatus.NO_ANSWER,
)


@dataclass(frozen=True, slots=True)
class PickFor:
    """A word into, or out of, the profile of a youth (public id)."""

    youth_id: str
    pick: Pick


@dataclass(frozen=True, slots=True)
class AnswerFor:
    """How far a youth (public id) travels, in minutes, and how much they have worked."""

    youth_id: str
    max_minutes: int | None = None
    experience: ExperienceBand | None = None


@dataclass(frozen=True, slots=True)
class AnswerApplicationFor:
    """What became of an application of a youth (public ids), as they tell it beside their advisor."""

    youth_id: str
    application_id: str
    status: ApplicationStatus


@service(is_accompanying)
async def pick_for(actor: Actor, command: PickFor, uow: UnitOfWork) -> None:
    """Put a word into a youth's profile, or take it out, in their name.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
        Invalid: as `pick_word`.
    """
    youth = await followed_youth(actor, command.youth_id, uow)
    await pick_word(_in_name_of(actor, youth), command.pick, uow)
    _note(actor, youth, command.pick.what.value, uow)


@service(is_accompanying)
async def answer_for(actor: Actor, command: AnswerFor, uow: UnitOfWork) -> None:
    """Answer small questions of a youth's profile in their name.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
        Invalid: as `save_profile`.
    """
    youth = await followed_youth(actor, command.youth_id, uow)
    changes = SaveProfile(max_minutes=command.max_minutes, experience=command.experience)
    await save_profile(_in_name_of(actor, youth), changes, uow)
    _note(actor, youth, "answers", uow)


@service(is_accompanying, writes=False)
async def profile_for(
    actor: Actor, youth_public_id: str, uow: UnitOfWork, matching: MatchingRuntime
) -> tuple[str, ProfileView]:
    """A youth's first name and profile, to be filled in beside them.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    identity = await uow.youths.identity(youth.id)
    view = await profile_view(youth.id, actor.locale, uow, matching.catalogue)
    return identity.first_name if identity else "", view


@service(is_accompanying, writes=False)
async def applications_of(
    actor: Actor, youth_public_id: str, uow: UnitOfWork
) -> list[ApplicationView]:
    """A youth's applications to outside offers whose end is not known, to be answered for them.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    views = await application_views(await uow.applications.of_youths([youth.id]), uow)
    return [view for view in views if view.status in OPEN]


@service(is_accompanying)
async def answer_application_for(
    actor: Actor, command: AnswerApplicationFor, uow: UnitOfWork
) -> None:
    """Say what became of an application, in the youth's name.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`), not an application of theirs
            (`application_unknown`).
        Conflict: not a step that can follow (`application_transition`).
    """
    youth = await followed_youth(actor, command.youth_id, uow)
    answer = AnswerApplication(command.application_id, command.status)
    await answer_application(_in_name_of(actor, youth), answer, uow)
    uow.ledger.audit(
        actor,
        "application_answered_for",
        "youth",
        youth.id,
        in_name_of=f"youth:{youth.public_id}",
        details={"status": command.status.value},
    )


def _in_name_of(actor: Actor, youth: Youth) -> Actor:
    return Actor(
        account_id=actor.account_id,
        public_id=actor.public_id,
        role=Role.YOUTH,
        structure_id=youth.structure_id,
        youth_id=youth.id,
        locale=actor.locale,
        by=actor.role,
    )


def _note(actor: Actor, youth: Youth, what: str, uow: UnitOfWork) -> None:
    uow.ledger.audit(
        actor,
        "profile_filled",
        "youth",
        youth.id,
        in_name_of=f"youth:{youth.public_id}",
        details={"what": what},
    )

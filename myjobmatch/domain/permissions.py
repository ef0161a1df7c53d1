"""Who may do what, as one-line predicates whose docstrings tell the policy.

Two kinds: policies look at the actor alone and open the door of a service; scopes look at the actor
and the thing, and are asked once it is loaded. What a scope refuses is answered as not found, so
that nobody learns what exists.
"""

from collections.abc import Callable

from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import NotFound

Policy = Callable[[Actor], bool]


def is_youth(actor: Actor) -> bool:
    """A youth, for themselves."""
    return actor.role is Role.YOUTH and actor.youth_id is not None


def is_employer_side(actor: Actor) -> bool:
    """A recruiter, or an employment officer who acts in an employer's name."""
    return actor.role in (Role.RECRUITER, Role.EMPLOYMENT_OFFICER)


def is_employment_officer(actor: Actor) -> bool:
    """A Mission Locale's person for companies."""
    return actor.role is Role.EMPLOYMENT_OFFICER


def is_accompanying(actor: Actor) -> bool:
    """An advisor, or the manager of their structure."""
    return actor.role in (Role.ADVISOR, Role.MANAGER)


def is_manager(actor: Actor) -> bool:
    """The manager of a structure."""
    return actor.role is Role.MANAGER


def is_funder(actor: Actor) -> bool:
    """A funder: figures of the operations that they may see, and nobody's identity."""
    return actor.role is Role.FUNDER


def is_approving(actor: Actor) -> bool:
    """Who may approve what employers submit: officer or manager of the structure."""
    return actor.role in (Role.EMPLOYMENT_OFFICER, Role.MANAGER)


def is_writing(actor: Actor) -> bool:
    """Who takes part in conversations."""
    return actor.role in (Role.YOUTH, Role.RECRUITER, Role.EMPLOYMENT_OFFICER, Role.ADVISOR)


def is_system(actor: Actor) -> bool:
    """The product itself; no request makes such an actor."""
    return actor.is_system


def is_system_or_administrator(actor: Actor) -> bool:
    """The product itself, or the administrator of the installation."""
    return actor.is_system or actor.role is Role.ADMINISTRATOR


def is_watching_feeds(actor: Actor) -> bool:
    """The system itself, administrators, and managers, whose decks are filled by the feeds."""
    return is_system_or_administrator(actor) or actor.role is Role.MANAGER


def is_anyone(actor: Actor) -> bool:
    """What is public: whoever asks, the product itself for those who are not signed in."""
    return isinstance(actor, Actor)


def is_signed_in(actor: Actor) -> bool:
    """Any signed-in person."""
    return not actor.is_system


def may_act_for_company(actor: Actor, *, company_id: int, structure_id: int) -> bool:
    """A recruiter for their own company; an employment officer for those their structure follows."""
    if actor.role is Role.RECRUITER:
        return actor.company_id == company_id
    return actor.role is Role.EMPLOYMENT_OFFICER and actor.structure_id == structure_id


def may_follow(actor: Actor, *, structure_id: int | None) -> bool:
    """Advisors and managers see the youths of their own structure, and of no other."""
    return (
        is_accompanying(actor) and structure_id is not None and actor.structure_id == structure_id
    )


def is_own_advisor(actor: Actor, *, advisor_id: int | None, youth_id: int) -> bool:
    """Who accompanies the youth today: obstacles and conversations are theirs alone.

    `advisor_id` is the youth's own advisor: it is them, whoever answers in their place today, or whoever
    shares the follow-up. The actor is resolved anew at each request, so that what was taken back is over at once.
    """
    return actor.role is Role.ADVISOR and (
        youth_id in actor.shares
        or (
            advisor_id is not None
            and (actor.account_id == advisor_id or advisor_id in actor.stands_for)
        )
    )


def may_settle_week(
    actor: Actor, *, structure_id: int | None, advisor_id: int | None, youth_id: int
) -> bool:
    """Who settles a youth's week: whoever accompanies them today, or the manager of their structure."""
    if actor.role is Role.MANAGER:
        return may_follow(actor, structure_id=structure_id)
    return is_own_advisor(actor, advisor_id=advisor_id, youth_id=youth_id)


def require(allowed: bool, code: str = "not_found") -> None:
    """Go on if allowed.

    Raises:
        NotFound: it is not: the actor does not learn whether the thing exists.
    """
    if not allowed:
        raise NotFound(code)

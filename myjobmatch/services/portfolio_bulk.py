"""What is done with several youths of the table at once: propose, invite, write, give to an advisor; and undone.

Each acts by the same services as for one youth, with the same rights; whoever cannot take part is left and counted.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from myjobmatch.db.models import Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.continuity import TransferKind
from myjobmatch.domain.enums import ProposalStatus, Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_accompanying, is_own_advisor, may_follow
from myjobmatch.domain.text import one_line
from myjobmatch.services.accompaniment import Propose, propose_offer
from myjobmatch.services.broadcasts import StartBroadcast, start_broadcast
from myjobmatch.services.building import service
from myjobmatch.services.following import give_advisor
from myjobmatch.services.notices import tell_youth
from myjobmatch.services.portfolio import PortfolioQuery, found_ids
from myjobmatch.services.standing import may_accompany
from myjobmatch.services.transfers import HandOver, hand_over, undo_hand_over
from myjobmatch.services.workshop_invitations import ForYouths, invite_youths

MOST_CHOSEN = 500
OFFERS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Chosen:
    """Youths by their public ids, or all that a query finds."""

    youth_ids: tuple[str, ...] = ()
    query: PortfolioQuery | None = None


@dataclass(frozen=True, slots=True)
class BulkDone:
    """For how many it was done, how many were left as they are, and by what it is undone."""

    done: int
    left: int
    undo: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteToMany:
    """A message to each of them; `{prénom}` stands for the first name."""

    chosen: Chosen
    body: str


@dataclass(frozen=True, slots=True)
class ProposeToMany:
    """An offer (public id) for each of them, with a word."""

    chosen: Chosen
    offer_id: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class InviteMany:
    """A workshop's session (public id) for each of them."""

    chosen: Chosen
    session_id: str


@dataclass(frozen=True, slots=True)
class AssignMany:
    """An advisor (public id) who accompanies each of them from now on."""

    chosen: Chosen
    advisor_id: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Proposals of an offer that are taken back, as far as nobody decided on them."""

    offer_id: str
    youth_ids: tuple[str, ...]


@service(lambda actor: actor.role is Role.ADVISOR)
async def write_to_many(actor: Actor, command: WriteToMany, uow: UnitOfWork) -> BulkDone:
    """Write to those whom the actor accompanies among the chosen; each answers privately.

    Raises:
        Invalid: nobody (`bulk_nobody`), too many, or what was written (as `start_broadcast`).
    """
    youths = await _chosen(actor, command.chosen, uow)
    own = [y for y in youths if is_own_advisor(actor, advisor_id=y.advisor_id, youth_id=y.id)]
    if not own:
        raise Invalid("bulk_nobody")
    ids = tuple(youth.public_id for youth in own)
    sent = await start_broadcast(actor, StartBroadcast(ids, command.body), uow)
    return BulkDone(len(own), len(youths) - len(own), (sent,))


@service(lambda actor: actor.role is Role.ADVISOR)
async def propose_to_many(actor: Actor, command: ProposeToMany, uow: UnitOfWork) -> BulkDone:
    """Propose an offer to each of them; who decided on it, or has it proposed, is left.

    Raises:
        Invalid: nobody, or too many (`bulk_nobody`, `bulk_many` with `most`); a long note (`note_long`).
        NotFound: no such offer (`offer_unknown`).
        Conflict: it is closed (`offer_closed`).
    """
    youths = await _chosen(actor, command.chosen, uow)
    offer = await uow.offers.by_public_id(checked_public_id(command.offer_id))
    if offer is None:
        raise NotFound("offer_unknown")
    if offer.id not in await uow.offers.still_open([offer.id], uow.clock.now()):
        raise Conflict("offer_closed", title=offer.title)
    done = []
    for youth in youths:
        if await uow.applications.proposal(youth.id, offer.id) is not None:
            continue
        try:
            await propose_offer(actor, Propose(youth.public_id, offer.public_id, command.note), uow)
        except Conflict:
            continue  # they decided on it themselves
        done.append(youth.public_id)
    return BulkDone(len(done), len(youths) - len(done), tuple(done))


@dataclass(frozen=True, slots=True)
class OfferChoice:
    """An offer that could be proposed to several."""

    id: str
    title: str
    company: str
    place: str


@service(lambda actor: actor.role is Role.ADVISOR, writes=False)
async def offers_to_choose(_actor: Actor, words: str, uow: UnitOfWork) -> list[OfferChoice]:
    """Open offers whose title, company or place holds the words, the newest first."""
    open_ids = await uow.offers.published_ids(uow.clock.now())
    ids = await uow.portfolio.search_offers(one_line(words)[:100], open_ids, OFFERS_SHOWN)
    rows = await uow.offers.rows(ids)
    return [
        OfferChoice(row.offer.public_id, row.offer.title, row.company_name, row.offer.place)
        for row in (rows[one] for one in ids)
    ]


@service(lambda actor: actor.role is Role.ADVISOR)
async def withdraw_proposals(actor: Actor, command: Withdraw, uow: UnitOfWork) -> int:
    """Take back the actor's own proposals of an offer that nobody decided on yet; answers how many.

    Raises:
        NotFound: no such offer (`offer_unknown`), or a youth of another structure (`youth_unknown`).
    """
    offer = await uow.offers.by_public_id(checked_public_id(command.offer_id))
    if offer is None:
        raise NotFound("offer_unknown")
    taken = 0
    for youth in await _chosen(actor, Chosen(command.youth_ids), uow):
        proposal = await uow.applications.proposal(youth.id, offer.id)
        if (
            proposal is not None
            and proposal.advisor_id == actor.account_id
            and proposal.status is ProposalStatus.PROPOSED
        ):
            await uow.applications.withdraw_proposal(proposal)
            await tell_youth(uow, youth)
            taken += 1
    return taken


@service(is_accompanying)
async def invite_many(actor: Actor, command: InviteMany, uow: UnitOfWork) -> BulkDone:
    """Invite each of them to a workshop's session.

    Raises:
        Invalid: nobody, or too many (`bulk_nobody`, `bulk_many` with `most`).
        DomainError: what `invite_youths` refuses.
    """
    youths = await _chosen(actor, command.chosen, uow)
    ids = tuple(youth.public_id for youth in youths)
    dealt = await invite_youths(actor, ForYouths(command.session_id, ids), uow)
    return BulkDone(dealt.done, dealt.left)


@service(is_accompanying)
async def assign_many(actor: Actor, command: AssignMany, uow: UnitOfWork) -> BulkDone:
    """Give youths to an advisor of the structure: a manager any, an advisor their own. The history is kept.

    Raises:
        Invalid: nobody, or too many (`bulk_nobody`, `bulk_many` with `most`).
        NotFound: no such colleague (`advisor_unknown`).
    """
    youths = await _chosen(actor, command.chosen, uow)
    advisor = await uow.accounts.by_public_id(checked_public_id(command.advisor_id))
    if advisor is None or not may_accompany(advisor, actor.structure_id):
        raise NotFound("advisor_unknown")
    by_giver: dict[int, list[Youth]] = defaultdict(list)
    nobodys: list[Youth] = []
    for youth in youths:
        if youth.advisor_id == advisor.id:
            continue
        if youth.advisor_id is None and actor.role is Role.MANAGER:
            nobodys.append(youth)
        elif youth.advisor_id is not None and (
            # who only stands in, or follows beside, gives nobody away
            actor.role is Role.MANAGER or youth.advisor_id == actor.account_id
        ):
            by_giver[youth.advisor_id].append(youth)
    done = await give_advisor(uow, actor, nobodys, advisor.id)
    day = paris_day(uow.clock.now()).isoformat()
    batches = []
    for giver_id, theirs in by_giver.items():
        giver = await uow.accounts.get(giver_id)
        plan = HandOver(
            to_ids=(advisor.public_id,),
            kind=TransferKind.PERMANENT,
            from_day=day,
            from_id=giver.public_id if giver else "",
            youth_ids=tuple(youth.public_id for youth in theirs),
        )
        batches.append(await hand_over(actor, plan, uow))
        done += len(theirs)
    return BulkDone(done, len(youths) - done, tuple(batches))


@service(is_accompanying)
async def undo_assign(actor: Actor, batches: tuple[str, ...], uow: UnitOfWork) -> None:
    """Take back what was assigned today.

    Raises:
        DomainError: what `undo_hand_over` refuses.
    """
    for batch in batches[:MOST_CHOSEN]:
        await undo_hand_over(actor, batch, uow)


async def _chosen(actor: Actor, chosen: Chosen, uow: UnitOfWork) -> Sequence[Youth]:
    """The youths, all of the actor's structure.

    Raises:
        Invalid: nobody, or too many (`bulk_nobody`, `bulk_many` with `most`).
        NotFound: one of another structure (`youth_unknown`).
    """
    if chosen.query is not None:
        ids = await found_ids(actor, chosen.query, uow)
        if len(ids) > MOST_CHOSEN:
            raise Invalid("bulk_many", most=MOST_CHOSEN)
        youths = await uow.youths.of_ids(ids)
    else:
        wanted = list(dict.fromkeys(chosen.youth_ids))
        if len(wanted) > MOST_CHOSEN:
            raise Invalid("bulk_many", most=MOST_CHOSEN)
        youths = await uow.youths.of_public_ids([checked_public_id(one) for one in wanted])
        if len(youths) != len(wanted):
            raise NotFound("youth_unknown")
    if not youths:
        raise Invalid("bulk_nobody")
    if not all(may_follow(actor, structure_id=youth.structure_id) for youth in youths):
        raise NotFound("youth_unknown")
    return youths

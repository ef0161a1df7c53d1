"""Words of an offer that may be lawful: kept, asked of the structure once, settled by whoever answers."""

from collections.abc import Iterable

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import Offer, OfferCheck
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.offer_check import Finding, folded
from myjobmatch.services.offer_texts import WordingCheck, check_wording

LONGEST_WORDS = 200


async def note_wording(offer: Offer, uow: UnitOfWork) -> bool:
    """Keep what should be read in an offer's words; answers whether somebody has to read it first.

    What was allowed once in the same words is not asked again.
    """
    wording = await off_loop(check_wording, offer.title, offer.description)
    known = {(row.kind, row.words_key): row for row in await uow.offer_checks.of_offer(offer.id)}
    waits = False
    for finding in wording.asked:
        row = known.get(_key(finding))
        if row is None:
            row = _row(finding, offer, uow)
            known[row.kind, row.words_key] = row
            uow.offer_checks.add(row)
        elif row.allowed is False:
            row.allowed = row.settled_at = row.settled_by = None
        waits = waits or row.allowed is not True
    return waits


async def settle_wording(actor: Actor, offer: Offer, uow: UnitOfWork, *, allowed: bool) -> None:
    """Somebody read what was asked of an offer: all of it may stand, or not."""
    for row in await uow.offer_checks.of_offer(offer.id):
        if row.settled_at is None:
            row.settled_at, row.settled_by = uow.clock.now(), actor.account_id
            row.allowed = allowed


async def wording_to_read(offer: Offer, uow: UnitOfWork) -> WordingCheck:
    """What somebody has to read in an offer, where it stands in its words."""
    allowed = {
        (row.kind, row.words_key)
        for row in await uow.offer_checks.of_offer(offer.id)
        if row.allowed
    }

    def open_ones(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(one for one in findings if _key(one) not in allowed)

    wording = await off_loop(check_wording, offer.title, offer.description)
    return WordingCheck(open_ones(wording.title), open_ones(wording.description))


def _key(finding: Finding) -> tuple[str, str]:
    return finding.kind, folded(finding.words)[:LONGEST_WORDS]


def _row(finding: Finding, offer: Offer, uow: UnitOfWork) -> OfferCheck:
    kind, key = _key(finding)
    return OfferCheck(
        offer_id=offer.id,
        kind=kind,
        words=finding.words[:LONGEST_WORDS],
        words_key=key,
        article=finding.article,
        severity=finding.severity,
        found_at=uow.clock.now(),
    )

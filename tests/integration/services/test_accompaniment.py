"""The advisor's table and page: who needs something, who may look, what a proposal does."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from myjobmatch.db.models import Match, Youth, YouthObstacle
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import (
    ContractKind,
    DecisionKind,
    Licence,
    MatchStatus,
    OfferStatus,
    ProposalStatus,
    Role,
)
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid, NotFound
from myjobmatch.domain.portfolio import Attention, PortfolioPage, PortfolioSort
from myjobmatch.matching.encoder import Encoder
from myjobmatch.services.accompaniment import (
    FindOffers,
    Propose,
    find_offers,
    propose_offer,
    youth_page,
)
from myjobmatch.services.application import Application
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.decks import DeckQuery, deal_offers
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.portfolio import PortfolioQuery, list_portfolio
from tests import factories


@dataclass
class Office:
    """One structure with two advisors, and an advisor of another."""

    app: Application
    words: factories.Words
    advisor: Actor
    colleague: Actor
    manager: Actor
    stranger: Actor
    youth: Actor
    public_id: str
    silent_id: str


@pytest.fixture
async def office(database: Database, clock: FixedClock, encoder: Encoder) -> Office:
    async with database.unit() as uow:
        words = await factories.catalogue(uow)
        here, there = await factories.structure(uow), await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, here)
        colleague = await factories.staff(uow, Role.ADVISOR, here)
        skills = (words.skills["sell"],)
        youth = await factories.youth(uow, here, advisor=advisor, skills=skills)
        silent = await factories.youth(
            uow, here, advisor=advisor, identity={"first_name": "Élodie", "last_name": "Ça-Va"}
        )
        await factories.youth(uow, here, advisor=colleague)
        rows = [await uow.youths.get(a.youth_id or 0) for a in (youth, silent)]
        people = [row for row in rows if row is not None]
        for person in people:
            person.created_at = clock.now() - timedelta(days=90)
        people[0].last_active_at = clock.now() - timedelta(hours=2)
        people[1].last_active_at = clock.now() - timedelta(days=20)
        return Office(
            app=Application(database, clock, MatchingRuntime(database, None, encoder)),
            words=words,
            advisor=advisor,
            colleague=colleague,
            manager=await factories.staff(uow, Role.MANAGER, here),
            stranger=await factories.staff(uow, Role.ADVISOR, there),
            youth=youth,
            public_id=people[0].public_id,
            silent_id=people[1].public_id,
        )


async def table(office: Office, actor: Actor, query: PortfolioQuery) -> PortfolioPage:
    return await office.app.run(list_portfolio, actor, query)


async def test_the_table_is_the_advisors_own_unless_they_ask_for_all(office: Office) -> None:
    own = await table(office, office.advisor, PortfolioQuery())
    everyone = await table(office, office.advisor, PortfolioQuery(everyone=True))
    managers = await table(office, office.manager, PortfolioQuery())
    elsewhere = await table(office, office.stranger, PortfolioQuery(everyone=True))
    assert (own.total, everyone.total, managers.total, elsewhere.total) == (2, 3, 3, 0)


async def test_who_drifts_away_comes_first_and_says_why(office: Office) -> None:
    page = await table(office, office.advisor, PortfolioQuery())
    assert page.rows[0].id == office.silent_id
    assert page.rows[0].attention == (Attention.SILENT, Attention.EMPTY_PROFILE)
    assert page.rows[1].attention == (Attention.NO_LIKES,)
    assert page.counts == {"silent": 1, "empty_profile": 1, "no_likes": 1}
    only = await table(office, office.advisor, PortfolioQuery(attention=Attention.SILENT))
    assert [row.id for row in only.rows] == [office.silent_id]


@pytest.mark.parametrize("words", ["elodie", "ÇA", "evry", "courcouronnes elo"])
async def test_search_forgives_accents_and_case(office: Office, words: str) -> None:
    page = await table(office, office.advisor, PortfolioQuery(search=words))
    assert office.silent_id in {row.id for row in page.rows}


async def test_the_table_is_sorted_both_ways(office: Office) -> None:
    up = await table(office, office.advisor, PortfolioQuery(sort=PortfolioSort.LAST_ACTIVE))
    down = await table(
        office, office.advisor, PortfolioQuery(sort=PortfolioSort.LAST_ACTIVE, descending=True)
    )
    assert [r.id for r in up.rows] == [r.id for r in reversed(down.rows)]


async def test_a_waiting_consent_needs_attention_first(
    office: Office, database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        youth = await uow.youths.get(office.youth.youth_id or 0)
        assert isinstance(youth, Youth)
        where = await factories.structure(uow)
        offer = await factories.offer(uow, await factories.company(uow, where))
        uow.matches.add(
            Match(
                public_id="waiting-for-consent",
                youth_id=youth.id,
                offer_id=offer.id,
                status=MatchStatus.CONSENT_ASKED,
                created_at=clock.now(),
                updated_at=clock.now(),
            )
        )
    page = await table(office, office.advisor, PortfolioQuery())
    assert page.rows[0].id == office.public_id
    assert page.rows[0].attention[0] is Attention.CONSENT_WAITING


async def test_a_page_is_for_the_structure_and_obstacles_for_the_own_advisor(
    office: Office, database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        uow.youths.add(
            YouthObstacle(
                youth_id=office.youth.youth_id or 0,
                kind="housing",
                note="chez un ami",
                created_at=clock.now(),
            )
        )
    await office.app.matching.refresh()
    run, matching = office.app.run, office.app.matching
    own = await run(youth_page, office.advisor, office.public_id, matching)
    colleagues = await run(youth_page, office.colleague, office.public_id, matching)
    assert [o.kind for o in own.obstacles] == ["housing"]
    assert (own.own, colleagues.own, colleagues.obstacles) == (True, False, ())
    assert own.profile.skills[0].label == "Conseiller un client"
    with pytest.raises(NotFound):
        await run(youth_page, office.stranger, office.public_id, matching)
    with pytest.raises(Forbidden):
        await run(youth_page, office.youth, office.public_id, matching)


async def test_reading_a_file_is_audited(office: Office, database: Database) -> None:
    await office.app.matching.refresh()
    await office.app.run(youth_page, office.advisor, office.public_id, office.app.matching)
    async with database.unit(write=False) as uow:
        entries = await uow.ledger.audits_of("youth", office.youth.youth_id or 0)
    assert [(e.action, e.account_id) for e in entries] == [
        ("youth_read", office.advisor.account_id)
    ]


async def test_a_proposal_comes_first_even_beyond_the_usual_limits(
    office: Office, database: Database
) -> None:
    async with database.unit() as uow:
        company = await factories.company(uow, await factories.structure(uow))
        sell = (office.words.skills["sell"],)
        near = await factories.offer(uow, company, skills=sell)
        far = await factories.offer(
            uow,
            company,
            latitude=48.0,
            longitude=2.7,
            contract=ContractKind.SEASONAL,
            licences_required=[Licence.B.value],
        )
    before = await deal_offers(office.app, office.youth, DeckQuery())
    assert [c.id for c in before.cards] == [near.public_id]
    view = await office.app.run(
        propose_offer, office.advisor, Propose(office.public_id, far.public_id, " Pour toi ? ")
    )
    assert (view.status, view.note) == (ProposalStatus.PROPOSED, "Pour toi ?")
    after = await deal_offers(office.app, office.youth, DeckQuery())
    assert [(c.id, c.proposed_by_advisor) for c in after.cards] == [
        (far.public_id, True),
        (near.public_id, False),
    ]
    async with database.unit() as uow:
        await decide_on_offer(office.youth, Decide(far.public_id, DecisionKind.LIKE), uow)
    again = await office.app.run(
        propose_offer, office.advisor, Propose(office.public_id, far.public_id)
    )
    assert again.status is ProposalStatus.LIKED


async def test_what_cannot_be_proposed_is_told(office: Office, database: Database) -> None:
    async with database.unit() as uow:
        company = await factories.company(uow, await factories.structure(uow))
        closed = await factories.offer(uow, company, status=OfferStatus.FILLED)
        decided = await factories.offer(uow, company)
        await decide_on_offer(office.youth, Decide(decided.public_id, DecisionKind.PASS), uow)
    for offer, code in ((closed, "offer_closed"), (decided, "already_decided")):
        with pytest.raises(Conflict, match=code):
            await office.app.run(
                propose_offer, office.advisor, Propose(office.public_id, offer.public_id)
            )
    with pytest.raises(Invalid, match="note_long"):
        await office.app.run(
            propose_offer,
            office.advisor,
            Propose(office.public_id, decided.public_id, "x" * 501),
        )
    with pytest.raises(NotFound):
        await office.app.run(
            propose_offer, office.stranger, Propose(office.public_id, decided.public_id)
        )


async def test_offers_to_propose_can_be_searched(office: Office, database: Database) -> None:
    async with database.unit() as uow:
        company = await factories.company(uow, await factories.structure(uow))
        baker = await factories.offer(uow, company, title="Boulanger / Boulangère")
        await factories.offer(uow, company, title="Maçon / Maçonne")
    everything = await find_offers(office.app, office.advisor, FindOffers(office.public_id))
    found = await find_offers(office.app, office.advisor, FindOffers(office.public_id, "boulang"))
    assert len(everything.cards) == 2
    assert [c.id for c in found.cards] == [baker.public_id]

"""The advisor's first page: what stands on it, for whom, and what becomes of a row done or put off."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from myjobmatch.db.models import Activity, JoinRequest, Match
from myjobmatch.db.models import Application as Applied
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import (
    CompanyStatus,
    FollowUp,
    MatchStatus,
    OfferStatus,
    ReportReason,
    Role,
)
from myjobmatch.domain.errors import Forbidden, Invalid, NotFound
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.today import PutOff, TodayKind, TodayPage
from myjobmatch.services.application import Application
from myjobmatch.services.company_approval import (
    DecideCompany,
    OfferSeen,
    decide_company,
    list_company_cases,
)
from myjobmatch.services.conversations import (
    ReadConversation,
    SendMessage,
    conversation_with_youth,
    list_conversations,
    read_conversation,
    send_message,
)
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.offer_reports import ReportOffer, report_offer
from myjobmatch.services.today.desk import (
    PutOffRow,
    finish_row,
    list_today,
    put_off_row,
    settle_row,
    settle_silence,
    unmark_later,
    unmark_row,
)
from myjobmatch.services.today.registry import SOURCES
from tests import factories
from tests.integration.db.test_query_budgets import counted


@dataclass
class Desk:
    """Two structures; an advisor with two youths who came lately, a colleague, a manager."""

    app: Application
    advisor: Actor
    colleague: Actor
    manager: Actor
    stranger: Actor
    lina: Actor
    moussa: Actor
    lina_id: str


@pytest.fixture
async def desk(database: Database, clock: FixedClock) -> Desk:
    async with database.unit() as uow:
        here, there = await factories.structure(uow), await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, here)
        lina = await factories.youth(uow, here, advisor=advisor, identity={"first_name": "Lina"})
        moussa = await factories.youth(
            uow, here, advisor=advisor, identity={"first_name": "Moussa"}
        )
        ids = []
        for one in (lina, moussa):
            person = await uow.youths.get(one.youth_id or 0)
            assert person is not None
            person.created_at = clock.now() - timedelta(days=90)
            person.last_active_at = clock.now() - timedelta(hours=5)
            ids.append(person.public_id)
        return Desk(
            Application(database, clock, MatchingRuntime(database, None)),
            advisor,
            await factories.staff(uow, Role.ADVISOR, here),
            await factories.staff(uow, Role.MANAGER, here),
            await factories.staff(uow, Role.ADVISOR, there),
            lina,
            moussa,
            ids[0],
        )


async def today(desk: Desk, actor: Actor | None = None) -> TodayPage:
    return await desk.app.run(list_today, actor or desk.advisor, None)


def told(page: TodayPage) -> dict[str, list[str]]:
    return {g.kind.value: [r.subject.split()[0] for r in g.rows] for g in page.groups}


async def write(desk: Desk, youth: Actor, words: str) -> str:
    """A message of a youth; the conversation's id."""
    (view,) = await desk.app.run(list_conversations, youth, None)
    await desk.app.run(send_message, youth, SendMessage(view.id, words))
    return view.id


async def test_on_a_quiet_day_nothing_waits(desk: Desk) -> None:
    assert (await today(desk)).groups == ()


async def test_a_message_waits_until_it_is_read(desk: Desk, clock: FixedClock) -> None:
    conversation = await write(desk, desk.lina, "Bonjour")
    (group,) = (await today(desk)).groups
    (row,) = group.rows
    assert (group.kind, group.total, row.subject) == (TodayKind.MESSAGE, 1, "Lina Quatremer")
    assert row.href == f"/conseil/messages?c={conversation}"
    assert (row.count, row.urgent) == (1, False)
    clock.advance(timedelta(days=3))
    (row,) = (await today(desk)).groups[0].rows
    assert row.urgent
    await desk.app.run(read_conversation, desk.advisor, ReadConversation(conversation))
    assert told(await today(desk)).get("message") is None


async def test_what_is_done_returns_when_they_write_again(desk: Desk, clock: FixedClock) -> None:
    await write(desk, desk.lina, "Bonjour")
    key = (await today(desk)).groups[0].rows[0].key
    before = await desk.app.run(finish_row, desk.advisor, key)
    assert before.kind is None
    assert (await today(desk)).groups == ()
    await desk.app.run(unmark_row, desk.advisor, key)
    assert told(await today(desk)) == {"message": ["Lina"]}
    await desk.app.run(finish_row, desk.advisor, key)
    clock.advance(timedelta(minutes=1))
    await write(desk, desk.lina, "Tu es là ?")
    assert told(await today(desk)) == {"message": ["Lina"]}


async def test_what_is_put_off_comes_back(desk: Desk, clock: FixedClock) -> None:
    await write(desk, desk.lina, "Bonjour")
    clock.advance(timedelta(minutes=1))
    await write(desk, desk.moussa, "Salut")
    key = (await today(desk)).groups[0].rows[0].key
    await desk.app.run(put_off_row, desk.advisor, PutOffRow(key, PutOff.TOMORROW))
    page = await today(desk)
    assert told(page) == {"message": ["Moussa"]}
    assert (page.groups[0].total, page.later) == (1, 1)
    clock.advance(timedelta(days=1))
    assert told(await today(desk)) == {"message": ["Lina", "Moussa"]}
    await desk.app.run(put_off_row, desk.advisor, PutOffRow(key, PutOff.NEXT_WEEK))
    assert await desk.app.run(unmark_later, desk.advisor, None) == 1
    assert told(await today(desk)) == {"message": ["Lina", "Moussa"]}
    with pytest.raises(Invalid, match="today_day"):
        await desk.app.run(put_off_row, desk.advisor, PutOffRow(key, PutOff.DAY, "hier"))


async def test_marks_are_of_one_account_and_of_what_waits_for_them(desk: Desk) -> None:
    await write(desk, desk.lina, "Bonjour")
    key = (await today(desk)).groups[0].rows[0].key
    for other in (desk.colleague, desk.stranger, desk.manager):
        assert told(await today(desk, other)) == {}
        for service, command in (
            (finish_row, key),
            (settle_row, key),
            (put_off_row, PutOffRow(key, PutOff.TOMORROW)),
        ):
            with pytest.raises(NotFound, match="row_unknown"):
                await desk.app.run(service, other, command)
    with pytest.raises(NotFound):
        await desk.app.run(finish_row, desk.advisor, "message:" + "x" * 500)
    with pytest.raises(Forbidden):
        await desk.app.run(list_today, desk.lina, None)


async def test_silence_is_counted_as_the_structure_says(
    desk: Desk, database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        person = await uow.youths.get(desk.lina.youth_id or 0)
        assert person is not None
        person.last_active_at = clock.now() - timedelta(days=10)
    assert told(await today(desk)) == {}
    assert await desk.app.run(settle_silence, desk.manager, 7) == 7
    page = await today(desk)
    assert (told(page), page.silent_days) == ({"silent": ["Lina"]}, 7)
    assert page.groups[0].behind == "/conseil/portefeuille?attention=silent"
    assert told(await today(desk, desk.manager)) == {"silent": ["Lina"]}
    assert told(await today(desk, desk.stranger)) == {}
    with pytest.raises(Invalid, match="silent_days"):
        await desk.app.run(settle_silence, desk.manager, 1)
    with pytest.raises(Forbidden):
        await desk.app.run(settle_silence, desk.advisor, 7)


async def test_consents_and_answers_due_name_the_offer(
    desk: Desk, database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        offer = await factories.offer(uow, await factories.company(uow, where), title="Fleuriste")
        outside = await factories.offer(uow, None, title="Plongeur / Plongeuse")
        uow.matches.add(
            Match(
                public_id=new_public_id(),
                youth_id=desk.lina.youth_id or 0,
                offer_id=offer.id,
                status=MatchStatus.CONSENT_ASKED,
                created_at=clock.now(),
                updated_at=clock.now(),
            )
        )
        uow.applications.add(
            Applied(
                public_id=new_public_id(),
                youth_id=desk.moussa.youth_id or 0,
                offer_id=outside.id,
                opened_at=clock.now() - timedelta(days=9),
                ask_after=clock.now() - timedelta(days=2),
            )
        )
    page = await today(desk)
    assert told(page) == {"consent": ["Lina"], "answer_due": ["Moussa"]}
    assert [g.rows[0].what for g in page.groups] == ["Fleuriste", "Plongeur / Plongeuse"]
    assert told(await today(desk, desk.colleague)) == {}


async def test_who_did_much_and_does_little_is_seen(
    desk: Desk, database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        for youth, days in ((desk.lina, [20] * 8 + [3]), (desk.moussa, [20] * 8 + [2] * 5)):
            for ago in days:
                uow.session.add(
                    Activity(
                        at=clock.now() - timedelta(days=ago),
                        structure_id=desk.advisor.structure_id,
                        kind=ActivityKind.OFFER_LIKED,
                        youth_id=youth.youth_id,
                        actor_role="youth",
                    )
                )
    page = await today(desk)
    assert told(page) == {"declining": ["Lina"]}
    assert (page.groups[0].rows[0].count, page.groups[0].rows[0].what) == (1, "4")


async def test_what_was_taken_back_hides_nobody_who_does_less(
    desk: Desk, database: Database, clock: FixedClock
) -> None:
    acts = [(20, False)] * 8 + [(20, True)] * 8 + [(3, False)] + [(3, True)] * 4
    async with database.unit() as uow:
        for ago, taken_back in acts:
            uow.session.add(
                Activity(
                    at=clock.now() - timedelta(days=ago),
                    structure_id=desk.advisor.structure_id,
                    kind=ActivityKind.INTERVIEWED,
                    youth_id=desk.lina.youth_id,
                    actor_role="youth",
                    taken_back=taken_back,
                )
            )
    page = await today(desk)
    assert told(page) == {"declining": ["Lina"]}
    assert (page.groups[0].rows[0].count, page.groups[0].rows[0].what) == (1, "4")


async def test_an_advisor_takes_a_request_in_with_one_button(
    desk: Desk, database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        here = await uow.accounts.structure(desk.advisor.structure_id or 0)
        assert here is not None
        alone = await factories.youth(uow, here, identity={"first_name": "Emma"})
        person = await uow.youths.get(alone.youth_id or 0)
        assert person is not None
        person.follow_up = FollowUp.REQUESTED
        uow.joining.add(
            JoinRequest(
                public_id=new_public_id(),
                youth_id=person.id,
                structure_id=here.id,
                created_at=clock.now(),
            )
        )
    page = await today(desk)
    assert told(page) == {"request": ["Emma"]}
    assert (page.groups[0].rows[0].act, page.groups[0].rows[0].href) == ("accept", "")
    for_manager = (await today(desk, desk.manager)).groups[0].rows[0]
    assert (for_manager.act, for_manager.href) == ("choose", "/conseil/demandes")
    await desk.app.run(settle_row, desk.advisor, page.groups[0].rows[0].key)
    assert told(await today(desk)) == {}
    async with database.unit(write=False) as uow:
        taken = await uow.youths.get(alone.youth_id or 0)
        assert taken is not None
        assert (taken.advisor_id, taken.follow_up) == (desk.advisor.account_id, FollowUp.FOLLOWED)


async def test_a_manager_approves_an_employer_and_sees_reports(
    desk: Desk, database: Database
) -> None:
    async with database.unit() as uow:
        here = await uow.accounts.structure(desk.manager.structure_id or 0)
        assert here is not None
        new = await factories.company(uow, here, name="Atelier Neuf", status=CompanyStatus.PENDING)
        await factories.offer(uow, new, status=OfferStatus.SUBMITTED, published_at=None)
        wrong = await factories.offer(uow, None, title="Offre bizarre")
        wrong_id = wrong.public_id
    await desk.app.run(report_offer, desk.lina, ReportOffer(wrong_id, ReportReason.MISLEADING))
    page = await today(desk, desk.manager)
    assert told(page) == {"report": ["Offre"], "employer": ["Atelier"]}
    assert told(await today(desk)) == {}
    row = page.groups[1].rows[0]
    assert (row.act, row.href) == ("open_company", "/conseil/entreprises")
    (case, *_) = await desk.app.run(list_company_cases, desk.manager, None)
    seen = tuple(OfferSeen(offer.id, offer.version) for offer in case.offers)
    approval = DecideCompany(case.id, case.status, CompanyStatus.APPROVED, offers=seen)
    await desk.app.run(decide_company, desk.manager, approval)
    assert told(await today(desk, desk.manager)) == {"report": ["Offre"]}
    async with database.unit(write=False) as uow:
        company = await uow.companies.get(new.id)
        assert company is not None
        assert company.status is CompanyStatus.APPROVED
        (published,) = await uow.offers.of_company(new.id)
        assert published.status is OfferStatus.PUBLISHED


async def test_an_offer_of_an_approved_company_that_waits_is_published_with_one_button(
    desk: Desk, database: Database
) -> None:
    async with database.unit() as uow:
        here = await uow.accounts.structure(desk.manager.structure_id or 0)
        assert here is not None
        known = await factories.company(uow, here, name="Atelier Connu")
        offer = await factories.offer(uow, known, status=OfferStatus.SUBMITTED, published_at=None)
        offer_id = offer.id
    page = await today(desk, desk.manager)
    await desk.app.run(settle_row, desk.manager, page.groups[0].rows[0].key)
    assert told(await today(desk, desk.manager)) == {}
    async with database.unit(write=False) as uow:
        published = await uow.offers.get(offer_id)
        assert published is not None
        assert published.status is OfferStatus.PUBLISHED


@pytest.mark.parametrize("youths", [2, 30])
async def test_the_page_asks_as_much_for_many_as_for_few(
    desk: Desk, database: Database, clock: FixedClock, youths: int
) -> None:
    async with database.unit() as uow:
        here = await uow.accounts.structure(desk.advisor.structure_id or 0)
        assert here is not None
        for _ in range(youths):
            made = await factories.youth(uow, here, advisor=desk.advisor)
            person = await uow.youths.get(made.youth_id or 0)
            assert person is not None
            person.last_active_at = clock.now() - timedelta(days=30)
    with counted(database) as statements:
        page = await today(desk)
    assert page.groups[0].total == youths
    # each source in a few queries, whatever there is to find
    assert len(statements) <= 2 * len(SOURCES)


async def test_a_conversation_opened_by_the_advisor_is_not_unread(desk: Desk) -> None:
    opened = await desk.app.run(conversation_with_youth, desk.advisor, desk.lina_id)
    await desk.app.run(send_message, desk.advisor, SendMessage(opened.id, "Bonjour Lina"))
    assert told(await today(desk)) == {}

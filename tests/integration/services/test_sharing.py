"""A company sees who somebody is as long as they agree, and no longer: closing, withdrawing, what stays."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.enums import DecisionKind, MatchStatus, Role
from myjobmatch.domain.errors import Conflict, Forbidden, NotFound
from myjobmatch.domain.sharing import CompanyReportReason, SharingContents
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.candidate_decks import CandidateQuery, deal_candidates
from myjobmatch.services.client_commands import ClientCommand, carry_out
from myjobmatch.services.company_reports import (
    ReportCompany,
    list_company_reports,
    report_company,
    settle_company_report,
)
from myjobmatch.services.conversations import (
    OpenThread,
    ReadConversation,
    SendMessage,
    list_conversations,
    list_inbox,
    open_thread,
    read_conversation,
    send_message,
)
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.decks import DeckQuery, OfferDeck, deal_offers
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    CloseMatch,
    answer_consent,
    close_match,
    list_company_matches,
    list_own_matches,
)
from myjobmatch.services.message_search import SearchMessages, search_messages
from myjobmatch.services.phone import SyncQuery, phone_news
from myjobmatch.services.sharing import (
    Block,
    Withdraw,
    block_company,
    own_sharing,
    withdraw_sharing,
)
from tests import factories
from tests.integration.services.in_touch import NAME, WORDS, Pair, asked, pair_in_touch, shared


@pytest.fixture
async def pair(database: Database) -> Pair:
    return await pair_in_touch(database)


async def seen_by_company(pair: Pair) -> str:
    """All that the services tell the company, as one text."""
    run, who = pair.app.run, pair.recruiter
    told: list[Sequence[object]] = [
        await run(list_company_matches, who, pair.company.id),
        await run(list_conversations, who, None),
        await run(list_inbox, who, None),
        await run(search_messages, who, SearchMessages("jeudi")),
    ]
    return repr(told)


async def thread_is_shut(pair: Pair, thread: str) -> None:
    """Nothing of a conversation may be read or written by the company."""
    for service, command in (
        (open_thread, OpenThread(thread)),
        (read_conversation, ReadConversation(thread)),
        (send_message, SendMessage(thread, "Bonjour ?")),
    ):
        with pytest.raises(NotFound):
            await pair.app.run(service, pair.recruiter, command)  # type: ignore[arg-type]


async def test_before_it_ends_the_company_sees_the_first_name_and_the_words(pair: Pair) -> None:
    told = await seen_by_company(pair)

    assert NAME in told
    assert "libre jeudi" in told


@pytest.mark.parametrize("who", ["recruiter", "officer", "youth"])
async def test_a_closed_match_names_nobody_any_more(pair: Pair, who: str) -> None:
    await pair.app.run(close_match, getattr(pair, who), CloseMatch(pair.match_id))

    told = await seen_by_company(pair)
    assert NAME not in told
    assert "libre jeudi" not in told
    await thread_is_shut(pair, pair.thread)


async def test_the_youth_keeps_the_conversation_of_a_closed_match(pair: Pair) -> None:
    await pair.app.run(close_match, pair.recruiter, CloseMatch(pair.match_id))

    threads = await pair.app.run(list_conversations, pair.youth, None)
    thread = next(one for one in threads if one.id == pair.thread)
    assert thread.closed
    assert [message.body for message in thread.messages] == [WORDS]
    with pytest.raises(Conflict):
        await pair.app.run(send_message, pair.youth, SendMessage(pair.thread, "Encore là ?"))


async def test_what_an_officer_closes_is_kept_with_the_company_s_name(pair: Pair) -> None:
    await pair.app.run(close_match, pair.officer, CloseMatch(pair.match_id))

    async with pair.app.database.unit(write=False) as uow:
        match = await uow.matches.by_public_id(pair.match_id)
        assert match is not None
        (entry,) = await uow.ledger.audits_of("match", match.id)
    assert entry.action == "match_closed"
    assert entry.in_name_of == pair.company.public_id
    assert entry.account_id == pair.officer.account_id


async def shared_page(pair: Pair) -> SharingContents:
    """What the youth's own page on it shows."""
    return await pair.app.run(own_sharing, pair.youth, None)


async def test_a_yes_taken_back_ends_all_of_it_for_the_company_at_once(pair: Pair) -> None:
    await shared(pair, pair.second)

    answer = await pair.app.run(withdraw_sharing, pair.youth, Withdraw(pair.company.public_id))

    assert answer == {"ended": 2}
    told = await seen_by_company(pair)
    assert NAME not in told
    assert "libre jeudi" not in told
    await thread_is_shut(pair, pair.thread)
    views = await pair.app.run(list_company_matches, pair.recruiter, pair.company.id)
    assert [(view.status, view.withdrawn, view.person) for view in views] == [
        (MatchStatus.CLOSED, True, ""),
        (MatchStatus.CLOSED, True, ""),
    ]
    async with pair.app.database.unit(write=False) as uow:
        consents = await uow.matches.consents(pair.youth.youth_id or 0)
        entries = await uow.ledger.audits_of("company", pair.company.id)
    assert all(consent.withdrawn_at == pair.app.clock.now() for consent in consents)
    assert [entry.action for entry in entries] == ["sharing_withdrawn"]


async def test_the_page_says_who_sees_the_first_name_and_since_when(pair: Pair) -> None:
    (company,) = (await shared_page(pair)).companies
    assert company.company == pair.company.name
    assert company.until is None
    assert company.offers == (pair.offer.title,)

    await pair.app.run(withdraw_sharing, pair.youth, Withdraw(pair.company.public_id))
    (company,) = (await shared_page(pair)).companies
    assert company.withdrawn
    assert company.until == pair.app.clock.now()

    await shared(pair, pair.second)  # another yes, later: they see it again
    (company,) = (await shared_page(pair)).companies
    assert company.until is None
    assert company.offers == (pair.second.title,)


async def test_what_the_company_ended_is_not_told_as_withdrawn(pair: Pair) -> None:
    await pair.app.run(close_match, pair.recruiter, CloseMatch(pair.match_id))

    (view,) = await pair.app.run(list_company_matches, pair.recruiter, pair.company.id)
    (company,) = (await shared_page(pair)).companies
    assert not view.withdrawn
    assert not company.withdrawn
    assert company.until is not None


async def test_taking_back_twice_is_once_and_nothing_shared_is_nothing_known(pair: Pair) -> None:
    command = Withdraw(pair.company.public_id)
    await pair.app.run(withdraw_sharing, pair.youth, command)
    assert await pair.app.run(withdraw_sharing, pair.youth, command) == {"ended": 0}
    async with pair.app.database.unit() as uow:
        stranger = await factories.youth(uow, await factories.structure(uow))
    with pytest.raises(NotFound):
        await pair.app.run(withdraw_sharing, stranger, command)
    with pytest.raises(Forbidden):
        await pair.app.run(withdraw_sharing, pair.recruiter, command)


async def test_a_question_that_waits_is_left_by_a_withdrawal_and_ended_by_a_block(
    pair: Pair,
) -> None:
    question = await asked(pair, pair.second)
    await pair.app.run(withdraw_sharing, pair.youth, Withdraw(pair.company.public_id))
    views = {view.id: view for view in await pair.app.run(list_own_matches, pair.youth, None)}
    assert views[question.id].status is MatchStatus.CONSENT_ASKED

    await pair.app.run(block_company, pair.youth, Block(offer_id=pair.offer.public_id))
    views = {view.id: view for view in await pair.app.run(list_own_matches, pair.youth, None)}
    assert views[question.id].status is MatchStatus.CLOSED


async def test_a_blocked_company_gets_no_yes_even_to_a_question_that_stands(pair: Pair) -> None:
    """A block and a match made at the same moment may miss one another."""
    question = await asked(pair, pair.second)
    async with pair.app.database.unit() as uow:
        await uow.sharing.block(pair.youth.youth_id or 0, pair.company.id, uow.clock.now())

    with pytest.raises(Conflict, match="match_transition"):
        await pair.app.run(
            answer_consent, pair.youth, AnswerConsent(question.id, True, CONSENT_TEXT_VERSION)
        )
    view = await pair.app.run(
        answer_consent, pair.youth, AnswerConsent(question.id, False, CONSENT_TEXT_VERSION)
    )
    assert view.status is MatchStatus.DECLINED


async def test_a_like_of_a_blocked_company_s_offer_asks_for_no_yes(pair: Pair) -> None:
    """The company liked before it was blocked; an offer may still be found by its address."""
    youth_id = pair.youth.youth_id or 0
    async with pair.app.database.unit() as uow:
        alias = (await uow.decisions.aliases(pair.second.id, [youth_id]))[youth_id]
    await pair.app.run(
        decide_on_candidate,
        pair.recruiter,
        DecideCandidate(pair.second.public_id, alias, DecisionKind.LIKE),
    )
    await pair.app.run(block_company, pair.youth, Block(pair.company.public_id))

    like = Decide(pair.second.public_id, DecisionKind.LIKE)
    assert (await pair.app.run(decide_on_offer, pair.youth, like)).match_id is None


async def test_a_phone_may_withdraw_close_and_block(pair: Pair) -> None:
    for kind, payload in (
        ("close_match", {"match_id": pair.match_id}),
        ("withdraw", {"company_id": pair.company.public_id}),
        ("block", {"company_id": pair.company.public_id}),
        ("block", {"company_id": pair.company.public_id, "off": True}),
        ("report_company", {"offer_id": pair.offer.public_id, "reason": "rude"}),
    ):
        command = ClientCommand(id=str(uuid4()), kind=kind, payload=payload)
        answer, _ = await carry_out(pair.app, pair.youth, command)
        assert answer.status == "done", (kind, answer)
    strange = ClientCommand(id=str(uuid4()), kind="block", payload={"company_id": "../../../x"})
    answer, _ = await carry_out(pair.app, pair.youth, strange)
    assert (answer.status, answer.code) == ("refused", "malformed")


async def test_a_blocked_company_and_the_youth_are_never_shown_to_one_another(pair: Pair) -> None:
    app, youth = pair.app, pair.youth
    async with app.database.unit() as uow:
        words = await factories.catalogue(uow)
        skills = tuple(words.skills.values())[:2]
        fresh = await factories.offer(uow, pair.company, skills=skills)
        other = await factories.offer(
            uow, await factories.company(uow, await factories.structure(uow)), skills=skills
        )
        who = await factories.youth(uow, await factories.structure(uow), skills=skills)
    pair = replace(pair, youth=(youth := who))

    def ids(deck: OfferDeck) -> set[str]:
        return {card.id for card in deck.cards}

    async def shown() -> bool:
        query = CandidateQuery(fresh.public_id, 60)
        deck = await deal_candidates(app, pair.recruiter, query)
        return any(card.alias == alias for card in deck.cards)

    async with app.database.unit() as uow:
        alias = (await uow.decisions.aliases(fresh.id, [youth.youth_id or 0]))[youth.youth_id or 0]
    assert ids(await deal_offers(app, youth, DeckQuery())) >= {fresh.public_id, other.public_id}
    assert await shown()
    await app.run(block_company, youth, Block(company_id=pair.company.public_id))

    dealt = ids(await deal_offers(app, youth, DeckQuery()))
    assert other.public_id in dealt
    assert fresh.public_id not in dealt
    news = await app.run(phone_news, youth, SyncQuery(have=(fresh.public_id, other.public_id)))
    assert news.gone == (fresh.public_id,)
    assert not await shown()
    like = DecideCandidate(fresh.public_id, alias, DecisionKind.LIKE)
    with pytest.raises(NotFound):
        await app.run(decide_on_candidate, pair.recruiter, like)
    assert [one.company for one in (await shared_page(pair)).blocked] == [pair.company.name]

    await app.run(block_company, youth, Block(company_id=pair.company.public_id, off=True))
    assert fresh.public_id in ids(await deal_offers(app, youth, DeckQuery()))
    assert await shown()
    assert (await shared_page(pair)).blocked == ()


async def test_a_message_reported_reaches_the_structure_as_it_was_written(pair: Pair) -> None:
    rude = await pair.app.run(send_message, pair.recruiter, SendMessage(pair.thread, "Payez-moi."))
    mine = await pair.app.run(send_message, pair.youth, SendMessage(pair.thread, "Non."))
    command = ReportCompany(CompanyReportReason.MONEY, message_id=rude.id, note="  Il insiste. ")
    await pair.app.run(report_company, pair.youth, command)
    await pair.app.run(report_company, pair.youth, command)  # twice is once

    (report,) = await pair.app.run(list_company_reports, pair.officer, None)
    assert (report.reason, report.excerpt, report.note, report.company) == (
        CompanyReportReason.MONEY,
        "Payez-moi.",
        "Il insiste.",
        pair.company.name,
    )
    assert NAME not in repr(report)
    with pytest.raises(NotFound):
        await pair.app.run(
            report_company,
            pair.youth,
            ReportCompany(CompanyReportReason.RUDE, message_id=mine.id),
        )
    async with pair.app.database.unit() as uow:
        stranger = await factories.youth(uow, await factories.structure(uow))
        elsewhere = await factories.staff(uow, Role.MANAGER, await factories.structure(uow))
    with pytest.raises(NotFound):
        await pair.app.run(report_company, stranger, command)
    with pytest.raises(NotFound):
        await pair.app.run(settle_company_report, elsewhere, report.id)
    await pair.app.run(settle_company_report, pair.officer, report.id)
    (report,) = await pair.app.run(list_company_reports, pair.officer, None)
    assert report.settled_at == pair.app.clock.now()

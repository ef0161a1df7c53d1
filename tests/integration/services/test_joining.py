"""Registering, activating, answering requests, agreeing: on both databases."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from myjobmatch.db.models import Activation, Activity, Agreement, AuditEntry, OutboxEvent, Youth
from myjobmatch.db.uow import Database
from myjobmatch.domain.activation_code import MOST_TRIES
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import (
    AgreementHow,
    FollowUp,
    RepresentativeStatus,
    RequestStatus,
    Role,
)
from myjobmatch.domain.errors import Conflict, DomainError, Invalid, NotFound, TooMany
from myjobmatch.domain.joining import JOIN_TEXT_VERSION
from myjobmatch.services.acting_for import AnswerFor, PickFor, answer_for, pick_for
from myjobmatch.services.activation import TRIES_BY_CLIENT
from myjobmatch.services.agreements import Agree, agree, agreement_of, representative_signed
from myjobmatch.services.attempts import WINDOW
from myjobmatch.services.invitations import (
    CODE_LIFE,
    door_state,
    give_code,
    revoke_code,
)
from myjobmatch.services.join_requests import (
    Accept,
    Redirect,
    Refuse,
    accept_request,
    list_requests,
    redirect_request,
    refuse_request,
    request_told,
    set_territory,
)
from myjobmatch.services.joining import Door
from myjobmatch.services.profile_picks import Pick, What
from myjobmatch.services.registration import TRIES_BY_CLIENT as MOST_REGISTRATIONS
from tests.integration.services.joining_house import (
    PASSWORD,
    House,
    activate,
    house,
    invited,
    register,
)

__all__ = ["house"]


async def test_who_registers_is_asked_of_the_structure_of_their_commune(
    house: House, database: Database
) -> None:
    actor = await register(house)
    assert (
        await house.sessions.sign_in("0639981234", PASSWORD, replaced=None, client="x")
    ).actor == actor
    waiting = await house.app.run(list_requests, house.advisor, None)
    assert [(one.first_name, one.age, one.commune) for one in waiting.requests] == [
        ("Inès", 21, "Melun")
    ]
    assert (await house.app.run(list_requests, house.elsewhere, None)).requests == ()
    assert len(waiting.advisors) == 2
    welcome = "Bonjour Inès, on se voit quand ?"
    command = Accept(waiting.requests[0].id, house.advisor.public_id, welcome)
    with pytest.raises(NotFound, match="request_unknown"):
        await house.app.run(accept_request, house.elsewhere, command)
    await house.app.run(accept_request, house.advisor, command)
    with pytest.raises(Conflict, match="request_answered"):
        await house.app.run(accept_request, house.colleague, command)
    async with database.unit() as uow:
        youth = await uow.youths.get(actor.youth_id or 0)
        assert youth is not None
        assert (youth.follow_up, youth.advisor_id) == (FollowUp.FOLLOWED, house.advisor.account_id)
        assert youth.visible
        told = await request_told(youth.id, uow)
        assert told is not None
        assert told.status is RequestStatus.ACCEPTED
        talk = await uow.conversations.with_advisor(youth.id)
        assert talk is not None
        topics = list(await uow.session.scalars(select(OutboxEvent.topic)))
        assert {"youth_registered", "join_request_answered", "message_sent"} <= set(topics)
        assert await uow.ledger.last_change_of("account", actor.account_id)


async def test_a_refusal_has_a_reason_and_a_redirection_asks_the_other_structure(
    house: House,
) -> None:
    first, second = await register(house), await register(house, door=Door("autre", PASSWORD))
    asked = (await house.app.run(list_requests, house.advisor, None)).requests
    with pytest.raises(Invalid, match="reason_missing"):
        await house.app.run(refuse_request, house.advisor, Refuse(asked[0].id, "  "))
    await house.app.run(refuse_request, house.advisor, Refuse(asked[0].id, "Déjà suivie ailleurs."))
    with pytest.raises(NotFound, match="structure_unknown"):
        await house.app.run(redirect_request, house.advisor, Redirect(asked[1].id, "A" * 22))
    sent_on = Redirect(asked[1].id, house.other_structure, "C'est plus près de chez toi.")
    await house.app.run(redirect_request, house.advisor, sent_on)
    async with house.app.database.unit(write=False) as uow:
        refused = await request_told(first.youth_id or 0, uow)
        moved = await request_told(second.youth_id or 0, uow)
    assert refused is not None
    assert (refused.status, refused.reason) == (RequestStatus.REFUSED, "Déjà suivie ailleurs.")
    assert moved is not None
    assert moved.status is RequestStatus.WAITING
    theirs = (await house.app.run(list_requests, house.elsewhere, None)).requests
    assert [one.first_name for one in theirs] == ["Inès"]
    assert (await house.app.run(list_requests, house.advisor, None)).requests == ()


async def test_whom_nobody_answers_for_waits_for_the_administrator_and_is_found_later(
    house: House,
) -> None:
    await register(house, place="Brest", postcode="29200")
    asked = (await house.app.run(list_requests, house.administrator, None)).requests
    assert [one.commune for one in asked] == ["Brest"]
    assert (await house.app.run(list_requests, house.manager, None)).requests == ()
    assert await house.app.run(set_territory, house.manager, "Melun\n29") == 2
    assert (await house.app.run(list_requests, house.administrator, None)).requests == ()
    assert len((await house.app.run(list_requests, house.manager, None)).requests) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"agreed": False}, "agreement_needed"),
        ({"text_version": "join-1999"}, "consent_text_old"),
        ({"place": "Nulle-Part-sur-Rien"}, "offer_place_unknown"),
        ({"birth_date": "2015-01-01"}, "too_young"),
        ({"door": Door("ines", "azerty123")}, "password_common"),
        ({"door": Door("x", PASSWORD)}, "login_form"),
        ({"postcode": "7"}, "postcode_form"),
        ({"trap": "https://spam.example"}, "malformed"),
    ],
)
async def test_what_is_not_sound_makes_no_account(
    house: House, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        await register(house, **changes)
    async with house.app.database.unit(write=False) as uow:
        assert (await uow.session.scalars(select(Youth))).all() == []


async def test_a_login_is_one_persons_also_when_two_take_it_at_once(house: House) -> None:
    tries = [register(house, client=f"192.0.2.{n}") for n in range(3)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(answer, Actor) for answer in answers) == 1
    refusals = [answer for answer in answers if not isinstance(answer, Actor)]
    assert all(isinstance(one, Conflict) and one.code == "login_taken" for one in refusals)


async def test_an_address_cannot_register_without_end(house: House, clock: FixedClock) -> None:
    for _ in range(MOST_REGISTRATIONS):
        with pytest.raises(Invalid):
            await register(house, place="Nulle-Part-sur-Rien")
    with pytest.raises(TooMany):
        await register(house)
    clock.advance(WINDOW + timedelta(seconds=1))
    assert await register(house)


async def test_a_code_opens_an_account_once(house: House, database: Database) -> None:
    given = await invited(house)
    for _ in range(2):  # a scanner of links, then the youth: looking uses nothing up
        seen = await house.doors.activation.look(given.code.lower(), client="scanner")
        assert (seen.first_name, seen.minor, seen.phone) == ("Inès", False, "+33639981234")
    actor = await activate(house, given.code)
    assert actor.role is Role.YOUTH
    for again in (
        house.doors.activation.look(given.code, client="x"),
        activate(house, given.code, "autre"),
    ):
        with pytest.raises(Conflict, match="code_used"):
            await again
    async with database.unit(write=False) as uow:
        row = (await uow.session.scalars(select(Activation))).one()
        assert given.code.replace("-", "") not in row.code_hash
        said = (await uow.session.scalars(select(Agreement))).one()
        assert (said.how, said.text_version, said.account_id) == (
            AgreementHow.SELF, JOIN_TEXT_VERSION, actor.account_id,
        )  # fmt: skip
        acts = {a.action: a for a in await uow.session.scalars(select(AuditEntry))}
        assert acts["youth_registered"].in_name_of.startswith("youth:")
    state = await house.app.run(door_state, house.advisor, given.youth_id)
    assert (state.has_account, state.code) == (True, "used")


async def test_a_code_dies_with_its_time_when_taken_back_and_when_replaced(
    house: House, clock: FixedClock
) -> None:
    first = await invited(house)
    second = await house.app.run(give_code, house.colleague, first.youth_id)
    with pytest.raises(Conflict, match="code_revoked"):
        await activate(house, first.code)
    await house.app.run(revoke_code, house.advisor, first.youth_id)
    with pytest.raises(Conflict, match="code_revoked"):
        await activate(house, second.code)
    third = await house.app.run(give_code, house.advisor, first.youth_id)
    clock.advance(CODE_LIFE)
    with pytest.raises(Conflict, match="code_expired"):
        await activate(house, third.code)
    assert (await house.app.run(door_state, house.advisor, first.youth_id)).code == "expired"
    with pytest.raises(NotFound):
        await house.app.run(give_code, house.elsewhere, first.youth_id)


async def test_a_code_dies_of_few_wrong_tries_and_of_none_that_were_right(house: House) -> None:
    given = await invited(house)
    wrong = given.code[:-1] + ("2" if given.code[-1] != "2" else "3")
    for _ in range(3):
        assert await house.doors.activation.look(given.code, client="x")
    for number in range(MOST_TRIES):
        with pytest.raises(Invalid, match="code_wrong"):
            await house.doors.activation.look(wrong, client=f"192.0.2.{number}")
    with pytest.raises(Conflict, match="code_dead"):
        await activate(house, given.code, client="198.51.100.7")
    assert (await house.app.run(door_state, house.advisor, given.youth_id)).code == "dead"


async def test_an_address_cannot_guess_codes_without_end(house: House) -> None:
    for number in range(TRIES_BY_CLIENT):
        with pytest.raises(DomainError, match="code_wrong"):
            await house.doors.activation.look(
                f"222-22{number % 8 + 2}-{number + 22:03d}".replace("0", "2").replace("1", "2"),
                client="robot",
            )
    with pytest.raises(TooMany):
        await house.doors.activation.look("222-222-222", client="robot")


async def test_a_minor_is_told_of_and_the_signature_is_noted(
    house: House, database: Database
) -> None:
    given = await invited(house, birth_date="2009-09-01", agreed_beside=True)
    assert (await house.doors.activation.look(given.code, client="x")).minor
    state = await house.app.run(door_state, house.advisor, given.youth_id)
    assert state.representative is RepresentativeStatus.PENDING
    assert state.agreed_how is AgreementHow.BESIDE_ADVISOR
    await house.app.run(representative_signed, house.advisor, given.youth_id)
    state = await house.app.run(door_state, house.advisor, given.youth_id)
    assert state.representative is RepresentativeStatus.RECEIVED
    grown = await invited(house)
    with pytest.raises(Conflict, match="of_age"):
        await house.app.run(representative_signed, house.advisor, grown.youth_id)


async def test_who_takes_their_yes_back_is_shown_to_no_employer(
    house: House, database: Database
) -> None:
    actor = await register(house)
    no = Agree(False, JOIN_TEXT_VERSION, "fr")
    with pytest.raises(Invalid, match="consent_text_old"):
        await house.app.run(agree, actor, replace(no, text_version="join-1999"))
    assert not (await house.app.run(agree, actor, no)).given
    async with database.unit(write=False) as uow:
        rows = list(await uow.session.scalars(select(Agreement).order_by(Agreement.id)))
        assert [(row.given, row.withdrawn_at is not None) for row in rows] == [
            (True, True),
            (False, False),
        ]
        assert await uow.youths.searching() == []
    assert (await house.app.run(agree, actor, replace(no, given=True))).given
    async with database.unit() as uow:
        assert await uow.youths.searching() == [actor.youth_id]
        rows = list(await uow.session.scalars(select(Agreement)))
        rows[-1].text_version = "join-older"
        await uow.session.flush()
        assert (await agreement_of(actor.youth_id or 0, uow)).due


async def test_a_birthday_today_is_of_age(house: House) -> None:
    today = house.app.clock.now().date()
    given = await invited(
        house, birth_date=date(today.year - 18, today.month, today.day).isoformat()
    )
    assert not (await house.doors.activation.look(given.code, client="x")).minor


async def test_an_advisor_fills_a_profile_and_it_is_written_down_as_theirs(
    house: House, database: Database
) -> None:
    given = await invited(house)
    pick = PickFor(given.youth_id, Pick(What.MODES, "bike"))
    with pytest.raises(NotFound, match="youth_unknown"):
        await house.app.run(pick_for, house.elsewhere, pick)
    await house.app.run(pick_for, house.advisor, pick)
    await house.app.run(answer_for, house.advisor, AnswerFor(given.youth_id, max_minutes=45))
    async with database.unit(write=False) as uow:
        youth = await uow.youths.by_public_id(given.youth_id)
        assert youth is not None
        profile = await uow.youths.profile(youth.id)
        assert profile is not None
        assert (profile.modes, profile.max_minutes) == (["bike"], 45)
        notes = [
            n for n in await uow.ledger.audits_of("youth", youth.id) if n.action == "profile_filled"
        ]
        assert {(n.account_id, n.in_name_of) for n in notes} == {
            (house.advisor.account_id, f"youth:{given.youth_id}")
        }
        roles = set(await uow.session.scalars(select(Activity.actor_role)))
        assert roles == {"advisor"}

"""Out of office: absences, what the phone says of them, the answer by itself, what is told of a change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.continuity import TransferKind
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.i18n.translate import translate
from myjobmatch.services.absences import SetAbsence, delete_absence, set_absence
from myjobmatch.services.away import own_away, set_away_words
from myjobmatch.services.away_tellers import _advisor_changed, answer_by_itself
from myjobmatch.services.conversations import SendMessage, list_conversations, send_message
from myjobmatch.services.outbox import carry_out_events
from myjobmatch.services.phone import phone_contents
from myjobmatch.services.transfers import HandOver, hand_over
from tests.integration.services.team_rows import TeamRows, make_team

MONDAY, FRIDAY = date(2026, 9, 14), date(2026, 9, 18)

assert answer_by_itself  # registered by its import


@pytest.fixture
async def team(database: Database) -> TeamRows:
    return await make_team(database)


async def _write(team: TeamRows, text: str) -> list[tuple[str, str]]:
    """Lina writes and the worker works: the conversation as she sees it."""
    (talk,) = await team.app.run(list_conversations, team.lina, None)
    await team.app.run(send_message, team.lina, SendMessage(talk.id, text))
    await team.app.run(carry_out_events, SYSTEM, 100)
    (talk,) = await team.app.run(list_conversations, team.lina, None)
    return [(m.author, m.body) for m in talk.messages]


async def test_nobody_answers_instead_and_the_youth_is_told_once_a_day(
    team: TeamRows, clock: FixedClock
) -> None:
    await team.app.run(set_away_words, team.aminata, "Bonnes vacances à toi aussi !")
    await team.app.run(set_absence, team.aminata, SetAbsence(MONDAY, FRIDAY))
    (away,) = (await team.app.run(phone_contents, team.lina, None)).me.away
    assert (away.name, away.until_day, away.words) == (
        "",
        FRIDAY,
        "Bonnes vacances à toi aussi !",
    )
    said = await _write(team, "Bonjour")
    assert len(said) == 2
    author, body = said[1]
    assert author == "Aminata"
    assert body.startswith(
        translate("fr", "notice.away.answer_no_phone", until="2026-09-18", phone="")
    )
    assert body.endswith("Bonnes vacances à toi aussi !")
    assert len(await _write(team, "Tu es là ?")) == 3
    clock.advance(timedelta(days=1))
    assert len(await _write(team, "Et aujourd'hui ?")) == 5
    clock.advance(timedelta(days=10))
    assert len(await _write(team, "De retour ?")) == 6
    assert (await team.app.run(own_away, team.aminata, None)).until is None


async def test_whoever_answers_instead_needs_no_automatic_answer(team: TeamRows) -> None:
    absence = SetAbsence(MONDAY, FRIDAY, replacing_id=team.nadia.public_id)
    absence_id = await team.app.run(set_absence, team.aminata, absence)
    assert await team.follows(team.nadia, team.lina)
    (away,) = (await team.app.run(phone_contents, team.lina, None)).me.away
    assert (away.name, away.from_day, away.until_day) == ("Nadia", MONDAY, FRIDAY)
    assert len(await _write(team, "Bonjour")) == 1
    await team.app.run(delete_absence, team.aminata, absence_id)
    assert not await team.follows(team.nadia, team.lina)
    assert (await team.app.run(phone_contents, team.lina, None)).me.away == ()


async def test_an_absence_within_a_hand_over_is_refused_whole(
    database: Database, team: TeamRows
) -> None:
    week = HandOver(
        (team.karim.public_id,), TransferKind.TEMPORARY, MONDAY.isoformat(), FRIDAY.isoformat()
    )
    await team.app.run(hand_over, team.aminata, week)
    with pytest.raises(Conflict, match="transfer_overlaps"):
        await team.app.run(
            set_absence,
            team.aminata,
            SetAbsence(MONDAY, FRIDAY, replacing_id=team.nadia.public_id),
        )
    async with database.unit(write=False) as uow:
        assert await uow.appointments.absences((team.aminata.account_id,), MONDAY) == []


async def test_a_manager_hands_over_for_somebody_who_is_ill(team: TeamRows) -> None:
    await team.app.run(
        set_absence,
        team.manager,
        SetAbsence(
            MONDAY,
            FRIDAY,
            replacing_id=team.nadia.public_id,
            advisor_id=team.aminata.public_id,
        ),
    )
    assert await team.follows(team.nadia, team.lina)


async def test_a_locked_screen_says_no_name_and_each_change_once(
    database: Database, team: TeamRows
) -> None:
    week = HandOver(
        (team.nadia.public_id,), TransferKind.TEMPORARY, MONDAY.isoformat(), FRIDAY.isoformat()
    )
    await team.app.run(hand_over, team.aminata, week)
    async with database.unit(write=False) as uow:
        (telling,) = await _advisor_changed(
            uow, {"youth": team.lina.youth_id or 0, "transfer": None}
        )
    assert telling.accounts == (team.lina.account_id,)
    assert not telling.params
    for language in ("fr", "en", "ar", "es", "pt", "uk", "fr-falc"):
        told = translate(language, f"notice.{telling.text}.body")
        assert told
        assert not any(name in told for name in ("Nadia", "Aminata"))


async def test_words_of_ones_own_have_an_end(team: TeamRows) -> None:
    with pytest.raises(Invalid, match="away_words_long"):
        await team.app.run(set_away_words, team.aminata, "x" * 501)
    await team.app.run(set_away_words, team.aminata, "\u202eAu revoir")
    assert (await team.app.run(own_away, team.aminata, None)).words == "Au revoir"
    await team.app.run(set_away_words, team.aminata, " ")
    assert (await team.app.run(own_away, team.aminata, None)).words == ""

"""France Travail's interface: a real server on this machine, recorded exchanges, and a server with bad days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.feeds import FeedKind, FeedTrouble
from myjobmatch.integrations.feed_source import Asked, FeedPart
from myjobmatch.integrations.france_travail_http import MOST_TRIES, Access, FranceTravailHttp
from tests.fixtures.feed_service import FeedService

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
FULL = Asked(FeedKind.FULL, NOW)


class Outside:
    """The connector, and how long it slept."""

    def __init__(self, service: FeedService, **access: Any) -> None:
        self.slept: list[float] = []
        self.clock = FixedClock(NOW)
        base = "/partenaire/offresdemploi/v2"
        known = {
            "url": service.url + base,
            "token_url": service.url + "/connexion/oauth2/access_token?realm=/partenaire",
            "client_id": "PAR_us",
            "client_secret": "secret",
            "calls_per_s": 1_000_000.0,
        }
        self.feed = FranceTravailHttp(Access(**(known | access)), self.clock, sleep=self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def read(
        self, asked: Asked = FULL, cursor: Mapping[str, Any] | None = None
    ) -> list[FeedPart]:
        try:
            return [part async for part in self.feed.parts(asked, cursor or {})]
        finally:
            await self.feed.close()


def ids(parts: list[FeedPart]) -> set[str]:
    return {offer.source_id for part in parts for offer in part.offers}


def town(service: FeedService, count: int, *, day: str = "2026-08-20", minutes: int = 1) -> None:
    begin = datetime.fromisoformat(day + "T00:00:00+00:00")
    for n in range(count):
        at = begin + timedelta(minutes=minutes * n)
        id_ = f"{n:04d}{day.replace('-', '')}"
        service.offers[id_] = {
            "id": id_,
            "intitule": f"Poste {n}",
            "dateCreation": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            "lieuTravail": {"libelle": "91 - Évry", "commune": "91228"},
        }


async def test_a_recorded_run_too_many_calls_first(feed_service: FeedService) -> None:
    feed_service.play("france_travail_full.json")
    outside = Outside(feed_service)
    (part,) = await outside.read()
    assert ids([part]) == {"201ABCD", "202ABCD", "203ABCD"}
    assert (part.cut, part.unreadable, part.cursor) == (False, 0, {"searches": [], "watched": []})
    assert outside.slept == [2.0], "as long as the interface asked for"
    token, *searches = feed_service.calls
    assert token.form == {
        "grant_type": "client_credentials",
        "client_id": "PAR_us",
        "client_secret": "secret",
        "scope": "api_offresdemploiv2 o2dsoffre",
    }
    assert {call.authorization for call in searches} == {"Bearer AbCdEf-0123"}


async def test_a_recorded_delta_looks_at_what_people_wait_on(feed_service: FeedService) -> None:
    feed_service.play("france_travail_delta.json")
    asked = Asked(FeedKind.DELTA, NOW, NOW - timedelta(hours=6), ("201ABCD", "202ABCD"))
    new, watched = await Outside(feed_service).read(asked)
    assert ids([new]) == {"204ABCD"}
    assert [offer.title for offer in watched.offers] == ["Vendeur / Vendeuse en fromages, le matin"]
    assert watched.gone == ["202ABCD"]
    query = feed_service.searches[0].query
    assert (query["minCreationDate"], query["maxCreationDate"]) == (
        "2026-09-01T05:00:00Z",
        "2026-09-01T12:00:00Z",
    )


async def test_who_is_not_let_in_says_so_and_no_secret(feed_service: FeedService) -> None:
    feed_service.play("france_travail_refused.json")
    with pytest.raises(FeedTrouble) as trouble:
        await Outside(feed_service).read()
    assert (trouble.value.code, trouble.value.detail) == ("refused", "sign-in: 400")
    assert "secret" not in str(trouble.value)


async def test_pages_of_150(feed_service: FeedService) -> None:
    town(feed_service, 400)
    parts = await Outside(feed_service).read()
    assert ids(parts) == set(feed_service.offers)
    assert [call.query["range"] for call in feed_service.searches] == [
        "0-149",
        "150-299",
        "300-449",
    ]


async def test_what_a_search_does_not_show_is_asked_in_halves_of_time(
    feed_service: FeedService,
) -> None:
    town(feed_service, 3_000)
    parts = await Outside(feed_service).read()
    assert ids(parts) == set(feed_service.offers)
    assert not any(part.cut for part in parts)
    assert max(int(call.query["range"].split("-")[1]) for call in feed_service.searches) <= 1149


async def test_more_at_one_moment_than_a_search_shows_is_told(feed_service: FeedService) -> None:
    town(feed_service, 1_300, minutes=0)
    assert any(part.cut for part in await Outside(feed_service).read())


async def test_departments_are_asked_one_by_one_and_the_cursor_knows_the_rest(
    feed_service: FeedService,
) -> None:
    town(feed_service, 5)
    for n, one in enumerate(list(feed_service.offers.values())):
        one["lieuTravail"] = {"libelle": "x", "commune": ("91228", "78646")[n % 2]}
    outside = Outside(feed_service, departments=("91", "78"))
    first, second = await outside.read()
    assert (len(first.offers), len(second.offers)) == (3, 2)
    assert [search[0] for search in first.cursor["searches"]] == ["78"]
    again = await Outside(feed_service, departments=("91", "78")).read(FULL, first.cursor)
    assert ids(again) == ids([second])


async def test_pages_that_moved_are_read_again(feed_service: FeedService) -> None:
    town(feed_service, 301)

    def one_goes(search: int) -> None:
        if search == 2:
            feed_service.offers.pop(max(feed_service.offers))

    feed_service.on_search = one_goes
    (part,) = await Outside(feed_service).read()
    assert (ids([part]), part.cut) == (set(feed_service.offers), False)


@pytest.mark.parametrize(
    "trouble", [(503, {}, None), (500, {}, {"message": "x"}), (429, {}, None), (200, {}, "CUT")]
)
async def test_a_bad_minute_is_waited_out(feed_service: FeedService, trouble: Any) -> None:
    town(feed_service, 3)
    feed_service.before = [trouble, trouble]
    outside = Outside(feed_service)
    assert ids(await outside.read()) == set(feed_service.offers)
    assert len(outside.slept) == 2
    assert 0.5 <= outside.slept[0] <= 1.0 <= outside.slept[1] <= 2.0


@pytest.mark.parametrize(
    "said", ["\u00b2", "\u0662", "-5", "1e3", "Mon, 99999999999999999999 Jan 2026 00:00:00 GMT"]
)
async def test_a_wait_that_is_no_number_and_no_date_is_not_heeded(
    feed_service: FeedService, said: str
) -> None:
    town(feed_service, 3)
    feed_service.before = [(429, {"Retry-After": said}, None)]
    outside = Outside(feed_service)
    assert ids(await outside.read()) == set(feed_service.offers)
    assert len(outside.slept) == 1
    assert 0.5 <= outside.slept[0] <= 1.0


async def test_a_bad_day_ends_the_run(feed_service: FeedService) -> None:
    feed_service.before = [(503, {}, None)] * MOST_TRIES
    with pytest.raises(FeedTrouble, match="down: 503"):
        await Outside(feed_service).read()
    feed_service.before = [(429, {"Retry-After": "7200"}, None)]
    with pytest.raises(FeedTrouble, match="busy: again in 7200 s"):
        await Outside(feed_service).read()
    feed_service.before = [(403, {}, None)]
    with pytest.raises(FeedTrouble, match="refused: 403"):
        await Outside(feed_service).read()


async def test_nobody_there_is_down(feed_service: FeedService) -> None:
    outside = Outside(feed_service, token_url="http://127.0.0.1:9/token")
    with pytest.raises(FeedTrouble, match="down"):
        await outside.read()
    assert len(outside.slept) == MOST_TRIES


async def test_a_token_that_ran_out_is_asked_anew_once(feed_service: FeedService) -> None:
    town(feed_service, 200)

    def ran_out(search: int) -> None:
        if search == 1:
            feed_service.token = "second"

    feed_service.on_search = ran_out
    assert ids(await Outside(feed_service).read()) == set(feed_service.offers)


@pytest.mark.parametrize(
    "answer",
    [
        (200, {}, "<html>"),
        (200, {}, {"message": "maintenance"}),
        (206, {}, {"resultats": []}),
        (200, {}, ["resultats"]),
    ],
)
async def test_an_answer_that_is_none_is_malformed(feed_service: FeedService, answer: Any) -> None:
    feed_service.before = [answer]
    with pytest.raises(FeedTrouble, match="malformed"):
        await Outside(feed_service).read()


async def test_rows_that_are_none_are_counted(feed_service: FeedService) -> None:
    rows = [{"id": "1", "intitule": "Un poste"}, {"id": "2"}, {"intitule": "Sans id"}, "x"]
    feed_service.before = [
        (200, {"Content-Range": "offres 0-3/4"}, {"resultats": rows}),
    ]
    (part,) = await Outside(feed_service).read()
    assert (len(part.offers), part.stands, part.unreadable) == (1, ["2"], 2)


async def test_a_feed_that_takes_too_long_is_slow(feed_service: FeedService) -> None:
    town(feed_service, 400)
    outside = Outside(feed_service, most_hours=1.0)
    feed_service.on_search = lambda _n: outside.clock.advance(timedelta(hours=2))
    with pytest.raises(FeedTrouble, match="slow: 1 h"):
        await outside.read()


async def test_calls_are_spaced(feed_service: FeedService) -> None:
    town(feed_service, 400)
    outside = Outside(feed_service, calls_per_s=0.5)
    await outside.read()
    assert len(outside.slept) == len(feed_service.calls) - 1
    assert all(1.0 < seconds <= 2.0 for seconds in outside.slept)

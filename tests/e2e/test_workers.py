"""Served at scale: PostgreSQL for the data, Redis for the states, two worker processes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from playwright.sync_api import Browser, expect
from production import RunningServer, production_server

from tests.fixtures.browsers import OpenPages


@pytest.fixture
def wide_server(postgres_url: str, redis_url: str, tmp_path: Path) -> Iterator[RunningServer]:
    """The production server on PostgreSQL and Redis, with two workers."""
    with production_server(
        tmp_path / "data",
        MYJOBMATCH_DATABASE_URL=postgres_url,
        MYJOBMATCH_REDIS_URL=redis_url,
        GRANIAN_WORKERS="2",
    ) as running:
        yield running


def test_pages_are_alive_whichever_worker_answers(
    browser: Browser, wide_server: RunningServer, redis_url: str
) -> None:
    opened = OpenPages(browser, wide_server.url)
    try:
        for _ in range(4):
            page = opened.desktop()
            page.goto("/connexion")
            # The accounts come from the server by an event of the page, over its websocket.
            expect(page.locator(".demo-account").first).to_be_visible(timeout=20_000)
        signed_in = opened.desktop_as("conseil")
        expect(signed_in.get_by_role("main")).to_be_visible()
        # A worker keeps a state it has just used to itself for a moment, then Redis has it.
        with redis.Redis.from_url(redis_url) as client:
            deadline = time.monotonic() + 20
            while client.dbsize() == 0 and time.monotonic() < deadline:
                signed_in.wait_for_timeout(200)
            assert client.dbsize() > 0
    finally:
        opened.close(None)

    assert opened.complaints == []
    assert "Started worker-2" in wide_server.log.read_text(encoding="utf-8")

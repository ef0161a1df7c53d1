"""Bad days of a phone: nothing can be kept, the clock is wrong, two tabs, two phones, a session that ended,
a server that dies between hearing and answering. Nothing is lost, nothing happens twice."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route, WebSocketRoute, expect
from playwright.sync_api import Error as PlaywrightError
from production import (
    RunningServer,
    start_process,
    stop_process,
    wait_until_it_answers,
)

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.accounts import DEMO_PASSWORD
from tests.e2e.phone import (
    close_sheet,
    held_by_server,
    put_matches_off,
    title_of,
    top_card,
    wait_for_deck,
)
from tests.e2e.phone_server import beside
from tests.fixtures.browsers import OpenPages
from tests.fixtures.servers import served

REFUSED = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"
"""Private browsing, as some browsers have it."""
FULL = "() => { IDBObjectStore.prototype.add = () => { throw new DOMException('', 'QuotaExceededError'); }; }"
TWO_YEARS_ON = """
const Right = Date;
const off = 2 * 365 * 86_400_000;
globalThis.Date = class extends Right {
  constructor(...parts) { parts.length ? super(...parts) : super(Right.now() + off); }
  static now() { return Right.now() + off; }
};
"""


def decided(page: Page) -> list[str]:
    """Titles of what the server holds as liked, whatever became of it."""
    return [offer["title"] for offer in held_by_server(page)["likes"]]


def like(page: Page) -> str:
    """Like the top card; answers its title."""
    title = title_of(page)
    page.get_by_role("button", name="J'aime").click()
    close_sheet(page)
    expect(page.locator('.deck-card[data-state="leaving"]')).to_have_count(0)
    return title


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait, twenty seconds at most, until it holds."""
    deadline = time.monotonic() + 20
    while not holds() and time.monotonic() < deadline:
        page.wait_for_timeout(200)
    assert holds()


def ready(pages: OpenPages, login: str, script: str = "") -> Page:
    """A phone with its deck."""
    page = pages.phone()
    if script:
        page.add_init_script(script)
    pages.signed_in(page, login)
    put_matches_off(page)
    wait_for_deck(page)
    return page


def test_a_browser_that_keeps_nothing_says_so_and_sends_at_once(pages: OpenPages) -> None:
    page = ready(pages, "nadia", REFUSED)
    told = page.get_by_text("Ce navigateur ne permet pas de garder des données")
    expect(told).to_be_visible()
    before = decided(page)
    title = like(page)
    until(page, lambda: decided(page).count(title) == before.count(title) + 1)


def test_a_phone_that_fills_up_goes_on_and_says_so(pages: OpenPages) -> None:
    page = ready(pages, "nadia")
    page.evaluate(FULL)
    before = decided(page)
    title = like(page)
    expect(page.get_by_text("Ce navigateur ne permet pas de garder des données")).to_be_visible()
    until(page, lambda: decided(page).count(title) == before.count(title) + 1)


def test_a_wrong_clock_changes_no_date(pages: OpenPages) -> None:
    page = ready(pages, "nadia", TWO_YEARS_ON)
    before = decided(page)
    title = like(page)
    until(page, lambda: decided(page).count(title) == before.count(title) + 1)
    latest = max(offer["liked_at"] for offer in held_by_server(page)["likes"])
    assert latest[:4] == time.strftime("%Y")
    page.goto("/mes-offres")
    expect(page.get_by_role("heading", name=title).first).to_be_visible()


def test_two_tabs_show_the_same_deck(pages: OpenPages) -> None:
    one = ready(pages, "emma")
    two = one.context.new_page()
    two.goto("/decouvrir")
    wait_for_deck(two)
    before = decided(one)
    expect(top_card(two).get_by_role("heading", level=2)).to_have_text(title_of(one))
    title = like(one)
    expect(top_card(two).get_by_role("heading", level=2)).to_have_text(title_of(one))
    until(one, lambda: decided(one).count(title) == before.count(title) + 1)


def test_the_same_card_on_two_phones_is_one_decision(pages: OpenPages) -> None:
    one, two = ready(pages, "emma"), ready(pages, "emma")
    before = decided(one)
    for page in (one, two):
        page.context.set_offline(True)
    # the decks of two phones may begin otherwise: both decide on all that the other has on top
    titles = {like(one), like(two)}
    for page in (one, two):
        page.context.set_offline(False)
        expect(page.get_by_text("attend le réseau")).to_have_count(0, timeout=20_000)
    for title in titles:
        until(one, lambda title=title: decided(one).count(title) == before.count(title) + 1)
    expect(two.locator('[role="alert"] .banner')).to_have_count(0)


def test_who_leaves_on_a_slow_line_is_not_asked_to_sign_in_again(pages: OpenPages) -> None:
    """What the page asked before reaches the server after the session: its answer is for nobody."""
    phone = pages.phone(service_workers="block")
    late: list[Callable[[], None]] = []
    ended: list[tuple[Route, APIResponse]] = []
    slow = False

    def line(ours: WebSocketRoute) -> None:
        server = ours.connect_to_server()

        def asked(words: str | bytes) -> None:
            if slow:
                late.append(lambda: server.send(words))
            else:
                server.send(words)

        ours.on_message(asked)

    def ends(route: Route) -> None:
        if route.request.method == "DELETE":
            ended.append((route, route.fetch()))
        else:
            route.continue_()

    phone.route_web_socket("**/_event/**", line)
    pages.signed_in(phone, "moussa")
    wait_for_deck(phone)
    phone.route("**/api/v1/session", ends)
    slow = True
    phone.goto("/mon-espace")
    phone.get_by_role("button", name="Se déconnecter").click()
    until(phone, lambda: bool(ended and late))
    slow = False
    for send in late:
        send()
    phone.wait_for_timeout(1_500)
    assert phone.url == f"{pages.base_url}/mon-espace"
    route, answer = ended[0]
    route.fulfill(response=answer)
    phone.wait_for_url(f"{pages.base_url}/")


def test_what_waited_for_a_session_that_ended_is_sent_after_signing_in(
    pages: OpenPages, server: RunningServer
) -> None:
    page = ready(pages, "nadia")
    before = decided(page)
    page.context.set_offline(True)
    title = like(page)

    async def end_sessions(uow: UnitOfWork) -> None:
        from sqlalchemy import update

        from myjobmatch.db.models import Session

        account = await uow.accounts.by_login("nadia")
        assert account is not None
        await uow.session.execute(
            update(Session)
            .where(Session.account_id == account.id)
            .values(revoked_at=uow.clock.now())
        )

    beside(server, end_sessions)
    page.context.set_offline(False)
    login = page.get_by_label("Téléphone, nom d'utilisateur ou e-mail")
    back = page.get_by_role("link", name="Me reconnecter")
    expect(back).to_be_visible(timeout=20_000)
    # The live page may lead there by itself while the banner is tapped.
    with contextlib.suppress(PlaywrightError):
        back.click(timeout=10_000)
    expect(login).to_be_visible(timeout=20_000)
    login.fill("nadia")
    page.get_by_label("Mot de passe", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    wait_for_deck(page)
    until(page, lambda: decided(page).count(title) == before.count(title) + 1)


@pytest.fixture
def own_server(demonstration: Path, tmp_path: Path) -> Iterator[RunningServer]:
    """A server that this test may kill."""
    with served(demonstration, tmp_path / "data") as running:
        yield running


def test_a_server_that_dies_before_it_answers_has_each_decision_once(
    browser: Browser, own_server: RunningServer
) -> None:
    opened, again = OpenPages(browser, own_server.url), None
    try:
        page = ready(opened, "nadia")
        before = decided(page)
        heard: list[int] = []

        def hear_and_die(route: Route) -> None:
            heard.append(route.fetch().status)
            os.killpg(own_server.process.pid, signal.SIGKILL)  # its workers with it
            own_server.process.wait()
            route.abort("connectionreset")

        page.route("**/api/v1/commands", hear_and_die, times=1)
        titles = [like(page)]
        until(page, lambda: heard == [200])
        titles.append(like(page))
        with own_server.log.open("ab") as output:
            again = start_process("127.0.0.1", own_server.port, own_server.environment, output)
            wait_until_it_answers(own_server.url, again)
        until(page, lambda: all(decided(page).count(t) == before.count(t) + 1 for t in set(titles)))
        assert len(decided(page)) == len(before) + 2
    finally:
        opened.close(None)
        if again is not None:
            stop_process(again)
    assert opened.complaints == []

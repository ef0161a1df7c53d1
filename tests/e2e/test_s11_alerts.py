"""A youth chooses what they are told of, sees an alert come and opens it; addresses are shown to be theirs.

A browser in a test reaches no push service: what one would hand over is handed to the worker on the phone by
the browser's own debugging interface, and what that shows is read from the browser.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Locator, Page, expect
from production import RunningServer

from tests.fixtures.browsers import OpenPages

ALERTS = "/mon-espace/alertes"
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  return (await registration.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data }));
}"""
CLICK = """async () => {
  const [notification] = await self.registration.getNotifications();
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
}"""


def chip(page: Page, kind: str, channel: str) -> Locator:
    """The switch of a kind and a channel."""
    return page.get_by_role("group", name=kind).get_by_role("button", name=channel)


def registration(page: Page, cdp: CDPSession) -> str:
    """The id by which the browser's debugging interface knows the phone's worker."""
    found: list[str] = []

    def heard(told: dict[str, Any]) -> None:
        found.extend(one["registrationId"] for one in told["registrations"])

    cdp.on("ServiceWorker.workerRegistrationUpdated", heard)
    cdp.send("ServiceWorker.enable")
    for _ in range(60):
        if found:
            return found[0]
        page.wait_for_timeout(250)
    pytest.fail("the service worker did not register")


def shown(page: Page, count: int) -> list[dict[str, Any]]:
    """The notifications that the browser shows, once there are so many."""
    there: list[dict[str, Any]] = []
    for _ in range(40):
        there = page.evaluate(SHOWN)
        if len(there) == count:
            break
        page.wait_for_timeout(250)
    assert len(there) == count, there
    return there


def code_for(page: Page, server: RunningServer, masked: str) -> str:
    """The last code that the demonstration's console says it would send there."""
    for _ in range(40):
        said = server.log.read_text(encoding="utf-8", errors="replace")
        found = re.findall(rf"for {re.escape(masked)}: .*?\b(\d{{6}})\b", said)
        if found:
            return str(found[-1])
        page.wait_for_timeout(250)
    pytest.fail(f"no code for {masked} was sent")


def test_a_youth_chooses_and_finds_it_again(pages: OpenPages, server: RunningServer) -> None:
    page = pages.phone_as("lina")
    page.goto("/mes-offres")
    ask = page.get_by_role("heading", name="Savoir dès qu'on te répond")
    expect(ask).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Pas maintenant").click()
    expect(ask).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", name="Mes offres")).to_be_visible()
    expect(page.get_by_role("heading", name="En cours")).to_be_visible()
    expect(ask).to_be_hidden()

    page.goto(ALERTS)
    expect(page.get_by_text("Rien de personnel sur l'écran verrouillé.")).to_be_visible()
    expect(page.get_by_role("button", name="Autoriser les alertes")).to_be_visible()
    match = chip(page, "Matchs", "Alerte")
    expect(match).to_have_attribute("aria-pressed", "true")
    match.click()
    expect(match).to_have_attribute("aria-pressed", "false")
    page.get_by_label("De", exact=True).select_option("22:30")
    page.get_by_label("Adresse e-mail").fill("lina@exemple.fr")
    page.get_by_role("button", name="Recevoir un code").first.click()
    code = page.get_by_label("Code reçu")
    expect(code).to_be_visible()
    right = code_for(page, server, "l…@exemple.fr")
    code.fill("000000" if right != "000000" else "000001")
    page.get_by_role("button", name="Valider le code").click()
    expect(page.get_by_text("Ce n'est pas ce code-là.")).to_be_visible()
    code.fill(right)
    page.get_by_role("button", name="Valider le code").click()
    expect(page.get_by_text("lina@exemple.fr")).to_be_visible()
    mail = chip(page, "Matchs", "E-mail")
    expect(mail).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Numéro de portable").fill("12")
    page.get_by_role("button", name="Recevoir un code").click()
    expect(page.get_by_role("alert").get_by_text("Ce numéro ne va pas")).to_be_visible()
    expect(page.get_by_label("Numéro de portable")).to_have_value("12")

    page.reload()
    expect(chip(page, "Matchs", "Alerte")).to_have_attribute("aria-pressed", "false")
    expect(chip(page, "Messages", "Alerte")).to_have_attribute("aria-pressed", "true")
    expect(chip(page, "Matchs", "E-mail")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("De", exact=True)).to_have_value("1350")
    expect(page.get_by_text("lina@exemple.fr")).to_be_visible()


def test_an_alert_is_shown_without_a_page_and_opens_what_it_is_about(pages: OpenPages) -> None:
    page = pages.phone_as("lina")
    context: BrowserContext = page.context
    context.grant_permissions(["notifications"])
    with context.expect_event("serviceworker", timeout=60_000) as worker:
        page.goto(ALERTS)
    # allowed, but this browser reaches no push service: it says so, and nothing is lost
    page.get_by_role("button", name="Autoriser les alertes").click()
    expect(page.get_by_text("Ça n'a pas marché. Rien n'est changé.")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Autoriser les alertes")).to_be_enabled()

    cdp = context.new_cdp_session(page)
    address = {"origin": pages.base_url, "registrationId": registration(page, cdp)}

    def push(data: str) -> None:
        cdp.send("ServiceWorker.deliverPushMessage", {**address, "data": data})

    told = {"title": "Nouveau message", "body": "Une entreprise t'a écrit.", "tag": "a"}
    push(json.dumps({**told, "url": "/messages#abc"}))
    (first,) = shown(page, 1)
    assert first == {**told, "data": {"url": "/messages#abc"}}
    push(json.dumps({**told, "body": "Encore un.", "url": "/messages#abc"}))
    for _ in range(20):
        (again,) = shown(page, 1)
        if again["body"] == "Encore un.":
            break
        page.wait_for_timeout(250)
    assert again["body"] == "Encore un.", (
        "the latest word on a matter takes the place of the former"
    )
    worker.value.evaluate(CLICK)
    page.wait_for_url("**/messages#abc")
    shown(page, 0)

    push(json.dumps({**told, "tag": "b", "url": "https://evil.example/x"}))
    shown(page, 1)
    worker.value.evaluate(CLICK)
    page.wait_for_url(f"{pages.base_url}/")  # ours, whatever was named
    push("not JSON")
    (unread,) = shown(page, 1)
    assert unread["title"] == "My Job Match"


def test_what_a_device_cannot_do_is_told(pages: OpenPages) -> None:
    blocked = pages.phone_as("lina")
    blocked.context.new_cdp_session(blocked).send(
        "Browser.setPermission",
        {
            "origin": pages.base_url,
            "permission": {"name": "notifications"},
            "setting": "denied",
            "browserContextId": context_id(blocked),
        },
    )
    blocked.goto(ALERTS)
    expect(blocked.get_by_text("Les alertes sont bloquées pour ce site.")).to_be_visible()
    apple = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Safari/604.1"
    phone = pages.phone(user_agent=apple)
    phone.add_init_script("delete window.PushManager; delete window.Notification;")
    pages.signed_in(phone, "lina")
    phone.goto(ALERTS)
    expect(phone.get_by_text("Choisis « Sur l'écran d'accueil ».")).to_be_visible()
    old = pages.phone()
    old.add_init_script("delete window.PushManager;")
    pages.signed_in(old, "lina")
    old.goto(ALERTS)
    expect(old.get_by_text("Ce navigateur ne sait pas recevoir d'alertes.")).to_be_visible()


def context_id(page: Page) -> str:
    """The browser's own name for a page's context."""
    cdp = page.context.new_cdp_session(page)
    targets = cdp.send("Target.getTargets")["targetInfos"]
    return str(next(t["browserContextId"] for t in targets if t["url"].startswith(page.url)))


def test_a_desk_chooses_too(pages: OpenPages) -> None:
    page = pages.desktop_as("recruteur")
    page.get_by_role("link", name="Alertes").click()
    expect(page.get_by_role("heading", level=1, name="Alertes")).to_be_visible()
    match = chip(page, "Matchs", "Alerte")
    match.focus()
    page.keyboard.press("Space")
    expect(match).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(chip(page, "Matchs", "Alerte")).to_have_attribute("aria-pressed", "false")

"""Scenario 16: two Missions Locales share a workshop; the last seat, the line, the code on the screen, no names."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect
from production import RunningServer

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.services.sessions import actor_of
from myjobmatch.services.workshop_places import enrol, leave_place
from tests.e2e.phone import WARM_UP_MS, put_matches_off, wait_for_places
from tests.e2e.phone_server import actor_named, beside
from tests.e2e.test_accessible import faults
from tests.fixtures.browsers import OpenPages

PARIS = ZoneInfo("Europe/Paris")
LISTED = "/mon-espace/ateliers"
TWELVE, FILLED = 12, 10


def plan(desk: Page, title: str) -> str:
    """An advisor writes the e-workshop, a quarter of an hour from now, shared with Melun; answers its id."""
    starts = datetime.now(PARIS) + timedelta(minutes=16)
    # a session is over before midnight
    ends = min(starts + timedelta(minutes=40), starts.replace(hour=23, minute=59))
    desk.goto("/conseil/ateliers")
    desk.get_by_role("link", name="Nouvel atelier").first.click()
    desk.get_by_label("Titre", exact=True).fill(title)
    desk.get_by_label("Jour", exact=True).fill(starts.date().isoformat())
    desk.get_by_label("Début", exact=True).fill(f"{starts:%H:%M}")
    desk.get_by_label("Fin", exact=True).fill(f"{ends:%H:%M}")
    desk.get_by_role("button", name="En visio").click()
    desk.get_by_label("Lien de visio", exact=True).fill("https://visio.exemple.invalid/salle")
    desk.get_by_role("button", name="Mission Locale du Val d'Almont").click()
    desk.get_by_role("button", name="Enregistrer").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(title)
    return desk.url.rpartition("/")[2]


async def crowd(
    uow: UnitOfWork, structures: tuple[str, ...], but: set[str]
) -> list[tuple[Actor, str]]:
    """Youths of structures (by an advisor's login), each with their family name."""
    found: list[tuple[Actor, str]] = []
    for login in structures:
        account = await uow.accounts.by_login(login)
        assert account is not None
        for one in await uow.portfolio.youths(account.structure_id or 0, None):
            own = await uow.accounts.get(one.identity.account_id or 0)
            if own is not None and own.login not in but:
                found.append((actor_of(own, one.youth.id), one.identity.last_name))
    return found


def card(page: Page, title: str) -> Any:
    """A workshop on the phone."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=title))


def heard(page: Page) -> list[str]:
    """All that the server says to a page by its socket from now on."""
    told: list[str] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: told.append(str(frame))),
    )
    return told


def answered(page: Page) -> list[str]:
    """What the server tells this phone by HTTP of workshops and of everything."""
    addresses = ("/api/v1/workshops", "/api/v1/sync?want=0")
    return [page.request.get(address).text() for address in addresses]


def test_the_last_seat_the_line_the_code_and_no_names(
    pages: OpenPages, server: RunningServer
) -> None:
    title = f"Atelier {uuid4().hex[:8]}"
    desk = pages.desktop_as("conseil")
    session = plan(desk, title)

    async def fill(uow: UnitOfWork) -> list[str]:
        # ten of the twelve places are taken already, one more is taken below
        seated, names = 0, []
        for actor, name in await crowd(uow, ("conseil", "carole.tshimanga"), {"lina", "emma"}):
            names.append(name)
            if seated < TWELVE - 1 and actor.youth_id is not None:
                row = await uow.workshops.session_by_public_id(session)
                assert row is not None
                if not await uow.workshops.at_the_same_time(actor.youth_id, row):
                    await enrol(actor, session, uow)
                    seated += 1
        assert seated == TWELVE - 1
        # the demonstration's own workshop of today would be at the same time: their places are given back
        for login in ("lina", "emma"):
            actor = await actor_named(uow, login)
            youth = await uow.youths.get(actor.youth_id or 0)
            assert youth is not None
            now = uow.clock.now()
            around = await uow.workshops.going_on(youth.id, now + timedelta(hours=3), now)
            for other, enrolment, _title in around:
                await leave_place(actor, other, enrolment, youth, uow)
        return names

    names = beside(server, fill)
    expect(desk.get_by_text(f"{TWELVE - 1} / {TWELVE} places").first).to_be_visible()
    expect(desk.get_by_text("Mission Locale du Val d'Almont")).to_be_visible()

    # two phones, of two Missions Locales, see one place left; both reach for it
    lina, emma = pages.phone_as("lina"), pages.phone_as("emma")
    for phone in (lina, emma):
        put_matches_off(phone)
    told = [heard(lina), heard(emma)]
    for phone in (lina, emma):
        phone.goto(LISTED)
        expect(card(phone, title)).to_contain_text("Il reste une place", timeout=WARM_UP_MS)
        wait_for_places(phone)  # a match that opens under the finger would take the tap
    for phone in (lina, emma):
        card(phone, title).get_by_role("button", name="M'inscrire").click()
    has_place = re.compile("Ta place est réservée")
    waits = re.compile("Tu es le prochain nom de la file")
    for phone in (lina, emma):
        expect(card(phone, title)).to_contain_text(
            re.compile(f"{has_place.pattern}|{waits.pattern}"), timeout=15_000
        )
    seats = [has_place.search(card(phone, title).inner_text()) for phone in (lina, emma)]
    assert sorted(map(bool, seats)) == [False, True], "exactly one of them got the last place"
    seated, waiting = (lina, emma) if seats[0] else (emma, lina)
    expect(card(waiting, title)).to_contain_text(waits)
    expect(card(waiting, title).get_by_role("link", name="Rejoindre la visio")).to_have_count(0)
    expect(desk.get_by_text(f"{TWELVE} / {TWELVE} places").first).to_be_visible()
    expect(desk.get_by_text("1 en attente").first).to_be_visible()

    # a withdrawal promotes at once, on the other phone, live
    card(seated, title).get_by_role("button", name="Rendre ma place").click()
    expect(card(waiting, title)).to_contain_text(has_place, timeout=15_000)
    expect(card(seated, title)).to_contain_text("Complet", timeout=15_000)

    # the room's screen: a code that changes, never a name
    screen = desk.context.new_page()
    screen.goto(f"/conseil/ateliers/{session}/ecran")
    shown = screen.locator("[data-code]")
    expect(screen.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    first = shown.get_attribute("data-code") or ""
    assert re.fullmatch(r"[0-9A-Z]{3}-[0-9A-Z]{3}", first)

    # the four pages that stand open have nothing wrong with them
    assert [fault for page in (desk, screen, waiting) for fault in faults(page)] == []
    first = shown.get_attribute("data-code") or ""

    # who has no place signs nothing with it, right as it is
    seated.goto(f"/emargement#{first}")
    expect(seated.get_by_role("alert").filter(has_text="atelier")).to_be_visible(timeout=15_000)
    expect(shown).not_to_have_attribute("data-code", first, timeout=25_000)
    # nor does a picture that a friend sent, once it is old
    second = shown.get_attribute("data-code") or ""
    expect(shown).not_to_have_attribute("data-code", second, timeout=25_000)
    waiting.goto(f"/emargement#{first}")
    expect(waiting.get_by_role("alert").filter(has_text="n'est plus valable")).to_be_visible()
    # the one on the wall now does, scanned or typed; it leaves the address at once
    waiting.get_by_label("Code à l'écran").fill((shown.get_attribute("data-code") or "").lower())
    waiting.get_by_role("button", name="Signer").click()
    expect(waiting.get_by_role("heading", name="Présence signée")).to_be_visible()
    assert "#" not in waiting.url
    expect(screen.get_by_text(f"Une présence signée sur {TWELVE}")).to_be_visible(timeout=10_000)
    waiting.goto(LISTED)
    expect(card(waiting, title)).to_contain_text("Présence signée à")

    # nobody's name ever reached a phone or the screen; each desk names its own youths alone
    everything = "\n".join(
        [
            *[text for frames in told for text in frames],
            *[text for phone in (lina, emma) for text in (*answered(phone), phone.content())],
            screen.content(),
        ]
    )
    # whole words: "Tran" is no part of "Transport"
    assert [
        name for name in names if len(name) > 3 and re.search(rf"\b{re.escape(name)}\b", everything)
    ] == []
    partner = pages.desktop_as("carole.tshimanga")
    partner.goto(f"/conseil/ateliers/{session}")
    expect(partner.get_by_role("heading", level=1)).to_have_text(title)
    expect(partner.get_by_text("Mission Locale des Bords de Seine").first).to_be_visible()
    expect(partner.get_by_role("link", name="Modifier")).to_have_count(0)
    stranger = pages.desktop_as("hanane.morvan")
    stranger.goto(f"/conseil/ateliers/{session}")
    expect(stranger.get_by_role("heading", name="Cet atelier n'est pas là")).to_be_visible()

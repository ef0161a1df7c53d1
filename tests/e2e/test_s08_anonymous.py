"""Scenario 8: a recruiter swipes candidates by mouse and keyboard, and nothing says who they are.

Everything that reaches the browser is kept: the page's HTML, each websocket frame, each HTTP answer
and each address. None of it may hold what identifies any youth of the installation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect
from production import RunningServer

from myjobmatch.db.uow import UnitOfWork
from tests.e2e.heard import Heard
from tests.e2e.phone import title_of, top_card, wait_for_deck
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.browsers import OpenPages


@dataclass(frozen=True)
class Secret:
    """What identifies a youth, and whether it must stand alone to count."""

    what: str
    text: str
    alone: bool = False

    def found_in(self, everything: str) -> bool:
        if not self.alone:
            return self.text in everything
        return re.search(rf"(?<!\w){re.escape(self.text)}(?!\w)", everything) is not None


async def secrets_of_all(uow: UnitOfWork) -> list[Secret]:
    """Every youth's name, birth date, ids, phone, mail, street-level place and own words."""
    recruiter = await actor_named(uow, "recruteur")
    company = await uow.companies.get(recruiter.company_id or 0)
    assert company is not None
    public = await public_words(uow)
    found: list[Secret] = []
    ids = await uow.youths.searching()
    assert len(ids) >= 30
    for youth_id in ids:
        youth, who = await uow.youths.get(youth_id), await uow.youths.identity(youth_id)
        assert youth is not None
        assert who is not None
        account = await uow.accounts.get(who.account_id or 0)
        found.append(Secret("public id", youth.public_id))
        if who.last_name:  # whoever registers alone tells the first name only
            found.append(Secret("last name", who.last_name, alone=True))
            found.append(Secret("first and last name", f"{who.first_name} {who.last_name}"))
            found.append(Secret("initials", f"{who.first_name[0]}. {who.last_name[0]}."))
        found.append(Secret("first name", who.first_name, alone=True))
        if who.birth_date:
            found += [
                Secret("birth date", f"{who.birth_date:%Y-%m-%d}"),
                Secret("birth date", f"{who.birth_date:%d/%m/%Y}"),
            ]
        if account:
            found += [Secret("account id", account.public_id), Secret("login", account.login, True)]
        for name in ("phone", "email", "commune", "postcode", "address", "priority_district"):
            value = str(getattr(who, name, "") or "")
            if len(value) >= 4:
                found.append(Secret(name, value, alone=True))
        if who.latitude is not None:
            found.append(Secret("position", f"{who.latitude:.4f}"))
        found += [
            Secret("own words", experience.text)
            for experience in await uow.youths.experiences(youth_id)
            if len(experience.text) > 8
        ]
    # The company's own town and its recruiter's name are theirs to see, whoever shares them.
    return [secret for secret in found if not secret.found_in(public)]


async def public_words(uow: UnitOfWork) -> str:
    """What the recruiter may read anyway: their company and offers, their own name, the catalogue."""
    recruiter = await actor_named(uow, "recruteur")
    company = await uow.companies.get(recruiter.company_id or 0)
    account = await uow.accounts.get(recruiter.account_id)
    assert company is not None
    assert account is not None
    said = [account.display_name, account.login, company.name, company.presentation]
    said += [company.commune, company.postcode]
    for offer in await uow.offers.of_company(company.id):
        said += [offer.title, offer.description, offer.place, offer.postcode]
    said += [row.text for row in await uow.catalogue.skill_labels()]
    said += [row.text for row in await uow.catalogue.occupation_labels()]
    return "\n".join(said)


def choose_offer(page: Page, number: int) -> str:
    """Show the candidates of one of the company's offers; answers its id."""
    choice = page.get_by_label("Pour l'offre")
    value = choice.locator("option").nth(number).get_attribute("value") or ""
    choice.select_option(value)
    wait_for_deck(page)
    return value


def left(page: Page) -> int:
    said = page.locator(".candidates-for").get_by_text("à découvrir").inner_text()
    return int(re.sub(r"\D", "", said) or "0")


def test_nothing_says_who_a_candidate_is(pages: OpenPages, server: RunningServer) -> None:
    secrets = beside(server, secrets_of_all)
    heard = Heard()
    page = pages.desktop_as("recruteur")
    heard.listen(page)
    page.goto("/employeur/candidats")
    wait_for_deck(page)
    heard.look(page)
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight", "ArrowLeft"):
        before = left(page)
        page.keyboard.press(key)
        expect(page.locator(".candidates-for")).to_contain_text(str(before - 1), timeout=10_000)
        heard.look(page)
    page.get_by_role("button", name="Compétences").click()
    page.keyboard.press("u")
    expect(page.get_by_text("La carte est revenue.")).to_have_count(1)
    choose_offer(page, 1)
    heard.look(page)
    for path in ("/employeur/offres", "/employeur/matchs", "/employeur/entreprise"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_timeout(800)
        heard.look(page)
    everything = heard.everything()
    assert "Savoir-être" in everything
    assert "looking_for" in everything  # the frames were kept

    leaks = {(secret.what, secret.text) for secret in secrets if secret.found_in(everything)}
    allowed = shared_with(server)
    assert {leak for leak in leaks if leak[1] not in allowed} == set()


def shared_with(server: RunningServer) -> set[str]:
    """First names that were shared with this company, by a yes."""

    async def look(uow: UnitOfWork) -> set[str]:
        recruiter = await actor_named(uow, "recruteur")
        matches = await uow.matches.of_company(recruiter.company_id or 0)
        shared = [match.youth_id for match in matches if match.shared_at is not None]
        return {who.first_name for who in (await uow.youths.identities(shared)).values()}

    return beside(server, look)


def test_two_offers_candidates_cannot_be_joined(pages: OpenPages) -> None:
    page = pages.desktop_as("recruteur")
    heard = Heard()
    heard.listen(page)
    page.goto("/employeur/candidats")
    wait_for_deck(page)
    first = aliases(heard)
    heard.texts.clear()
    choose_offer(page, 1)
    for _ in range(40):  # the former offer's pile is there until the new one has come
        if aliases(heard):
            break
        page.wait_for_timeout(250)
    second = aliases(heard)

    assert first
    assert second
    assert first & second == set()


def aliases(heard: Heard) -> set[str]:
    """The ids of the cards that came over the socket."""
    return set(re.findall(r'"id":"([\w-]{22})","title"[^}]*?"matched":', "\n".join(heard.texts)))


def test_the_pile_by_mouse_and_keyboard(pages: OpenPages) -> None:
    page = pages.desktop_as("recruteur")
    page.goto("/employeur/candidats")
    wait_for_deck(page)
    top, count = title_of(page), left(page)

    page.get_by_role("button", name="Pas cette fois").click()
    expect(page.locator(".candidates-for")).to_contain_text(f"{count - 1} personne")
    expect(page.get_by_role("group", name="Pourquoi")).to_be_visible()
    page.get_by_role("button", name="Revenir").click()
    expect(top_card(page).get_by_role("heading", level=2)).to_have_text(top)
    expect(page.locator(".candidates-for")).to_contain_text(f"{count} personne")

    # the card that came back is still on its way, and may lie under the bar: hover waits, and scrolls
    came_back = top_card(page).and_(page.locator("[data-from=pass]"))  # others have the same title
    expect(came_back).to_be_visible()
    top_card(page).hover(position={"x": 200, "y": 20})
    box = top_card(page).bounding_box()
    assert box is not None
    page.mouse.down()
    page.mouse.move(box["x"] - 300, box["y"] + 30, steps=8)
    page.mouse.up()
    expect(page.locator(".candidates-for")).to_contain_text(f"{count - 1} personne")
    page.keyboard.press("u")
    expect(page.locator(".candidates-for")).to_contain_text(f"{count} personne")
    expect(came_back.get_by_role("heading", level=2)).to_have_text(top)

    top_card(page).focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".candidates-for")).to_contain_text(f"{count - 1} personne")
    expect(top_card(page)).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator(".candidates-for")).to_contain_text(f"{count} personne")
    expect(top_card(page)).to_be_focused()


def test_the_focus_stays_on_top_however_quick_the_keys(pages: OpenPages) -> None:
    """A card taken back within its flight comes to lie on top later, without a key of its own."""
    page = pages.desktop_as("recruteur")
    page.goto("/employeur/candidats")
    wait_for_deck(page)
    count = left(page)

    top_card(page).focus()
    page.evaluate("""async () => {
        for (const key of ["ArrowLeft", "u", "ArrowLeft"]) {
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
            await new Promise((later) => setTimeout(later, 80));
        }
    }""")
    page.wait_for_timeout(600)  # the flights are over
    expect(top_card(page)).to_be_focused()
    expect(page.locator(".candidates-for")).to_contain_text(f"{count - 1} personne")
    page.keyboard.press("u")
    expect(page.locator(".candidates-for")).to_contain_text(f"{count} personne")
    expect(top_card(page)).to_be_focused()


def test_a_closed_door_for_everybody_else(pages: OpenPages) -> None:
    """A youth who types the address is sent nothing of it, and is brought to their own first page."""
    page = pages.phone_as("lina")
    heard = Heard()
    heard.listen(page)
    page.goto("/employeur/candidats")
    page.wait_for_url("**/decouvrir")
    page.wait_for_timeout(1000)

    assert "looking_for" not in "".join(t for t in heard.texts if '"cards"' in t and "alias" in t)
    expect(page.locator(".candidate-card")).to_have_count(0)

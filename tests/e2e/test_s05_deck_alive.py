"""Scenario 5, the deck answers: a reason changes the next cards, filters hold, the end names what to widen."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.e2e.phone import (
    close_sheet,
    held_by_server,
    put_matches_off,
    title_of,
    top_card,
    wait_for_deck,
)
from tests.fixtures.browsers import OpenPages

RELAXED = re.compile(r"\d+ offres? de plus")


def passes(page: Page) -> str:
    """Pass the top card; answers its title."""
    title = title_of(page)
    page.get_by_role("button", name="Pas cette fois").click()
    expect(page.locator('.deck-card[data-state="leaving"]')).to_have_count(0)
    return title


def told(page: Page, check: str) -> dict[str, Any]:
    """What the server holds, once it has heard: `check` is an expression on its answer."""
    for _ in range(40):
        held = held_by_server(page)
        if eval(check, {"held": held}):
            return held
        page.wait_for_timeout(250)
    raise AssertionError(f"the server never heard: {check}")


def sheet(page: Page) -> Any:
    """The filters, opened."""
    page.get_by_role("button", name="Filtres").click()
    return page.get_by_role("dialog", name="Filtrer les offres")


def test_a_reason_changes_what_comes_next_and_can_be_taken_back(pages: OpenPages) -> None:
    page = pages.phone_as("moussa")
    put_matches_off(page)
    wait_for_deck(page)
    company = top_card(page).locator(".card-company").first.inner_text()
    passes(page)
    page.get_by_role("button", name="Cette entreprise").click()
    expect(page.get_by_text(f"Tu ne vois plus {company}.")).to_be_visible()
    held = told(page, "held['asides']")
    assert [one["label"] for one in held["asides"]] == [company]
    assert company not in {card["company"] for card in held["deck"]["cards"]}
    for card in page.locator(".deck-card .card-company").all_inner_texts():
        assert card != company

    filters = sheet(page)
    expect(filters.locator(".aside-name")).to_have_text(company)
    filters.get_by_role("button", name=re.compile("^Remettre")).click()
    expect(filters.get_by_role("button", name=re.compile("^Remettre"))).to_have_count(0)
    told(page, "not held['asides']")
    page.keyboard.press("Escape")

    # without a network it holds as well, and is sent afterwards
    wait_for_deck(page)
    page.context.set_offline(True)
    passes(page)
    page.get_by_role("button", name="Pas ce métier").click()
    expect(page.get_by_text(re.compile("Tu ne vois plus .*et métiers proches"))).to_be_visible()
    page.context.set_offline(False)
    told(page, "held['asides']")
    page.get_by_role("button", name="Remettre").click()
    told(page, "not held['asides']")


def test_filters_hold_and_the_end_of_the_deck_says_what_to_widen(pages: OpenPages) -> None:
    page = pages.phone_as("moussa")
    put_matches_off(page)
    wait_for_deck(page)
    filters = sheet(page)
    filters.get_by_role("button", name="Service civique").click()
    filters.get_by_role("button", name="15 min").click()
    show = filters.locator(".filter-foot .btn-primary")
    expect(show).to_have_text(re.compile(r"Aucune offre|Voir \d+ offres?"), timeout=20_000)
    show.click()
    expect(page.get_by_role("button", name=re.compile("Service civique"))).to_be_visible()
    end = page.get_by_text("Tu as tout vu de ce côté-là")
    for _ in range(10):
        expect(end.or_(top_card(page))).to_be_visible(timeout=20_000)
        if end.count():
            break
        passes(page)
    first = page.locator(".relax-first")
    expect(first).to_have_text(RELAXED, timeout=20_000)
    promised = int(re.sub(r"\D+", " ", first.inner_text()).split()[0])
    page.locator(".deck-end .btn-primary").click()
    wait_for_deck(page)
    # as many as were promised, counted by the server
    told_count = sheet(page).locator(".filter-foot .btn-primary")
    expect(told_count).to_have_text(re.compile(rf"^Voir {promised} offres?$"), timeout=20_000)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("Tu as tout vu de ce côté-là")).to_be_visible(timeout=20_000)

    # they outlive the page
    page.reload()
    expect(page.get_by_role("button", name=re.compile("Service civique"))).to_be_visible()

    # and become a search that is kept
    sheet(page).get_by_role("link", name="En faire une recherche avec alerte").click()
    expect(page.locator("[name=minutes]")).to_have_value("15")
    expect(page.locator("[name=contracts]:checked")).to_have_value("civic_service")
    page.go_back()
    sheet(page).get_by_role("button", name="Tout effacer").click()
    page.keyboard.press("Escape")
    wait_for_deck(page)


def test_an_offer_is_kept_asked_about_shared_and_reported(pages: OpenPages) -> None:
    page = pages.phone_as("lina")
    put_matches_off(page)
    wait_for_deck(page)
    title = title_of(page)
    page.keyboard.press("Enter")
    details = page.get_by_role("dialog", name=title)
    expect(details.get_by_role("heading", name="Pourquoi celle-ci ?")).to_be_visible()
    details.get_by_role("button", name="Signaler").click()
    report = page.get_by_role("dialog", name="Quelque chose ne va pas ?")
    report.get_by_label("On demande de l'argent ou mes papiers").check()
    report.get_by_label("Un mot de plus").fill("50 € avant de commencer")
    report.get_by_role("button", name="Envoyer").click()
    page.get_by_role("dialog", name="Merci, c'est signalé").get_by_role(
        "button", name="Fermer"
    ).last.click()
    details.get_by_role("button", name="Garder pour plus tard").click()
    expect(top_card(page).get_by_role("heading", level=2)).not_to_have_text(title)
    kept = told(page, "held['kept']")["kept"]
    assert [offer["title"] for offer in kept] == [title]

    page.get_by_role("link", name="Mes offres").click()
    saved = (
        page.get_by_role("region")
        .or_(page.locator("section"))
        .filter(has=page.get_by_role("heading", name="Gardées pour plus tard"))
    )
    saved.get_by_role("button", name="Voir l'annonce").click()
    page.get_by_role("dialog", name=title).get_by_role("link", name="Demander").click()
    field = page.get_by_label("Écris ton message").or_(page.locator("#message"))
    expect(field.first).to_have_value(re.compile(re.escape(title)))
    link = re.search(r"https?://\S+", field.first.input_value())
    assert link is not None

    # whoever gets the link reads the advert without an account, and nothing of the sender
    other = pages.phone()
    other.goto(link[0])
    expect(other.get_by_role("heading", name=title, level=1)).to_be_visible()
    assert "Lina" not in other.content()
    other.goto("/offre/AAAAAAAAAAAAAAAAAAAAAA")
    expect(other.get_by_role("heading", name="Cette offre n'existe pas")).to_be_visible()

    officer = pages.desktop_as("entreprises")
    officer.goto("/signalements")
    expect(officer.get_by_text("50 € avant de commencer")).to_be_visible()
    officer.get_by_role("button", name="Laisser en ligne").first.click()
    expect(officer.get_by_text("Vue, laissée en ligne").first).to_be_visible()

    page.goto("/mes-offres")
    saved.get_by_role("button", name="J'aime").click()
    close_sheet(page)
    expect(saved).to_have_count(0)
    told(
        page,
        f"any(one['title'] == {title!r} for one in held['likes'] + held['applications'] "
        "if 'title' in one) or held['applications']",
    )


def test_the_installation_is_offered_at_the_third_visit_and_not_before(pages: OpenPages) -> None:
    page = pages.phone()

    def without_matches(route: Route) -> None:
        """With a first match it is offered at once, and other tests may have made one."""
        answer = route.fetch()
        told = answer.json()
        route.fulfill(response=answer, json=told | ({"matches": []} if "matches" in told else {}))

    page.route("**/api/v1/sync?*", without_matches)
    pages.signed_in(page, "nadia")
    put_matches_off(page)
    wait_for_deck(page)
    offer = page.get_by_role("complementary", name="Garde My Job Match sous la main")
    prompt = """() => {
        const event = new Event("beforeinstallprompt", { cancelable: true });
        event.prompt = () => { window.prompted = true; };
        event.userChoice = Promise.resolve({ outcome: "dismissed" });
        window.dispatchEvent(event);
    }"""
    page.evaluate(prompt)
    for _ in range(2):
        page.wait_for_timeout(300)
        expect(offer).to_have_count(0)
        page.evaluate("() => sessionStorage.removeItem('mjm-visit')")
        page.reload()
        wait_for_deck(page)
        page.evaluate(prompt)
    expect(offer).to_be_visible()
    offer.get_by_role("button", name="Installer").click()
    assert page.evaluate("() => window.prompted") is True
    expect(offer).to_have_count(0)
    page.reload()
    wait_for_deck(page)
    page.evaluate(prompt)
    page.wait_for_timeout(300)
    expect(offer).to_have_count(0)


def test_what_another_app_shares_opens_here(pages: OpenPages) -> None:
    page = pages.phone_as("emma")
    put_matches_off(page)
    manifest = page.request.get("/manifest.webmanifest").json()
    target = manifest["share_target"]
    for icon in [*manifest["icons"], *manifest["screenshots"]]:
        assert page.request.get(icon["src"]).ok, icon["src"]
    assert {icon.get("purpose", "any") for icon in manifest["icons"]} == {"any", "maskable"}
    page.goto(target["action"] + "?title=Vendeur&text=Regarde+https%3A%2F%2Fexemple.invalid%2F12")
    expect(page.get_by_role("heading", name="Vendeur")).to_be_visible()
    expect(page.get_by_text("https://exemple.invalid/12")).to_be_visible()
    page.get_by_role("link", name="En parler à ma Mission Locale").click()
    expect(page.locator("#message")).to_have_value(
        re.compile(r"Vendeur\s+https://exemple\.invalid/12")
    )

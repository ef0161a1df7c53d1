"""Landing, sign-in, legal notice: languages, themes, and signing in and out as people do."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.browsers import OpenPages

PUBLIC_PAGES = ["/", "/connexion", "/vie-privee", "/espace"]


def test_the_form_signs_in_without_scripts(pages: OpenPages) -> None:
    page = pages.phone(java_script_enabled=False)
    page.goto("/connexion")
    page.get_by_label("Téléphone, nom d'utilisateur ou e-mail").fill("financeur")
    page.get_by_label("Mot de passe").fill("bonjour2026")
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/financeur")


def test_a_wrong_password_is_told_where_it_was_typed(phone_page: Page) -> None:
    phone_page.goto("/connexion")
    phone_page.get_by_label("Téléphone, nom d'utilisateur ou e-mail").fill("nobody-here")
    phone_page.get_by_label("Mot de passe").fill("wrong")
    phone_page.get_by_role("button", name="Se connecter").click()
    expect(phone_page.get_by_role("alert")).to_contain_text("ne vont pas ensemble")


def test_one_tap_signs_a_demonstration_account_in_and_out(pages: OpenPages) -> None:
    page = pages.desktop()
    page.goto("/connexion")
    page.get_by_role("button", name="Claire Monnier").click()
    page.wait_for_url("**/financeur")
    expect(page.get_by_role("heading", level=1)).to_have_text("Opérations que vous financez")
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(lambda url: url.rstrip("/").count("/") == 2)
    assert not [c for c in page.context.cookies() if c["name"] == "mjm_session"]
    page.goto("/espace")
    page.wait_for_url("**/connexion")


def test_an_open_tab_forgets_when_another_signs_out(pages: OpenPages) -> None:
    page = pages.desktop_as("financeur")
    expect(page.locator("[data-role=funder]")).to_be_visible()
    other = page.context.new_page()
    other.goto("/espace")
    other.get_by_role("button", name="Se déconnecter").click()
    other.wait_for_url(lambda url: url.rstrip("/").count("/") == 2)
    page.goto("/espace")
    page.wait_for_url("**/connexion")


def test_the_language_is_switched_at_once_and_kept(phone_page: Page) -> None:
    phone_page.goto("/")
    expect(phone_page.locator("html")).to_have_attribute("lang", "fr")
    phone_page.get_by_role("button", name="English").click()
    expect(phone_page.get_by_role("heading", level=1)).to_contain_text("what you can do")
    expect(phone_page.locator("html")).to_have_attribute("lang", "en")
    assert phone_page.title() == "The job that fits you · My Job Match"
    phone_page.goto("/connexion")
    expect(phone_page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.parametrize(
    ("locale", "words"), [("fr-FR", "ce que tu sais faire"), ("en-GB", "what you can do")]
)
def test_the_first_bytes_are_in_the_readers_language(
    pages: OpenPages, locale: str, words: str
) -> None:
    """Before any script runs: nothing flashes in another language."""
    page = pages.phone(locale=locale, java_script_enabled=False)
    page.goto("/")
    assert words in page.get_by_role("heading", level=1).inner_text()
    assert page.locator("html").get_attribute("lang") == locale[:2]


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_hydration_is_clean(pages: OpenPages, path: str) -> None:
    page = pages.phone(locale="en-GB")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path)
    page.wait_for_timeout(1200)
    assert [text for text in said if "ydrat" in text or "Minified React" in text] == []


def test_the_theme_is_kept_and_set_before_the_first_paint(pages: OpenPages) -> None:
    page = pages.phone(color_scheme="light")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.get_by_role("button", name="Thème clair ou sombre").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload(wait_until="commit")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert background == "rgb(19, 17, 40)"


def test_an_unknown_address_says_so(phone_page: Page) -> None:
    answer = phone_page.goto("/pas-une-page")
    assert answer is not None
    assert answer.status == 404
    expect(phone_page.get_by_role("heading", level=1)).to_have_text("Il n'y a rien ici")


@pytest.mark.parametrize("path", PUBLIC_PAGES[:3])
def test_nothing_scrolls_sideways(pages: OpenPages, path: str) -> None:
    page = pages.open({"viewport": {"width": 320, "height": 740}})
    page.goto(path)
    for width in (320, 360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 740})
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"at {width} pixels"


@pytest.mark.parametrize("path", PUBLIC_PAGES[:3])
def test_targets_are_large_enough(phone_page: Page, path: str) -> None:
    phone_page.goto(path)
    small = phone_page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, select")]
          .filter((e) => e.offsetParent && !e.closest("p") && !e.classList.contains("skip-link"))
          .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
          .filter(([, box]) => box.height && (box.height < 38 || box.width < 38))
          .map(([html]) => html)"""
    )
    assert small == []


def test_the_keyboard_reaches_the_content_first(desktop_page: Page) -> None:
    desktop_page.goto("/")
    desktop_page.keyboard.press("Tab")
    expect(desktop_page.get_by_text("Aller au contenu")).to_be_focused()

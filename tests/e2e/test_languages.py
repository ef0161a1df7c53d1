"""Their language, their way of reading: chosen at first sight, kept with the account, read from the right, heard."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from production import RunningServer

from myjobmatch.i18n import catalogue
from myjobmatch.i18n.icu import Message, Part
from myjobmatch.pages.registry import load_all
from myjobmatch.site import SITE
from tests.e2e.phone import WARM_UP_MS, read_in, title_of, top_card, wait_for_deck
from tests.e2e.test_accessible import AT_REST, OPTIONS, SETTLE_MS
from tests.fixtures.browsers import OpenPages

YOUTH = "moussa"
"""Whose language these tests change: nobody else's tests sign in as him."""
ADDRESSES = {
    "": [
        "/",
        "/connexion",
        "/inscription",
        "/activation",
        "/vie-privee",
        "/au-revoir",
        "/nulle-part",
    ],
    YOUTH: [
        "/decouvrir",
        "/mes-offres",
        "/messages",
        "/mon-espace",
        "/mon-espace/profil#done",
        "/mon-espace/profil#skills",
        "/mon-espace/profil#travel",
        "/mon-espace/profil#when",
        "/mon-espace/semaine",
        "/mon-espace/rendez-vous",
        "/mon-espace/accord",
        "/mon-espace/alertes",
        "/mon-espace/securite",
        "/mon-espace/mes-donnees",
        "/partage",
    ],
}
VOICES = """
window.spoken = [];
const voice = (lang) => ({ lang, name: lang, localService: true });
let queue = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => %s.map(voice),
  speak: (one) => { spoken.push([one.lang, one.text]); queue.push(one); },
  cancel: () => { spoken.push(["", "silence"]); queue = []; },
  finish: () => { for (const one of queue.splice(0)) one.onend?.(); },
  addEventListener: () => {}, removeEventListener: () => {},
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT = """() => [...document.querySelectorAll("h1, h2, h3, p, button, a, label, li, span, strong")].filter((one) => {
  const { overflowX, display, webkitLineClamp, textOverflow } = getComputedStyle(one);
  const clipped = overflowX === "hidden" || overflowX === "clip";
  const box = one.getBoundingClientRect();
  const seen = box.width > 2 && box.height > 2 && !one.closest("[inert], [aria-hidden='true'], .visually-hidden");
  const meant = webkitLineClamp !== "none" || textOverflow === "ellipsis";
  const scrolled = (node) => node && (getComputedStyle(node).overflowX === "auto" || scrolled(node.parentElement));
  const out = (box.right > innerWidth + 1 || box.left < -1) && !scrolled(one.parentElement);
  return seen && display !== "inline" && !meant && ((clipped && one.scrollWidth > one.clientWidth + 1) || out);
}).map((one) => one.className + ": " + one.textContent.slice(0, 40))"""


def told(locale: str, key: str) -> str:
    """A message without values, as a page shows it."""
    return " ".join(catalogue.messages(locale)[key].replace("\u00a0", " ").split())


def drawn(page: Page, address: str) -> None:
    """Go there, and wait until what the server tells has been drawn."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=WARM_UP_MS)
    expect(page.locator(".skeleton:visible")).to_have_count(0, timeout=WARM_UP_MS)


def test_arabic_taken_at_first_sight_stays_and_follows_to_another_phone(pages: OpenPages) -> None:
    page = pages.phone()
    page.goto("/")
    shown = page.get_by_role("group", name="Langue").first.get_by_role("button")
    assert {one.strip() for one in shown.all_inner_texts()} == set(catalogue.NAMES.values())
    page.get_by_role("button", name="العربية").first.click()
    html = page.locator("html")
    expect(html).to_have_attribute("dir", "rtl")
    expect(html).to_have_attribute("lang", "ar")
    expect(page.get_by_role("heading", level=1)).to_have_text(told("ar", "public.landing.hero"))

    page.goto("/connexion")
    expect(html).to_have_attribute("dir", "rtl")
    page.get_by_label(told("ar", "public.sign_in.login")).fill(YOUTH)
    page.get_by_label(told("ar", "public.sign_in.password")).fill("bonjour2026")
    page.get_by_role("button", name=told("ar", "public.sign_in.submit"), exact=True).click()
    page.wait_for_url("**/decouvrir")
    expect(html).to_have_attribute("dir", "rtl")
    wait_for_deck(page)
    read_in(page, "العربية", "ar")

    other = pages.phone_as(YOUTH)  # its browser asks for French
    expect(other.locator("html")).to_have_attribute("lang", "ar")
    bar = other.get_by_role("navigation", name=told("ar", "common.nav.label"))
    expect(bar).to_contain_text(told("ar", "common.nav.discover"))

    read_in(other, "Français facile", "fr-falc")
    expect(other.locator("html")).to_have_attribute("lang", "fr")
    expect(other.locator("html")).to_have_attribute("dir", "ltr")
    size = other.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert size == pytest.approx(19)
    expect(other.locator("h2 svg.easy-only").first).to_be_visible()
    read_in(other, "Français", "fr")


def test_the_deck_is_not_turned_round(pages: OpenPages) -> None:
    """Like lies and flies to the right in Arabic too; what points back is turned."""
    page = pages.phone_as(YOUTH)
    read_in(page, "العربية", "ar")
    drawn(page, "/decouvrir")
    wait_for_deck(page)
    boxes = [page.locator(name).bounding_box() for name in (".deck-pass", ".deck-like")]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["x"] < boxes[1]["x"]
    before = title_of(page)
    page.keyboard.press("ArrowRight")
    expect(top_card(page)).not_to_contain_text(before)
    said = page.locator('[role="status"]', has_text=before)
    expect(said).to_have_count(1)
    page.keyboard.press("u")
    expect(top_card(page)).to_contain_text(before)
    turned = "getComputedStyle(document.querySelector('.deck-undo svg')).transform"
    assert page.evaluate(turned) == "matrix(-1, 0, 0, 1, 0, 0)"
    family = "document.fonts.check('16px \"Noto Arabic\"', 'سلام')"
    assert page.evaluate(family) is True
    read_in(page, "Français", "fr")


def test_a_browser_is_answered_in_its_language_and_a_desk_in_french(pages: OpenPages) -> None:
    page = pages.phone(locale="uk-UA")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    expect(page.get_by_role("heading", level=1)).to_have_text(told("uk", "public.landing.hero"))
    expect(page).to_have_title(re.compile(re.escape(told("uk", "public.landing.title"))))

    desk = pages.desktop(locale="ar-MA")
    desk.goto("/")
    expect(desk.locator("html")).to_have_attribute("dir", "rtl")
    pages.signed_in(desk, "conseil")
    expect(desk.locator("html")).to_have_attribute("lang", "fr")
    expect(desk.locator("html")).to_have_attribute("dir", "ltr")
    offered = desk.get_by_role("group", name="Langue").get_by_role("button")
    assert [one.get_attribute("title") for one in offered.all()] == ["Français", "English"]
    desk.get_by_role("link", name="Portefeuille").click()
    desk.locator("a.row-name").first.click()
    desk.wait_for_url("**/conseil/jeunes/*")
    desk.reload()  # a page of a dynamic route starts without content, in any language
    expect(desk.locator("html")).to_have_attribute("lang", "fr")
    # From an Arabic page to a desk without loading it anew.
    desk.goto("/vie-privee")
    expect(desk.locator("html")).to_have_attribute("dir", "rtl")


def test_a_card_is_read_aloud_each_part_in_its_tongue(pages: OpenPages) -> None:
    page = pages.phone()
    page.add_init_script(VOICES % json.dumps(["fr-FR", "en_GB"]))
    pages.signed_in(page, YOUTH)
    wait_for_deck(page)
    title = title_of(page)
    button = top_card(page).get_by_role("button", name="Écouter")
    button.click()
    stop = top_card(page).get_by_role("button", name="Arrêter la lecture")
    expect(stop).to_have_attribute("aria-pressed", "true")
    spoken = page.evaluate("spoken")
    said = " ".join(text for _, text in spoken)
    assert {lang for lang, _ in spoken} == {"fr-FR"}
    assert re.sub(r"\W+", " ", title).strip() in re.sub(r"\W+", " ", said)
    assert "Écouter" not in said
    assert all(len(text) <= 180 for _, text in spoken)
    stop.click()
    expect(button).to_be_visible()
    assert page.evaluate("spoken.at(-1)") == ["", "silence"]
    button.click()
    page.evaluate("speechSynthesis.finish()")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    page.get_by_role("button", name="J'aime", exact=True).click()
    page.wait_for_function("() => spoken.at(-1)[1] === 'silence'")
    page.keyboard.press("u")

    page.goto("/vie-privee")
    page.get_by_role("button", name="Écouter").click()
    assert page.evaluate("spoken.length") > 10


@pytest.mark.parametrize("voices", [[], ["de-DE"]])
def test_nothing_offers_to_read_where_no_voice_can(pages: OpenPages, voices: list[str]) -> None:
    page = pages.phone()
    page.add_init_script(VOICES % json.dumps(voices))
    page.goto("/vie-privee")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".listen")).to_have_count(0)


def faults(page: Page, scheme: str) -> list[str]:
    """What axe finds in this page in a theme."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    size = page.viewport_size or {"width": 360, "height": 740}
    # as tall as the page: what happens to lie half under the bar is one scroll away, and no small target
    tall = page.evaluate("document.documentElement.scrollHeight + 120")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], tall)})
    page.wait_for_timeout(SETTLE_MS)
    page.wait_for_function(AT_REST)
    found = Axe().run(page, options=OPTIONS).response["violations"]
    page.set_viewport_size(size)
    return [
        f"{page.url} {scheme}: {one['id']} at {[node['target'] for node in one['nodes']]}"
        for one in found
    ]


SAMPLED = [
    ("ar", "/decouvrir", "dark"),
    ("uk", "/", "light"),
    ("fr-falc", "/decouvrir", "light"),
    ("ar", "/mon-espace", "light"),
    ("fr-falc", "/vie-privee", "dark"),
]


def test_nothing_is_wrong_in_some_languages_and_themes(pages: OpenPages) -> None:
    page = pages.phone_as(YOUTH)
    found = []
    for tag, address, scheme in SAMPLED:
        read_in(page, catalogue.NAMES[tag], tag)
        drawn(page, address)
        found += faults(page, scheme)
    read_in(page, "Français", "fr")
    assert found == []


@pytest.mark.parametrize("tag", ["fr", "ar", "fr-falc"])
def test_large_letters_and_a_narrow_screen_cut_nothing(pages: OpenPages, tag: str) -> None:
    page = pages.phone_as(YOUTH, viewport={"width": 320, "height": 640})
    read_in(page, catalogue.NAMES[tag], tag)
    settings = page.context.new_cdp_session(page)
    wrong = []
    for address in (*ADDRESSES[""], *ADDRESSES[YOUTH]):
        drawn(page, address)
        for size in (32, 16):
            settings.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
            page.wait_for_function(
                f"Math.abs(parseFloat(getComputedStyle(document.documentElement).fontSize) / {size} - 1) < 0.2"
            )
            wide, cut = page.evaluate(TOO_WIDE), page.evaluate(CUT)
            if wide > 0 or cut:
                wrong.append(f"{address} {size} px: {wide} px too wide, cut: {cut}")
    read_in(page, "Français", "fr")
    assert wrong == []


def test_more_contrast_forced_colours_and_calm_are_followed(pages: OpenPages) -> None:
    page = pages.phone_as(YOUTH)
    drawn(page, "/mon-espace")
    page.emulate_media(contrast="more", reduced_motion="reduce")
    ink = page.evaluate("getComputedStyle(document.body).color")
    expect(page.locator("main .soft:visible").first).to_have_css("color", ink)
    moving = "Math.max(...[...document.querySelectorAll('*')].map((one) => parseFloat(getComputedStyle(one).transitionDuration) || 0))"
    assert page.evaluate(moving) <= 0.002
    page.emulate_media(contrast="no-preference", forced_colors="active")
    chosen = page.locator('.language-option[aria-pressed="true"]')
    other = page.locator('.language-option[aria-pressed="false"]').first
    ground = "(one) => getComputedStyle(one).backgroundColor"
    assert chosen.evaluate(ground) != other.evaluate(ground)
    assert Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"] == []


class _Texts(HTMLParser):
    """The texts of a page that someone reads or hears."""

    SILENT = ("script", "style", "title")
    HEARD = ("aria-label", "title", "placeholder", "alt")

    def __init__(self) -> None:
        super().__init__()
        self.silent = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self.SILENT
        self.found += [value for name, value in attrs if name in self.HEARD and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self.SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def _pattern(message: Message) -> str:
    """The regular expression of what a message can say, its values left open."""

    def said(part: Part) -> str:
        if isinstance(part, str):
            return re.escape(part)
        if part[0] in ("p", "s"):
            return (
                "(?:" + "|".join(map(_pattern, cast("dict[str, Message]", part[2]).values())) + ")"
            )
        return ".*"

    return "".join(map(said, message))


def _says_something(message: Message) -> bool:
    return any(isinstance(part, str) and re.search(r"[^\W\d_]", part) for part in message)


@pytest.mark.parametrize("tag", ["ar", "uk"])
def test_every_word_of_a_page_is_in_the_catalogues(server: RunningServer, tag: str) -> None:
    """Pages as they were built, in letters that no forgotten French text has."""
    assert server.url
    known = {"My Job Match", *catalogue.NAMES.values()}
    patterns = [
        re.compile(_pattern(one), re.DOTALL) for one in catalogue.parsed(tag).values() if one
    ]
    strange: set[str] = set()
    files = sorted((SITE / f"_{tag}").rglob("*.html"))
    assert len(files) >= len([one for one in load_all() if ".pages.youth." in one.build.__module__])
    for path in files:
        texts = _Texts()
        texts.feed(path.read_text(encoding="utf-8"))
        for text in texts.found:
            latin = re.search(r"[A-Za-zÀ-ÿ]{2}", text)
            if latin and text.strip() not in known and not any(p.fullmatch(text) for p in patterns):
                strange.add(f"{path.name}: {text}")
    assert strange == set()


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("tag", catalogue.LOCALES)
def test_nothing_is_wrong_in_any_language_and_theme(pages: OpenPages, tag: str) -> None:
    page = pages.phone_as(YOUTH)
    read_in(page, catalogue.NAMES[tag], tag)
    found = []
    for address in (*ADDRESSES[""], *ADDRESSES[YOUTH]):
        drawn(page, address)
        for scheme in ("light", "dark"):
            found += faults(page, scheme)
    read_in(page, "Français", "fr")
    assert found == []

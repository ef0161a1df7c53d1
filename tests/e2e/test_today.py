"""The first page and the portfolio in a browser: done, put off, undone; filters kept, columns, several at once, files."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.phone import put_matches_off
from tests.fixtures.browsers import OpenPages


def test_rows_are_done_put_off_and_taken_back_by_keyboard(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    expect(desk).to_have_url(re.compile(r"/conseil$"))
    rows = desk.locator(".today-row")
    expect(rows.first).to_be_visible()
    total = int(re.search(r"(\d+) chose", desk.get_by_role("main").inner_text())[1])  # type: ignore[index]

    desk.keyboard.press("j")
    expect(rows.first).to_be_focused()
    who = rows.first.locator(".today-who").inner_text()
    desk.keyboard.press("d")
    status = desk.locator(".today-undo")
    expect(status).to_contain_text(f"Fait : {who}")
    expect(desk.get_by_text(_waiting(total - 1))).to_be_visible()
    desk.keyboard.press("u")
    expect(desk.get_by_text(_waiting(total))).to_be_visible()
    expect(status).not_to_contain_text("Fait")

    rows.first.focus()
    desk.keyboard.press("p")
    expect(status).to_contain_text("Remis à demain")
    expect(desk.get_by_text(_waiting(total - 1))).to_be_visible()
    desk.get_by_role("button", name=re.compile("Rappeler 1 ligne")).click()
    expect(desk.get_by_text(_waiting(total))).to_be_visible()


def _waiting(count: int) -> re.Pattern[str]:
    return re.compile(rf"· {count} choses? atten")


def test_a_count_opens_the_list_behind_it(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    counted = desk.locator(".today-counts a").filter(has_text="Sans nouvelles")
    total = int(counted.locator(".today-figure").inner_text())
    counted.click()
    expect(desk).to_have_url(re.compile("/conseil/portefeuille"))
    rows = desk.locator("tbody tr")
    expect(rows.first).to_be_visible()
    for row in rows.all():
        expect(row).to_contain_text(re.compile("Sans nouvelles|Jamais"))
    assert rows.count() <= total


def test_a_message_of_a_youth_shows_on_the_first_page_at_once(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    expect(desk.locator(".today-row").first).to_be_visible()
    phone = pages.phone_as("lina")
    put_matches_off(phone)
    phone.goto("/messages")
    phone.locator(".talk").filter(has_text="Aminata").first.click()
    phone.get_by_label("Écrire un message").fill("Je suis en route !")
    phone.get_by_role("button", name="Envoyer").click()
    group = desk.locator(".today-group").filter(has_text="Messages non lus")
    expect(group.locator(".today-row").filter(has_text="Lina")).to_be_visible(timeout=15_000)
    group.locator(".today-row").filter(has_text="Lina").get_by_role("link", name="Répondre").click()
    expect(desk).to_have_url(re.compile("/conseil/messages"))


def test_filters_are_kept_columns_chosen_and_what_is_shown_leaves(
    pages: OpenPages, tmp_path: Path
) -> None:
    desk = pages.desktop_as("conseil")
    desk.goto("/conseil/portefeuille")
    rows = desk.locator("tbody tr")
    expect(rows.first).to_be_visible()
    everyone = rows.count()

    desk.locator(".portfolio-filter > summary").click()
    panel = desk.locator(".portfolio-panel")
    panel.get_by_role("button", name="CEJ", exact=True).click()
    expect(desk.get_by_text("Filtrer (1 critère)")).to_be_visible()
    panel.get_by_label("Garder ce filtre sous le nom").fill("Mes CEJ")
    panel.get_by_role("button", name="Garder").click()
    kept = desk.locator(".portfolio-views").get_by_role("button", name="Mes CEJ", exact=True)
    expect(kept).to_have_attribute("aria-pressed", "true")
    found = rows.count()
    panel.get_by_role("button", name="Tout afficher").click()
    expect(rows).to_have_count(everyone)
    kept.click()
    expect(rows).to_have_count(found)

    desk.get_by_text("Colonnes", exact=True).click()
    box = desk.locator(".portfolio-columns").get_by_label("Commune")
    box.click()
    expect(box).to_be_checked()
    expect(desk.get_by_role("columnheader", name=re.compile("Commune"))).to_be_visible()
    desk.get_by_text("Colonnes", exact=True).click()

    with desk.expect_download() as download:
        desk.get_by_role("link", name=re.compile("en CSV")).click()
    file = tmp_path / "table.csv"
    download.value.save_as(file)
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Jeune;À voir;")
    assert "Commune" in lines[0]
    assert len(lines) == found + 1


def test_several_are_written_to_by_keyboard(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    desk.goto("/conseil/portefeuille")
    rows = desk.locator("tbody tr")
    expect(rows.first).to_be_visible()
    desk.get_by_role("searchbox", name="Rechercher", exact=True).fill("lina")
    expect(rows).to_have_count(1)
    desk.keyboard.press("Escape")  # leaves the field: the word that was searched stays
    expect(desk.get_by_role("searchbox", name="Rechercher", exact=True)).to_have_value("lina")
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    expect(desk.get_by_text("1 jeune choisi")).to_be_visible()
    desk.get_by_role("button", name="Écrire", exact=True).click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Votre message").fill("Bonjour {prénom}, pense à jeudi !")
    dialog.get_by_role("button", name="Envoyer").click()
    expect(desk.locator(".portfolio-done")).to_contain_text("Message envoyé à 1 jeune")
    phone = pages.phone_as("lina")
    put_matches_off(phone)
    phone.goto("/messages")
    expect(phone.get_by_text("Bonjour Lina, pense à jeudi !").first).to_be_visible(timeout=20_000)


def test_a_note_a_step_and_a_line_on_a_youths_page(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    _open(desk, "jordan")
    desk.get_by_label("Ajouter une action en une ligne").fill("CV demain 2h")
    expect(desk.locator(".file-line-read")).to_contain_text("120 min")
    desk.locator(".file-line").get_by_role("button", name="Ajouter").click()
    expect(desk.get_by_text("Ajouté à la semaine : CV")).to_be_visible()

    desk.get_by_label("À faire").fill("Relire sa lettre")
    desk.locator(".file-step-form").get_by_role("button", name="Ajouter").click()
    step = desk.get_by_label(re.compile("Relire sa lettre"))
    expect(step).to_be_visible()
    step.click()  # the server ticks it
    expect(step).to_be_checked()

    desk.get_by_label("Votre note").first.fill("Très motivé ce matin.")
    desk.get_by_role("button", name="Noter", exact=True).click()
    expect(desk.get_by_text("Très motivé ce matin.").first).to_be_visible()
    desk.get_by_role("link", name="Historique", exact=True).click()
    expect(desk.get_by_role("button", name="Suivi", exact=True)).to_be_visible()
    desk.get_by_role("button", name="Suivi", exact=True).click()
    expect(desk.locator(".timeline")).to_contain_text("Note")


def _open(desk: Page, who: str) -> None:
    desk.goto("/conseil/portefeuille")
    expect(desk.locator("tbody tr").first).to_be_visible()
    desk.get_by_role("searchbox", name="Rechercher", exact=True).fill(who)
    expect(desk.locator("tbody tr")).to_have_count(1)
    desk.locator("tbody .row-name").first.click()
    expect(desk.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)

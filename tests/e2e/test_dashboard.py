"""The dashboard in a browser: periods, tables by keyboard, files read back, a message to who is going, axe."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phone import WARM_UP_MS
from tests.e2e.test_accessible import faults, wait_until_drawn
from tests.fixtures.browsers import OpenPages


def opened(pages: OpenPages, login: str) -> Page:
    desk = pages.desktop_as(login)
    desk.goto("/conseil/tableau")
    expect(desk.locator(".dashboard-bigs")).to_be_visible(timeout=WARM_UP_MS)
    return desk


def test_a_period_is_changed_and_compared_and_its_table_read_by_keyboard(pages: OpenPages) -> None:
    desk = opened(pages, "conseil")
    told = desk.locator(".dashboard-period")
    expect(told).to_contain_text("comparé à la période")
    before = told.inner_text()
    desk.get_by_label("Période", exact=True).select_option("quarter")
    expect(told).not_to_have_text(before)
    bars = desk.locator("#dashboard-activity ~ .dashboard-plot rect.dashboard-series-now")
    assert 10 <= bars.count() <= 14

    chart = desk.get_by_role("region", name="Jeunes actifs")
    toggle = chart.locator("summary").filter(has_text="Tableau")
    toggle.focus()
    desk.keyboard.press("Enter")
    table = chart.get_by_role("table")
    expect(table).to_be_visible()
    rows = table.locator("tbody tr")
    assert rows.count() in (13, 14)
    expect(rows.first.get_by_role("rowheader")).to_contain_text("Semaine du")
    desk.keyboard.press("Enter")
    expect(table).to_be_hidden()
    chart.locator("summary").filter(has_text="Comment c'est compté").click()
    expect(chart).to_contain_text("Un jeune compte une fois par barre")

    desk.get_by_label("Comparer avec").select_option("year_before")
    expect(told).to_contain_text(re.compile(r"comparé à la période du .* 20\d\d"))
    desk.get_by_label("Période", exact=True).select_option("own")
    desk.get_by_label("Du", exact=True).fill("2026-01-31")
    desk.get_by_label("Au", exact=True).fill("2026-01-01")
    desk.get_by_role("button", name="Afficher").click()
    expect(desk.get_by_role("alert")).to_contain_text("Ces dates ne vont pas")


def test_files_say_what_the_page_says_and_hide_few_when_they_leave(pages: OpenPages) -> None:
    desk = opened(pages, "responsable")
    chart = desk.get_by_role("region", name="Jeunes actifs")
    with desk.expect_download() as saved:
        chart.get_by_role("link", name="Télécharger en CSV : Jeunes actifs").click()
    assert re.fullmatch(
        r"activity-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv", saved.value.suggested_filename
    )
    rows = list(csv.reader(StringIO(saved.value.path().read_text("utf-8-sig")), delimiter=";"))
    assert rows[0][:2] == ["Jour ou semaine", "Jeunes actifs"]
    assert len(rows) == 31
    chart.locator("summary").filter(has_text="Tableau").click()
    shown = chart.get_by_role("table").locator("tbody tr td:nth-child(2)").all_inner_texts()
    assert [row[1] for row in rows[1:]] == shown

    with desk.expect_download() as saved:
        chart.get_by_role("link", name=re.compile("Excel : Jeunes actifs")).click()
    with ZipFile(BytesIO(saved.value.path().read_bytes())) as book:
        assert "xl/worksheets/sheet1.xml" in book.namelist()

    expect(desk.get_by_role("link", name=re.compile("CSV : En train de décrocher"))).to_be_visible()
    desk.get_by_label(re.compile("Pour l'extérieur")).check()
    expect(desk.get_by_role("link", name=re.compile("CSV : En train de décrocher"))).to_be_hidden()
    with desk.expect_download() as saved:
        desk.get_by_role("link", name="Télécharger en CSV : De l'offre aimée à l'embauche").click()
    assert "moins de 5" in saved.value.path().read_text("utf-8-sig")
    refused = desk.request.get("/api/v1/dashboard/drop_outs.csv?outside=yes")
    assert (refused.status, refused.json()["error"]) == (422, "table_named")
    assert desk.request.get("/api/v1/dashboard/nothing.csv").status == 422


def test_who_is_going_is_one_button_from_a_message(pages: OpenPages) -> None:
    desk = opened(pages, "conseil")
    first = desk.locator(".dashboard-leaving li").first
    name = first.locator(".row-name").inner_text()
    first.get_by_role("button", name=f"Écrire à {name}").click()
    expect(desk).to_have_url(re.compile("/conseil/messages"), timeout=WARM_UP_MS)


def test_a_manager_looks_at_one_advisor(pages: OpenPages) -> None:
    desk = opened(pages, "responsable")
    rows = desk.locator(".dashboard-advisors tbody tr")
    expect(rows.filter(has_not_text="Sans conseiller")).to_have_count(2)
    expect(rows.last).to_contain_text("Sans conseiller")  # a message to nobody's youth counts there
    desk.get_by_label("Voir").select_option(label="Yann Belkacem")
    expect(desk.locator(".page-title")).to_contain_text("Portefeuille de Yann Belkacem")
    expect(desk.locator(".dashboard-advisors")).to_have_count(0)


@pytest.mark.parametrize("login", ["lina", "recruteur", "entreprises", "financeur", ""])
def test_a_file_is_nobody_elses(pages: OpenPages, login: str) -> None:
    page = pages.desktop_as(login) if login else pages.phone()
    answer = page.request.get("/api/v1/dashboard/activity.csv?whole=yes")
    assert answer.status == (403 if login else 401)


@pytest.mark.parametrize("login", ["conseil", "responsable"])
def test_axe_finds_nothing(pages: OpenPages, login: str) -> None:
    desk = opened(pages, login)
    wait_until_drawn(desk)
    for toggle in desk.locator(".dashboard-fold > summary").all():
        toggle.click()
    assert faults(desk) == []

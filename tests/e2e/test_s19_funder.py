"""Scenario 19: a youth enters an operation and leaves it, is asked six months after, counts in indicators that leave."""

from __future__ import annotations

import csv
import re
from datetime import datetime, time, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

from playwright.sync_api import Page, expect
from production import RunningServer
from sqlalchemy import select

from myjobmatch.db.models import AuditEntry, FseParticipation, Youth, YouthIdentity
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import PARIS, SystemClock, paris_day
from myjobmatch.services.fse.follow_up import ask_six_months
from tests.e2e.heard import Heard
from tests.e2e.phone import WARM_UP_MS
from tests.e2e.phone_server import beside
from tests.e2e.test_accessible import faults, wait_until_drawn
from tests.fixtures.browsers import OpenPages

TITLE = re.compile("Tremplin vers l'emploi")
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def opened(page: Page) -> Page:
    """The operation's page."""
    page.goto("/conseil/operations")
    page.get_by_role("link", name=TITLE).click(timeout=WARM_UP_MS)
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible(timeout=WARM_UP_MS)
    return page


def rows_of(data: bytes) -> list[list[str]]:
    """A CSV as it is read."""
    return list(csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";"))


def fill_in(page: Page, answers: dict[str, str]) -> None:
    for code, value in answers.items():
        page.locator(f"#{code}").select_option(value)


def test_from_entry_to_six_months_after(pages: OpenPages, server: RunningServer) -> None:
    today = paris_day(SystemClock().now())
    desk = opened(pages.desktop_as("conseil"))
    desk.get_by_role("link", name="Inscrire des jeunes").click()
    desk.get_by_label("Chercher parmi les jeunes").fill("lina")
    somebody = desk.locator(".fse-people label").first
    expect(somebody).to_contain_text(re.compile("Lina"), timeout=WARM_UP_MS)
    expect(desk.locator(".fse-people label")).to_have_count(1)
    somebody.click()
    expect(desk.get_by_text("1 personne choisie")).to_be_visible()
    desk.get_by_label("Jour d'entrée").fill((today - timedelta(days=240)).isoformat())
    desk.get_by_role("button", name="Inscrire", exact=True).click()

    # entry data: what the file says waits to be confirmed, what it does not say is asked, nothing is guessed
    expect(desk.get_by_text("Prérempli avec le dossier, à confirmer").first).to_be_visible(
        timeout=WARM_UP_MS
    )
    expect(desk.locator("#birth_date")).not_to_have_value("")
    expect(desk.locator("#unemployed_for")).to_have_count(0)
    desk.locator("#labour").select_option("unemployed")
    expect(desk.locator("#unemployed_for")).to_be_visible()
    fill_in(desk, {"unemployed_for": "under_6", "sex": "female", "education": "niveau_3"})
    desk.locator("#birth_date").fill("2031-01-01")
    desk.get_by_role("button", name="Confirmer les données d'entrée").click()
    expect(desk.locator("#birth_date-below")).to_contain_text("date de naissance qui existe")
    expect(desk.get_by_role("alert")).to_contain_text("rien n'est perdu")
    expect(desk.locator("#education")).to_have_value("niveau_3")  # nothing is lost
    desk.locator("#birth_date").fill("2006-05-02")
    desk.get_by_role("button", name="Confirmer les données d'entrée").click()
    expect(
        desk.get_by_text(re.compile(r"C'est enregistré\. \d réponses manquent encore"))
    ).to_be_visible()
    link = desk.url

    # the row stands among the incomplete ones until the rest is told
    opened(desk)
    rows = desk.locator("tbody tr")
    expect(rows.filter(has_text="Lina")).to_be_visible(timeout=WARM_UP_MS)
    everybody = rows.count()
    desk.get_by_label("Montrer").select_option("lacking")
    expect(rows).not_to_have_count(everybody)  # else the line moves away under the pointer
    line = rows.filter(has_text="Lina")
    expect(line).to_contain_text("Données d'entrée à confirmer")
    line.get_by_role("link").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Lina")
    fill_in(
        desk,
        {
            "nationality": "french",
            "foreign_background": "prefers_not",
            "minority": "not_recorded",
            "disability": "no",
            "homeless": "no",
            "qpv": "yes",
            "rural": "no",
        },
    )
    desk.get_by_role("button", name="Confirmer les données d'entrée").click()
    expect(desk.get_by_text("C'est enregistré.", exact=True)).to_be_visible()
    wait_until_drawn(desk)
    assert faults(desk) == []

    # she left: the day alone first, and the alert is on the day's page before it is late
    desk.locator("#exit > summary").click()
    left_on = today - timedelta(days=25)
    desk.locator("#left_on").fill(left_on.isoformat())
    desk.get_by_role("button", name="Enregistrer la sortie").click()
    expect(desk.get_by_text(re.compile("À renseigner avant le"))).to_be_visible()
    desk.goto("/conseil")
    alert = (
        desk.locator("li, tr").filter(has_text="Lina").filter(has_text="sortie à renseigner avant")
    )
    expect(alert.first).to_be_visible(timeout=WARM_UP_MS)
    alert.first.get_by_role("link", name=re.compile("Renseigner la sortie")).click()
    expect(desk.locator("#exit_labour")).to_be_visible(timeout=WARM_UP_MS)
    left_on = today - timedelta(days=190)
    desk.locator("#left_on").fill(left_on.isoformat())
    fill_in(
        desk,
        {
            "exit_reason": "completed",
            "exit_labour": "unemployed",
            "exit_training": "no",
            "exit_qualification": "yes",
        },
    )
    desk.get_by_role("button", name="Enregistrer la sortie").click()
    expect(desk.get_by_text("C'est enregistré.", exact=True)).to_be_visible()
    expect(desk.get_by_text("1 correction gardée")).to_be_visible()

    # six months after: a link, two taps on a phone, in her language; then it opens nothing more
    async def asks(uow: UnitOfWork) -> int:
        return await ask_six_months(SYSTEM, None, uow)

    assert beside(server, asks, at=datetime.combine(today, time(12), PARIS)) >= 1
    desk.goto(link)
    desk.locator("#six > summary").click(timeout=WARM_UP_MS)
    desk.get_by_role("button", name="Donner un lien").click()
    expect(desk.get_by_label(re.compile("Lien à donner"))).to_have_value(re.compile("/six-mois"))
    path = (
        "/six-mois"
        + desk.get_by_label(re.compile("Lien à donner")).input_value().partition("/six-mois")[2]
    )
    phone = pages.phone()
    seen = Heard()
    seen.listen(phone)
    phone.goto("/six-mois?jeton=faux")
    expect(phone.get_by_role("heading", name="Ce lien n'ouvre plus rien")).to_be_visible(
        timeout=WARM_UP_MS
    )
    phone.goto(path)
    expect(phone.get_by_role("heading", name="Six mois après")).to_be_visible(timeout=WARM_UP_MS)
    wait_until_drawn(phone)
    assert faults(phone) == []
    assert phone.evaluate(WIDE) <= 0
    seen.look(phone)
    assert "J'ai un emploi" in seen.everything()
    assert "Lina" not in seen.everything()
    send = phone.get_by_role("button", name="Envoyer")
    expect(send).to_be_disabled()
    phone.get_by_role("button", name="J'ai un emploi").click()
    send.click()
    expect(phone.get_by_role("heading", name="Merci, c'est noté !")).to_be_visible()
    phone.goto(path)
    expect(phone.get_by_text("C'est déjà dit. Merci !")).to_be_visible(timeout=WARM_UP_MS)
    desk.reload()
    expect(desk.locator("#six")).to_contain_text("avec le lien", timeout=WARM_UP_MS)


def test_a_manager_takes_the_files_and_each_is_noted(
    pages: OpenPages, server: RunningServer
) -> None:
    desk = opened(pages.desktop_as("responsable"))
    with desk.expect_download() as saved:
        desk.get_by_role("link", name="Indicateurs en CSV").click()
    assert re.fullmatch(r"indicators-\d{4}-\d\d-\d\d\.csv", saved.value.suggested_filename)
    table = rows_of(saved.value.path().read_bytes())
    assert [row[0] for row in table[1:]][:1] == ["EECO01"]
    assert len(table) == 24
    assert "masqué" not in str(table)
    total, women = int(table[1][2]), int(table[1][3])
    assert total > women > 0
    with desk.expect_download() as saved:
        desk.get_by_role("link", name="Indicateurs en XLSX").click()
    with ZipFile(BytesIO(saved.value.path().read_bytes())) as book:
        assert "xl/worksheets/sheet1.xml" in book.namelist()
    with desk.expect_download() as saved:
        desk.get_by_role("link", name="Lignes incomplètes en CSV").click()
    lacking = rows_of(saved.value.path().read_bytes())
    assert lacking[0][4:] == ["Entrée", "Sortie", "Situation à 6 mois"]
    assert any("Commune rurale" in row[4] for row in lacking[1:])
    desk.get_by_label("Pourquoi ce fichier est-il demandé").fill("Contrôle du 12 mars")
    with desk.expect_download() as saved:
        desk.get_by_role("button", name="Participants un par un, pour un contrôle en CSV").click()
    one_by_one = rows_of(saved.value.path().read_bytes())
    assert len(one_by_one) > len(lacking)
    assert "Ne souhaite pas répondre" in str(one_by_one)
    address = desk.url.rpartition("/")[2]
    refused = desk.request.post(
        f"/api/v1/operations/{address}/participants.csv",
        form={"reason": ""},
        headers={"Origin": server.url},
    )
    assert (refused.status, refused.json()["error"]) == (422, "fse_reason_needed")

    async def noted(uow: UnitOfWork) -> set[str]:
        rows = await uow.session.scalars(
            select(AuditEntry.action).where(AuditEntry.action.like("fse_%exported"))
        )
        return set(rows)

    assert beside(server, noted) == {
        "fse_indicators_exported",
        "fse_incomplete_exported",
        "fse_participants_exported",
    }
    wait_until_drawn(desk)
    assert faults(desk) == []
    desk.set_viewport_size({"width": 360, "height": 740})
    assert desk.evaluate(WIDE) <= 0


def test_the_funder_sees_figures_and_never_a_person(
    pages: OpenPages, server: RunningServer
) -> None:
    async def identities(uow: UnitOfWork) -> set[str]:
        rows = await uow.session.execute(
            select(
                YouthIdentity.first_name,
                YouthIdentity.last_name,
                Youth.public_id,
                FseParticipation.public_id,
                YouthIdentity.phone,
                YouthIdentity.email,
            )
            .join(Youth, Youth.id == YouthIdentity.youth_id)
            .join(FseParticipation, FseParticipation.youth_id == Youth.id)
        )
        return {str(word) for row in rows for word in row if word and len(str(word)) > 3}

    people = beside(server, identities)
    assert len(people) > 50
    page = pages.open({"viewport": {"width": 1440, "height": 900}})
    seen = Heard()
    seen.listen(page)
    pages.signed_in(page, "financeur")
    page.goto("/financeur")
    page.get_by_role("link", name=TITLE).click(timeout=WARM_UP_MS)
    table = page.get_by_role("table").first
    expect(table).to_be_visible(timeout=WARM_UP_MS)
    expect(table).to_contain_text("masqué")
    expect(page.get_by_text(re.compile("Chiffres arrêtés au"))).to_be_visible()
    shown = table.locator("tbody tr").first.locator("td").all_inner_texts()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Indicateurs en CSV").click()
    data = saved.value.path().read_bytes()
    rows = rows_of(data)
    assert rows[1][2 : 2 + len(shown)] == shown
    assert not {"1", "2", "3", "4"} & {cell for row in rows[1:] for cell in row[2:]}
    seen.look(page)
    everything = seen.everything() + data.decode("utf-8-sig")
    assert "EECO01" in everything
    told = [word for word in people if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", everything)]
    assert told == []
    address = page.url.rpartition("/")[2]
    assert page.request.get(f"/api/v1/operations/{address}/incomplete.csv").status == 403
    wait_until_drawn(page)
    assert faults(page) == []
    for other in ("conseil", "lina", "recruteur"):
        answer = pages.desktop_as(other).request.get(f"/api/v1/operations/{address}/indicators.csv")
        assert answer.status == 403
    page.goto("/conseil/operations")
    expect(page).to_have_url(re.compile("/financeur$"), timeout=WARM_UP_MS)

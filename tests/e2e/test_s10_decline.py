"""Scenario 10: a recruiter says no with a reason; the youth reads it kindly, with one next step; the advisor sees why."""

from __future__ import annotations

from playwright.sync_api import expect
from production import RunningServer

from tests.e2e.answering import RECRUITER, after, like_a_strangers_offer, server, told_when
from tests.e2e.phone import WARM_UP_MS, put_matches_off
from tests.fixtures.browsers import OpenPages

__all__ = ["server"]


def test_a_no_with_its_reason_reaches_the_youth_kindly_and_the_advisor_as_a_pattern(
    pages: OpenPages, server: RunningServer
) -> None:
    liked = like_a_strangers_offer(server, "lina")
    desk = pages.desktop_as(RECRUITER)
    desk.goto("/employeur/reponses")
    section = desk.locator(".answer-group", has_text=liked.title)
    expect(section).to_be_visible(timeout=WARM_UP_MS)
    people = section.locator(".answer-one")
    before = people.count()
    people.last.get_by_role("button", name="Non, merci").click()
    expect(desk.get_by_text("Nous le lui dirons avec tact")).to_be_visible()
    desk.get_by_role("button", name="Revenir").click()
    expect(people).to_have_count(before)
    people.last.get_by_role("button", name="Non, merci").click()
    desk.get_by_role("group", name="Pourquoi ?").get_by_role("button", name="Trajet").click()
    expect(desk.get_by_role("group", name="Pourquoi ?")).to_be_hidden()

    phone = pages.phone_as("lina")
    phone.goto("/mes-offres")
    put_matches_off(phone)
    row = phone.locator(".search-row", has_text=liked.title)
    expect(row).to_contain_text("n'a pas encore répondu", timeout=WARM_UP_MS)

    assert told_when(server, after(server, minutes=16), liked) == {
        "recruiter": [],
        "youth": ["declined_travel"],
    }
    expect(row).to_contain_text("L'entreprise a dit non", timeout=30_000)
    expect(row).to_contain_text("Le trajet leur a semblé long")
    phone.goto(f"/mes-offres/suivi#o-{liked.offer_id}")  # where the notification leads
    phone.get_by_role("link", name="Voir mes trajets").click(timeout=WARM_UP_MS)
    phone.wait_for_url("**/mon-espace**")

    advisor = pages.desktop_as("conseil")
    advisor.goto("/conseil/tableau")
    figure = advisor.get_by_role("figure", name="Pourquoi les employeurs disent non").or_(
        advisor.locator("figure, .card", has_text="Pourquoi les employeurs disent non")
    )
    expect(figure.last).to_contain_text("Trajet", timeout=WARM_UP_MS)

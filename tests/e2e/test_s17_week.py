"""Scenario 17: a youth tells of four things done, the advisor validates them at once, and the hours show on both
sides; a week without hours raises an alert in the advisor's list."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, Page, expect
from production import RunningServer
from sqlalchemy import select

from myjobmatch.db.models import Action, ActionStep
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import FollowUp, Scheme
from myjobmatch.domain.weeks import WeekTotal, week_of
from tests.e2e.phone import put_matches_off
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.browsers import OpenPages

PATIENCE_MS = 15_000
LOGIN = "jordan.baptiste"
"""Nothing of the demonstration counts for them, nor does what other tests do: no hours but those told here."""
NAMES = (
    "Envoyer des candidatures",
    "Mettre à jour mon CV",
    "Réviser le code de la route",
    "Faire du sport",
)
HOURS = 3 + 3 + 3 + 2


def a_fresh_contract(server: RunningServer) -> str:
    """The youth is in the contract for a month, and nothing counts so far; answers their name."""

    async def prepare(uow: UnitOfWork) -> str:
        actor = await actor_named(uow, LOGIN)
        youth = await uow.youths.get(actor.youth_id or 0)
        identity = await uow.youths.identity(actor.youth_id or 0)
        assert youth is not None
        assert identity is not None
        youth.scheme, youth.follow_up = Scheme.CEJ, FollowUp.FOLLOWED
        youth.created_at = uow.clock.now() - timedelta(days=40)
        this = week_of(paris_day(datetime.now(UTC)))
        shown = await uow.actions.shown(youth.id, this.monday - timedelta(days=70))
        for action, _ in shown:
            await uow.session.delete(action)
        await uow.session.flush()
        for back in range(10):
            await uow.actions.keep_week(youth.id, this.shifted(-back), WeekTotal())
        uow.changed("account", actor.account_id)
        return f"{identity.first_name} {identity.last_name}".strip()

    return beside(server, prepare)


def row_of(desk: Page, name: str) -> Locator:
    return desk.locator(".weeks-table tbody tr").filter(has_text=name)


def test_four_told_on_the_phone_are_validated_at_once_and_an_empty_week_is_an_alert(
    server: RunningServer, pages: OpenPages
) -> None:
    name = a_fresh_contract(server)

    # nothing for two weeks: an alert in the list, whatever the day of the week
    desk = pages.desktop_as("conseil")
    desk.goto("/conseil/semaine")
    row = row_of(desk, name)
    expect(row).to_contain_text(re.compile("Aucune heure"), timeout=PATIENCE_MS)
    desk.get_by_role("button", name=re.compile("Zéro heure")).click()
    expect(row).to_have_count(1)
    desk.get_by_role("button", name=re.compile("Zéro heure")).click()

    # four things in two taps each, one of them without a network
    phone = pages.phone_as(LOGIN)
    put_matches_off(phone)
    phone.goto("/mon-espace/semaine")
    add = phone.get_by_role("button", name="J'ai fait quelque chose")
    expect(add).to_be_visible(timeout=PATIENCE_MS)
    expect(phone.locator(".week-ring-number")).to_have_text("0 h")
    sheet = phone.locator("#week-add")
    waiting = desk.locator(".weeks-waiting tbody tr").filter(has_text=name)
    for place, thing in enumerate(NAMES):
        if place == len(NAMES) - 1:  # the others have arrived
            expect(waiting).to_have_count(place, timeout=PATIENCE_MS)
            phone.context.set_offline(True)
        add.click()
        sheet.get_by_role("button", name=re.compile(f"^{thing}")).click()
        expect(sheet).to_be_hidden()
        expect(phone.locator(".week-item").filter(has_text=thing)).to_be_visible()
    expect(phone.locator(".week-ring-number")).to_have_text(f"{HOURS} h")
    expect(waiting).to_have_count(len(NAMES) - 1)
    phone.context.set_offline(False)
    expect(waiting).to_have_count(len(NAMES), timeout=PATIENCE_MS)
    # hours that were told are no alert any more
    expect(row).not_to_contain_text("Aucune heure")

    # all of theirs, by the keyboard, at once
    desk.get_by_role("button", name=f"Choisir toutes les actions de {name}").first.click()
    validate = desk.get_by_role("button", name=f"Valider {len(NAMES)} actions")
    expect(validate).to_be_enabled()
    desk.keyboard.press("v")
    expect(desk.get_by_text(f"{len(NAMES)} actions validées, pour 1 jeune.")).to_be_visible(
        timeout=PATIENCE_MS
    )
    expect(waiting).to_have_count(0)
    expect(row.locator(".weeks-hours").last).to_have_text(f"{HOURS} h")

    # the phone hears of it by itself; 11 h against 15 to 20
    validated = phone.locator(".week-finished .badge, .week-item .badge").filter(has_text="Validée")
    expect(validated).to_have_count(len(NAMES), timeout=PATIENCE_MS)
    arc = phone.locator(".week-ring-validated")
    expect(arc).to_have_attribute("stroke-dasharray", re.compile(r"^[1-9][\d.]* 100$"))
    progress = phone.locator(".week-page")
    expect(progress).to_contain_text("15 à 20 h par semaine")
    expect(progress).to_contain_text(f"Encore {15 - HOURS} h")

    # and back again, by one button
    desk.get_by_role("button", name="Annuler").first.click()
    expect(waiting).to_have_count(len(NAMES), timeout=PATIENCE_MS)
    expect(validated).to_have_count(0, timeout=PATIENCE_MS)


def test_done_by_a_slip_is_planned_again_on_the_phone_and_on_the_server(
    server: RunningServer, pages: OpenPages
) -> None:
    a_fresh_contract(server)
    phone = pages.phone_as(LOGIN)
    put_matches_off(phone)
    phone.goto("/mon-espace/semaine")
    plan = phone.get_by_role("button", name="Prévoir", exact=True)
    expect(plan).to_be_visible(timeout=PATIENCE_MS)
    plan.click()
    sheet = phone.locator("#week-add")
    sheet.get_by_role("button", name=re.compile(f"^{NAMES[0]}")).click()
    expect(sheet).to_be_hidden()
    did = phone.get_by_role("button", name=f"C'est fait : {NAMES[0]}")
    did.click()
    expect(did).to_have_count(0)
    expect(phone.locator(".week-ring-number")).to_have_text("3 h")
    phone.locator(".week-said").get_by_role("button", name="Annuler").click()
    expect(did).to_be_visible()
    expect(phone.locator(".week-ring-number")).to_have_text("0 h")

    async def steps(uow: UnitOfWork) -> list[str]:
        actor = await actor_named(uow, LOGIN)
        rows = await uow.session.execute(
            select(ActionStep.after)
            .join(Action, Action.id == ActionStep.action_id)
            .where(Action.youth_id == actor.youth_id)
            .order_by(ActionStep.id)
        )
        return [row[0].value for row in rows]

    deadline = datetime.now(UTC) + timedelta(milliseconds=PATIENCE_MS)
    while len(told := beside(server, steps)) < 3 and datetime.now(UTC) < deadline:
        phone.wait_for_timeout(200)
    assert told == ["agreed", "declared", "agreed"]
    # told anew by the server, it is still to be done
    phone.reload()
    expect(did).to_be_visible(timeout=PATIENCE_MS)
    expect(phone.locator(".week-ring-number")).to_have_text("0 h")

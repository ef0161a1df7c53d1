"""What the scenarios of the phone share: a finger, the deck, and what the server holds."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import CDPSession, Locator, Page, expect

TOP = '.deck-card[data-state="top"]'
WARM_UP_MS = 60_000
"""The matching engine may still be loading when the first deck is asked for."""
CELEBRATING = "#celebration[open]"
CELEBRATED_AFTER_MS = 800
"""A match is told when nothing has moved for a while."""


def top_card(page: Page) -> Locator:
    """The card that can be decided on."""
    return page.locator(TOP)


def wait_for_deck(page: Page) -> None:
    """Until the first card is there."""
    expect(top_card(page)).to_be_visible(timeout=WARM_UP_MS)


def wait_for_places(page: Page) -> None:
    """Until the other places of the bar can be opened without a network."""
    page.wait_for_function("() => performance.getEntriesByName('mjm-places').length > 0")


def title_of(page: Page) -> str:
    """The title of the top card."""
    return top_card(page).get_by_role("heading", level=2).inner_text()


TAPS = 6
"""How often a language is tapped, as anybody would whose tap did nothing."""


def read_in(page: Page, name: str, tag: str) -> None:
    """Choose a language by its own name in the youth's space, until the account has it too.

    Demonstration accounts are shared by the tests: who changes a language puts it back.
    """
    page.goto("/mon-espace")
    choice = page.locator("main").get_by_role("button", name=name, exact=True)
    for left in reversed(range(TAPS)):
        choice.click(timeout=WARM_UP_MS)
        try:
            expect(page.locator("html")).to_have_attribute(
                "data-language", tag, timeout=WARM_UP_MS / TAPS
            )
            break
        except AssertionError:  # the page is shown before it listens: a tap may come too early
            if not left:
                raise
    for _ in range(80):
        if page.request.get("/api/v1/session").json()["locale"] == tag:
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"the account did not learn that {tag} is read")


def finger(page: Page) -> CDPSession:
    """A finger on the screen: real touches, as the browser gets them from a phone."""
    return page.context.new_cdp_session(page)


def drag(page: Page, touch: CDPSession, by_x: int, *, steps: int = 8) -> None:
    """Put the finger on the top card, move it aside, and let go."""
    box = top_card(page).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 90
    touch.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
    )
    for step in range(1, steps + 1):
        point = {"x": x + by_x * step / steps, "y": y + step}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def held_by_server(page: Page) -> dict[str, Any]:
    """What the server would tell a phone that knows nothing."""
    answer = page.request.get("/api/v1/sync?want=30")
    assert answer.ok, answer.text()
    told: dict[str, Any] = answer.json()
    return told


def wait_for_language(page: Page, tag: str) -> None:
    """Until the server keeps this language with the account: it would follow to other tests' phones."""
    for _ in range(60):
        if held_by_server(page)["me"]["locale"] == tag:
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"the account's language did not become {tag}")


def celebration(page: Page) -> Locator:
    """The dialog of a match."""
    return page.get_by_role("dialog", name="C'est un match")


def put_matches_off(page: Page) -> None:
    """The demonstration's companies may like back: say "later" to each match that comes."""
    page.add_locator_handler(
        page.locator(CELEBRATING),
        # another sheet may have opened over it
        lambda dialog: dialog.get_by_role("button").last.dispatch_event("click"),
    )


def leave_matches_alone(page: Page) -> None:
    """From now on matches are told as they come."""
    page.remove_locator_handler(page.locator(CELEBRATING))


def close_sheet(page: Page) -> None:
    """Close the sheet that a like on an outside offer opens, when there is one."""
    # by the page's own clock: it writes the decision down, then opens the sheet, by timers set before
    # these two, for earlier moments
    page.evaluate(
        "() => new Promise((done) => setTimeout(() => setTimeout(done, 350), 150))",
    )
    sheet = page.locator("#outside-next[open]")
    if sheet.count():
        sheet.get_by_role("button", name="Plus tard").click()
        expect(sheet).to_have_count(0)

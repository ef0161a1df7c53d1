"""What a page says while the network is gone: only a phone keeps choices for later."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components.shells import desk_shell, phone_shell
from myjobmatch.domain.enums import Role
from myjobmatch.pages.advisor.workshop_screen import screen

PHONE, DESK = '"common.offline"', '"common.offline_desk"'


def spoken(page: rx.Component) -> str:
    return str(page.render())


def test_a_phone_says_that_choices_leave_later() -> None:
    page = spoken(phone_shell("discover"))
    assert PHONE in page
    assert DESK not in page


def test_a_desk_and_the_screen_of_a_room_do_not() -> None:
    for page in (desk_shell(Role.RECRUITER, "offers"), desk_shell(Role.ADVISOR, "today"), screen()):
        assert DESK in spoken(page)
        assert PHONE not in spoken(page)

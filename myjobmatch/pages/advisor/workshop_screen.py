"""The room's screen: a code that changes, how many have signed, and never a name."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import icon, nav_link
from myjobmatch.components.icons import product_name
from myjobmatch.components.sheets import sheet
from myjobmatch.components.shells import offline_banner, skip_link
from myjobmatch.components.surfaces import error_banner
from myjobmatch.components.workshop_store import ScreenCode
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.workshop_screen import WorkshopScreenState


@page(
    "/conseil/ateliers/[workshop]/ecran",
    title="workshops.screen",
    on_load=WorkshopScreenState.load,
)
def screen() -> rx.Component:
    """For everybody in the room to see."""
    state = WorkshopScreenState
    return rx.el.div(
        sheet("desk"),
        skip_link(),
        rx.el.header(
            product_name(),
            nav_link(
                icon("arrow-left", size=18),
                rx.el.span(t("workshops.screen_leave")),
                href="/conseil/ateliers/" + state.session,
                class_name="back-link",
            ),
            class_name="workshops-screen-head",
        ),
        offline_banner(desk=True),
        error_banner(),
        rx.el.main(
            rx.cond(state.session != "", ScreenCode.create(session=state.session)),
            id="main",
            class_name="workshops-screen",
        ),
    )

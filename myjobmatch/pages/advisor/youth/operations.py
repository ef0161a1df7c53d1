"""The section "FSE+" of a youth's file: the operations that they take part in, and what of them is due."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import card, empty_state, link_button, nav_link, skeleton
from myjobmatch.components.fse_parts import due_badge
from myjobmatch.components.sheets import sheet
from myjobmatch.i18n.t import t
from myjobmatch.pages.advisor.youth.frame import youth_frame
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.operations import Row, YouthOperationsState
from myjobmatch.state.advisor.youth_head import YouthHeadState


@page(
    "/conseil/jeunes/[youth_id]/operations",
    title="fse.youth.title",
    on_load=[YouthHeadState.load, YouthOperationsState.load],
)
def youth_operations() -> rx.Component:
    """A youth's operations."""
    state = YouthOperationsState
    to_operations = link_button(t("fse.youth.to_operations"), "/conseil/operations", kind="outline")
    return youth_frame(
        "operations",
        sheet("fse"),
        rx.cond(
            state.loaded,
            rx.cond(
                state.hidden,
                rx.el.p(t("fse.youth.hidden"), class_name="soft"),
                rx.cond(
                    state.rows.length() > 0,
                    card(
                        rx.el.h2(t("fse.youth.title"), class_name="h3"),
                        rx.el.ul(rx.foreach(state.rows, _row), class_name="facts"),
                        to_operations,
                        class_name="stack",
                    ),
                    empty_state(
                        "euro", t("fse.youth.none"), t("fse.youth.none_text"), to_operations
                    ),
                ),
            ),
            skeleton(3),
        ),
    )


def _row(row: rx.Var[Row]) -> rx.Component:
    it: Any = row
    return rx.el.li(
        rx.el.span(
            nav_link(
                rx.el.bdi(it.operation),
                href="/conseil/participants/" + it.id,
                class_name="row-name",
            ),
            rx.el.span(t("fse.participant.dates", entered=it.entered_on), class_name="soft"),
            rx.cond(
                it.left_on != "",
                rx.el.span(", ", t("fse.participant.left", left=it.left_on), class_name="soft"),
            ),
        ),
        due_badge(it),
    )

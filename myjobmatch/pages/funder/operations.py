"""What a funder sees: the operations opened to them, figures of each, never a person."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    card,
    desk_shell,
    empty_state,
    icon,
    nav_link,
    page_title,
    skeleton,
)
from myjobmatch.components.fse_parts import chart_of, file_links, operation_facts, tables_of
from myjobmatch.components.sheets import sheet
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.state.funder import Funded, FundedState, FunderState

_S = FundedState


@page("/financeur", title="fse.funder.title", on_load=FunderState.load)
def funder() -> rx.Component:
    """The operations."""
    state = FunderState
    return desk_shell(
        Role.FUNDER,
        "operations",
        sheet("fse"),
        page_title(t("fse.funder.title"), intro=t("fse.funder.intro")),
        rx.cond(
            state.loaded,
            rx.cond(
                state.operations.length() > 0,
                rx.el.ul(rx.foreach(state.operations, _card), class_name="fse-list"),
                empty_state("euro", t("fse.funder.empty"), t("fse.funder.empty_text")),
            ),
            skeleton(4),
        ),
        wide=True,
    )


def _card(one: rx.Var[Funded]) -> rx.Component:
    it: Any = one
    return rx.el.li(
        rx.el.h2(
            nav_link(rx.el.bdi(it.head.title), href="/financeur/operations/" + it.id),
            class_name="h3",
        ),
        operation_facts(it.head),
        class_name="card stack-tight",
    )


@page("/financeur/operations/[operation_id]", title="fse.figures", on_load=FundedState.load)
def funded() -> rx.Component:
    """Figures of an operation."""
    return desk_shell(
        Role.FUNDER,
        "operations",
        sheet("fse"),
        nav_link(
            icon("arrow-left", size=18),
            rx.el.span(t("fse.funder.back")),
            href="/financeur",
            class_name="back-link",
        ),
        rx.cond(
            _S.missing,
            empty_state("euro", t("fse.unknown"), t("fse.funder.empty_text"), heading=1),
            rx.cond(_S.loaded, _figures(), skeleton(8)),
        ),
        wide=True,
    )


def _figures() -> rx.Component:
    return rx.el.div(
        page_title(
            _S.head.title,
            rx.el.button(
                icon("printer"),
                rx.el.span(t("fse.funder.print")),
                type="button",
                class_name="btn btn-outline dashboard-print",
                custom_attrs={"data-prints": ""},
            ),
        ),
        operation_facts(_S.head),
        rx.el.p(
            rx.el.strong(t("fse.funder.stood", at=_S.stood_on)),
            " ",
            t("fse.funder.masked"),
            class_name="fse-stood",
        ),
        rx.cond(
            _S.nothing,
            empty_state("chart-column", t("fse.funder.nothing"), t("fse.funder.nothing_text")),
            rx.el.div(
                rx.el.h2(t("fse.figures"), class_name="visually-hidden"),
                chart_of(_S.lines, outside=True),
                tables_of(_S.tables),
                card(
                    rx.el.h2(t("fse.exports"), class_name="h3"),
                    rx.el.p(t("fse.exports_text"), class_name="soft small"),
                    file_links(_S.id, "indicators"),
                    class_name="stack",
                ),
                class_name="stack",
            ),
        ),
        class_name="dashboard fse-page",
    )

"""The operations of a structure, and one of them: progress, what is due, participants, figures, files."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    column,
    data_table,
    desk_shell,
    empty_state,
    icon,
    link_button,
    nav_link,
    page_title,
    select_field,
    skeleton,
    text_field,
)
from myjobmatch.components.fse_parts import (
    chart_of,
    due_badge,
    file_links,
    operation_facts,
    tables_of,
)
from myjobmatch.components.plain_form import plain_form
from myjobmatch.components.sheets import sheet
from myjobmatch.domain.enums import Role
from myjobmatch.domain.fse.told import Narrow
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.operations import Card, OperationsState, OperationState, Row

_S = OperationState
_MANAGER = OperationsState.role == Role.MANAGER.value
PROGRESS = ("participants", "present", "complete", "lacking", "due", "late")


@page("/conseil/operations", title="fse.title", on_load=OperationsState.load)
def operations() -> rx.Component:
    """What the FSE+ pays for."""
    state = OperationsState
    return desk_shell(
        Role.ADVISOR,
        "operations",
        sheet("fse"),
        page_title(t("fse.title"), rx.cond(_MANAGER, _new()), intro=t("fse.intro")),
        rx.cond(
            state.loaded,
            rx.cond(
                state.cards.length() > 0,
                rx.el.ul(rx.foreach(state.cards, _card), class_name="fse-list"),
                rx.cond(
                    _MANAGER,
                    empty_state("euro", t("fse.empty"), t("fse.empty_text"), _new()),
                    empty_state("euro", t("fse.empty"), t("fse.empty_text_advisor")),
                ),
            ),
            skeleton(5),
        ),
        wide=True,
    )


def _new() -> rx.Component:
    return link_button(t("fse.new"), "/conseil/operations/ecrire", icon_name="plus")


def _card(one: rx.Var[Card]) -> rx.Component:
    it: Any = one
    return rx.el.li(
        rx.el.div(
            rx.el.h2(
                nav_link(rx.el.bdi(it.head.title), href="/conseil/operations/" + it.id),
                class_name="h3",
            ),
            rx.cond(it.shared & it.leads, badge(t("fse.leads"), icon_name="flag")),
            class_name="spread",
        ),
        operation_facts(it.head),
        _progress(it),
        class_name="card stack-tight",
    )


def _progress(it: Any) -> rx.Component:
    """How far the rows are; what is due and late stands out, in words too."""

    def figure(name: str) -> rx.Component:
        number = getattr(it, name)
        return rx.el.div(
            rx.el.dt(t(f"fse.progress.{name}")),
            rx.el.dd(number),
            custom_attrs={
                "data-part": name,
                "data-some": rx.cond(number > 0, "yes", "no"),
            },
        )

    return rx.el.dl(*[figure(name) for name in PROGRESS], class_name="fse-progress")


@page("/conseil/operations/[operation_id]", title="fse.title", on_load=OperationState.load)
def operation() -> rx.Component:
    """One operation."""
    return desk_shell(
        Role.ADVISOR,
        "operations",
        sheet("fse"),
        _back(),
        rx.cond(
            _S.missing,
            empty_state("euro", t("fse.unknown"), t("fse.unknown_text"), heading=1),
            rx.cond(
                _S.loaded,
                rx.el.div(
                    page_title(
                        _S.shown.head.title,
                        rx.cond(
                            _S.shown.may_edit,
                            link_button(
                                t("fse.edit"),
                                "/conseil/operations/ecrire?operation=" + _S.shown.id,
                                kind="outline",
                                icon_name="pencil",
                            ),
                        ),
                        link_button(
                            t("fse.enrol"),
                            "/conseil/operations/" + _S.shown.id + "/inscrire",
                            icon_name="user-plus",
                        ),
                    ),
                    rx.el.div(
                        rx.cond(_S.saved, banner(rx.el.p(t("fse.saved")), tone="yes")),
                        role="status",
                    ),
                    operation_facts(_S.shown.head),
                    _progress(_S.shown),
                    _participants(),
                    rx.cond(_S.role == Role.MANAGER.value, _figures()),
                    class_name="dashboard fse-page",
                ),
                skeleton(8),
            ),
        ),
        wide=True,
    )


def _back() -> rx.Component:
    return nav_link(
        icon("arrow-left", size=18),
        rx.el.span(t("fse.back")),
        href="/conseil/operations",
        class_name="back-link",
    )


def _participants() -> rx.Component:
    return card(
        rx.el.h2(t("fse.participants"), class_name="h3"),
        rx.el.div(
            text_field(
                "participant-search",
                t("fse.search"),
                type="search",
                default_value=_S.search,
                on_change=_S.find.debounce(250),
            ),
            select_field(
                "participant-narrow",
                t("fse.narrow"),
                [(one.value, t(f"fse.narrow.{one.value}")) for one in Narrow],
                value=_S.narrow,
                on_change=_S.choose_narrow,
            ),
            class_name="dashboard-choices",
        ),
        rx.el.p(t("fse.found", count=_S.total), role="status", class_name="soft"),
        rx.cond(
            _S.rows.length() > 0,
            rx.el.div(
                data_table(
                    t("fse.participants"),
                    [
                        column(t(f"fse.column.{name}"))
                        for name in ("name", "entered", "left", "state")
                    ],
                    rx.foreach(_S.rows, _row),
                ),
                class_name="fse-participants",
            ),
            rx.cond(
                _S.shown.participants > 0,
                rx.el.p(t("fse.none_found")),
                empty_state("users", t("fse.none"), t("fse.none_text"), heading=3),
            ),
        ),
        rx.cond(_S.pages > 1, _pages()),
        class_name="stack",
    )


def _row(row: rx.Var[Row]) -> rx.Component:
    it: Any = row
    return rx.el.tr(
        rx.el.td(
            rx.cond(
                it.youth_id != "",
                nav_link(
                    rx.el.bdi(it.name),
                    href="/conseil/participants/" + it.id,
                    class_name="row-name",
                ),
                rx.el.span(t("fse.erased"), class_name="soft"),
            )
        ),
        rx.el.td(t("fse.day", at=it.entered_on)),
        rx.el.td(rx.cond(it.left_on != "", t("fse.day", at=it.left_on), "–")),
        rx.el.td(due_badge(it)),
    )


def _pages() -> rx.Component:
    return rx.el.nav(
        button(
            t("fse.previous"),
            kind="outline",
            icon_name="arrow-left",
            disabled=_S.page == 0,
            on_click=_S.turn(-1),
        ),
        rx.el.span(t("fse.pages", page=_S.page + 1, pages=_S.pages), role="status"),
        button(
            t("fse.next"),
            kind="outline",
            icon_name="arrow-right",
            disabled=_S.page + 1 >= _S.pages,
            on_click=_S.turn(1),
        ),
        aria_label=t("fse.participants"),
        class_name="row fse-pages",
    )


def _figures() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("fse.figures"), class_name="h3"),
        rx.el.p(
            t("fse.figures_inside"),
            " ",
            t("fse.figures_incomplete", count=_S.incomplete),
            " ",
            t("fse.figures_brief", count=_S.brief),
            class_name="soft",
        ),
        chart_of(_S.lines),
        tables_of(_S.tables),
        _files(),
        class_name="stack",
    )


def _files() -> rx.Component:
    return card(
        rx.el.h3(t("fse.exports"), class_name="h3"),
        rx.el.p(t("fse.exports_text"), class_name="soft small"),
        file_links(_S.shown.id, "indicators"),
        file_links(_S.shown.id, "indicators", outside=True),
        rx.el.p(t("fse.export.outside_hint"), class_name="soft small"),
        file_links(_S.shown.id, "incomplete"),
        plain_form(
            rx.el.h4(t("fse.export.participants"), class_name="strong"),
            rx.el.p(t("fse.export.participants_text"), class_name="soft small"),
            text_field(
                "reason",
                t("fse.export.reason"),
                hint=t("fse.export.reason_hint"),
                required=True,
                min_length=5,
                max_length=200,
            ),
            rx.el.div(
                *[
                    rx.el.button(
                        icon("download", size=18),
                        rx.el.span(form.upper()),
                        type="submit",
                        form_action=rx.Var.create("/api/v1/operations/")
                        + _S.shown.id
                        + f"/participants.{form}",
                        aria_label=t(f"fse.export.{form}", what=t("fse.export.participants")),
                        class_name="btn btn-outline",
                    )
                    for form in ("csv", "xlsx")
                ],
                class_name="row",
            ),
            method="post",
            action=rx.Var.create("/api/v1/operations/") + _S.shown.id + "/participants.csv",
            class_name="stack-tight fse-control",
        ),
        class_name="stack",
    )

"""The portfolio: a dense table that says first who needs something."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    checkbox_field,
    column,
    data_table,
    desk_shell,
    empty_state,
    icon,
    icon_button,
    link_button,
    nav_link,
    page_title,
    skeleton,
    text_field,
)
from myjobmatch.components.desk_keys import DeskKeys, keyed_row, pressed_by, shortcuts
from myjobmatch.domain.enums import Role
from myjobmatch.domain.portfolio_filter import PortfolioColumn
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.portfolio_bulk import bulk_bar
from myjobmatch.pages.advisor.portfolio_filters import columns_menu, exports, filters, kept_views
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.portfolio import Filter, PortfolioState, Row
from myjobmatch.state.advisor.portfolio_bulk import BulkState

SORTED = {
    PortfolioColumn.ATTENTION: "attention",
    PortfolioColumn.LAST_ACTIVE: "last_active",
    PortfolioColumn.LIKES: "likes",
    PortfolioColumn.MATCHES: "matches",
    PortfolioColumn.SCHEME: "scheme",
    PortfolioColumn.AGE: "age",
    PortfolioColumn.COMMUNE: "commune",
    PortfolioColumn.ADVISOR: "advisor",
}
NUMBERS = {
    PortfolioColumn.LIKES,
    PortfolioColumn.MATCHES,
    PortfolioColumn.APPLICATIONS,
    PortfolioColumn.UNREAD,
    PortfolioColumn.AGE,
}


@page(
    "/conseil/portefeuille",
    title="advisor.portfolio.title",
    on_load=[BulkState.load, PortfolioState.load],
)
def portfolio() -> rx.Component:
    """Everyone I accompany."""
    state = PortfolioState
    return desk_shell(
        Role.ADVISOR,
        "portfolio",
        DeskKeys.create(),
        page_title(
            t("advisor.portfolio.title"),
            link_button(
                t("advisor.portfolio.imilo"),
                "/conseil/imilo",
                kind="outline",
                icon_name="list-checks",
            ),
            link_button(
                t("advisor.portfolio.import"),
                "/conseil/importer",
                kind="outline",
                icon_name="upload",
            ),
            link_button(t("advisor.portfolio.invite"), "/conseil/inviter", icon_name="user-plus"),
            intro=t("advisor.portfolio.count", count=state.total),
        ),
        rx.el.div(
            text_field(
                "search",
                t("advisor.portfolio.search"),
                type="search",
                placeholder=t("advisor.portfolio.search_hint"),
                default_value=state.search,
                on_change=state.find.debounce(250),
                auto_complete="off",
                custom_attrs=pressed_by("/"),
            ),
            rx.cond(
                state.role == Role.ADVISOR.value,
                checkbox_field(
                    "everyone",
                    t("advisor.portfolio.everyone"),
                    checked=state.everyone,
                    on_change=state.widen,
                ),
            ),
            rx.el.div(columns_menu(), exports(), class_name="row portfolio-more"),
            class_name="portfolio-tools",
        ),
        kept_views(),
        rx.el.div(
            rx.foreach(state.filters, _reason),
            class_name="chips portfolio-filters",
            role="group",
            aria_label=t("advisor.portfolio.filters"),
        ),
        filters(),
        bulk_bar(),
        rx.cond(
            state.loaded,
            rx.cond(state.rows.length() > 0, _table(), _nobody()),
            skeleton(6),
        ),
        _keys(),
        wide=True,
    )


def _reason(each: rx.Var[Filter]) -> rx.Component:
    chosen = PortfolioState.chosen["attention"].contains(each.reason)
    return rx.el.button(
        rx.cond(chosen, icon("check", size=16), icon("triangle-alert", size=16)),
        rx.el.span(t_any("enum.Attention.", each.reason)),
        rx.el.span(each.count, class_name="count"),
        type="button",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=PortfolioState.toggle("attention", each.reason),
        class_name="chip chip-choice",
    )


def _head(sort: str, label: rx.Var[str]) -> rx.Component:
    active = PortfolioState.sort == sort
    return rx.el.button(
        label,
        rx.cond(
            active,
            rx.cond(
                PortfolioState.descending,
                icon("arrow-down", size=16),
                icon("arrow-up", size=16),
            ),
            icon("chevrons-up-down", size=16),
        ),
        type="button",
        class_name="sort",
        on_click=PortfolioState.order(sort),
        aria_label=t("advisor.portfolio.sort_by", column=label),
    )


def _shown(which: PortfolioColumn) -> Any:
    return PortfolioState.columns.contains(which.value)


def _columns() -> list[rx.Component]:
    heads = []
    for which in PortfolioColumn:
        label = t_any("portfolio.column.", rx.Var.create(which.value))
        head = _head(SORTED[which], label) if which in SORTED else label
        heads.append(rx.cond(_shown(which), column(head)))
    return heads


def _table() -> rx.Component:
    state = PortfolioState
    page_taken = rx.el.input(
        type="checkbox",
        class_name="check",
        aria_label=t("portfolio.select_page"),
        checked=(state.selected.length() > 0) | state.all_found,
        on_change=lambda _checked: state.select_page(),
        custom_attrs=pressed_by("a"),
    )
    return rx.el.div(
        data_table(
            t("advisor.portfolio.title"),
            [
                column(page_taken),
                column(_head("name", t("advisor.portfolio.name"))),
                *_columns(),
            ],
            rx.foreach(state.rows, _row),
        ),
        rx.cond(state.pages > 1, _pager()),
        class_name="stack",
    )


def _row(row: rx.Var[Row]) -> rx.Component:
    cells = _cells(row)
    taken = PortfolioState.selected.contains(row.id) | PortfolioState.all_found
    return rx.el.tr(
        rx.el.td(
            rx.el.input(
                type="checkbox",
                class_name="check",
                aria_label=t("portfolio.select", name=row.name),
                checked=taken,
                on_change=lambda _checked: PortfolioState.select(row.id),
                custom_attrs=pressed_by("x"),
            )
        ),
        rx.el.td(
            nav_link(
                row.name,
                href="/conseil/jeunes/" + row.id,
                class_name="row-name",
                custom_attrs=pressed_by("Enter"),
            ),
            rx.cond(
                row.unread > 0,
                badge(t("advisor.portfolio.unread", count=row.unread), tone="act"),
            ),
            rx.el.span(row.commune, class_name="row-place"),
        ),
        *[
            rx.cond(
                _shown(which),
                rx.el.td(cells[which], class_name="portfolio-number" if which in NUMBERS else ""),
            )
            for which in PortfolioColumn
        ],
        **keyed_row(),
        key=row.id,
        class_name="portfolio-row",
    )


def _cells(row: rx.Var[Row]) -> dict[PortfolioColumn, Any]:
    one: Any = row
    c = PortfolioColumn
    return {
        c.ATTENTION: rx.el.div(
            rx.foreach(
                one.attention, lambda reason: badge(t_any("enum.Attention.", reason), tone="warn")
            ),
            class_name="row",
        ),
        c.LAST_ACTIVE: rx.cond(
            one.last_active_at != "",
            t("advisor.portfolio.seen", at=one.last_active_at),
            t("advisor.portfolio.never"),
        ),
        c.LIKES: one.likes,
        c.MATCHES: one.matches,
        c.APPLICATIONS: one.applications,
        c.UNREAD: one.unread,
        c.SCHEME: t_any("enum.Scheme.", one.scheme),
        c.AGE: rx.cond(one.age >= 0, one.age.to_string(), "–"),
        c.COMMUNE: one.commune,
        c.FOLLOW_UP: t_any("enum.FollowUp.", one.follow_up),
        c.ADVISOR: one.advisor,
        c.DOSSIER: one.dossier,
        c.ACCOUNT: rx.cond(one.has_account, t("portfolio.yes"), t("portfolio.no")),
    }


def _pager() -> rx.Component:
    state = PortfolioState
    return rx.el.nav(
        icon_button(
            "chevron-left",
            t("advisor.portfolio.previous"),
            disabled=state.page_number <= 1,
            on_click=state.turn(state.page_number - 1),
            custom_attrs=pressed_by("p"),
        ),
        rx.el.span(
            t("advisor.portfolio.page", page=state.page_number, pages=state.pages),
            aria_live="polite",
        ),
        icon_button(
            "chevron-right",
            t("advisor.portfolio.next"),
            disabled=state.page_number >= state.pages,
            on_click=state.turn(state.page_number + 1),
            custom_attrs=pressed_by("n"),
        ),
        aria_label=t("advisor.portfolio.pages"),
        class_name="row pager",
    )


def _nobody() -> rx.Component:
    narrowed = (PortfolioState.search != "") | (PortfolioState.narrowed > 0)
    return rx.cond(
        narrowed,
        empty_state(
            "search-x",
            t("advisor.portfolio.none_found"),
            t("advisor.portfolio.none_found_text"),
            button(t("advisor.portfolio.clear"), kind="outline", on_click=PortfolioState.clear),
        ),
        empty_state(
            "contact-round", t("advisor.portfolio.empty"), t("advisor.portfolio.empty_text")
        ),
    )


def _keys() -> rx.Component:
    return shortcuts(
        t("today.keys"),
        ("/", t("portfolio.key_search")),
        ("j", t("today.key_next")),
        ("k", t("today.key_before")),
        ("x", t("portfolio.key_select")),
        ("a", t("portfolio.key_page")),
        ("↵", t("portfolio.key_open")),
        ("n", t("portfolio.key_next_page")),
        ("p", t("portfolio.key_page_before")),
    )

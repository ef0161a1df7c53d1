"""The portfolio: a dense table that says first who needs something."""

from __future__ import annotations

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
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.portfolio import Filter, PortfolioState, Row

_WHOLE = PortfolioState.everyone | (PortfolioState.role == Role.MANAGER.value)
"""Whether colleagues' youths are shown too."""


@page("/conseil/portefeuille", title="advisor.portfolio.title", on_load=PortfolioState.load)
def portfolio() -> rx.Component:
    """Everyone I accompany."""
    return desk_shell(
        Role.ADVISOR,
        "portfolio",
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
            intro=t("advisor.portfolio.count", count=PortfolioState.total),
        ),
        rx.el.div(
            text_field(
                "search",
                t("advisor.portfolio.search"),
                type="search",
                placeholder=t("advisor.portfolio.search_hint"),
                default_value=PortfolioState.search,
                on_change=PortfolioState.find.debounce(250),
                auto_complete="off",
            ),
            rx.cond(
                PortfolioState.role == Role.ADVISOR.value,
                checkbox_field(
                    "everyone",
                    t("advisor.portfolio.everyone"),
                    default_checked=PortfolioState.everyone,
                    on_change=PortfolioState.widen,
                ),
            ),
            class_name="portfolio-tools",
        ),
        rx.el.div(
            rx.foreach(PortfolioState.filters, _filter),
            class_name="chips portfolio-filters",
            role="group",
            aria_label=t("advisor.portfolio.filters"),
        ),
        rx.cond(
            PortfolioState.loaded,
            rx.cond(PortfolioState.rows.length() > 0, _table(), _nobody()),
            skeleton(6),
        ),
        wide=True,
    )


def _filter(each: rx.Var[Filter]) -> rx.Component:
    chosen = PortfolioState.attention == each.reason
    return rx.el.button(
        rx.cond(chosen, icon("check", size=16), icon("triangle-alert", size=16)),
        rx.el.span(t_any("enum.Attention.", each.reason)),
        rx.el.span(each.count, class_name="count"),
        type="button",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=PortfolioState.only(each.reason),
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


def _table() -> rx.Component:
    return rx.el.div(
        data_table(
            t("advisor.portfolio.title"),
            [
                column(_head("name", t("advisor.portfolio.name"))),
                column(_head("attention", t("advisor.portfolio.attention"))),
                column(_head("last_active", t("advisor.portfolio.last_active"))),
                column(_head("likes", t("advisor.portfolio.likes"))),
                column(_head("matches", t("advisor.portfolio.matches"))),
                column(t("advisor.portfolio.applications")),
                column(t("advisor.portfolio.scheme")),
                rx.cond(_WHOLE, column(t("advisor.portfolio.advisor"))),
            ],
            rx.foreach(PortfolioState.rows, _row),
        ),
        rx.cond(PortfolioState.pages > 1, _pager()),
        class_name="stack",
    )


def _row(row: rx.Var[Row]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            nav_link(row.name, href="/conseil/jeunes/" + row.id, class_name="row-name"),
            rx.cond(
                row.unread > 0,
                badge(t("advisor.portfolio.unread", count=row.unread), tone="act"),
            ),
            rx.el.span(row.commune, class_name="row-place"),
        ),
        rx.el.td(
            rx.el.div(
                rx.foreach(
                    row.attention,
                    lambda reason: badge(t_any("enum.Attention.", reason), tone="warn"),
                ),
                class_name="row",
            )
        ),
        rx.el.td(
            rx.cond(
                row.last_active_at != "",
                t("advisor.portfolio.seen", at=row.last_active_at),
                t("advisor.portfolio.never"),
            )
        ),
        rx.el.td(row.likes, class_name="portfolio-number"),
        rx.el.td(row.matches, class_name="portfolio-number"),
        rx.el.td(row.applications, class_name="portfolio-number"),
        rx.el.td(t_any("enum.Scheme.", row.scheme)),
        rx.cond(_WHOLE, rx.el.td(row.advisor)),
        key=row.id,
    )


def _pager() -> rx.Component:
    return rx.el.nav(
        icon_button(
            "chevron-left",
            t("advisor.portfolio.previous"),
            disabled=PortfolioState.page_number <= 1,
            on_click=PortfolioState.turn(PortfolioState.page_number - 1),
        ),
        rx.el.span(
            t(
                "advisor.portfolio.page",
                page=PortfolioState.page_number,
                pages=PortfolioState.pages,
            ),
            aria_live="polite",
        ),
        icon_button(
            "chevron-right",
            t("advisor.portfolio.next"),
            disabled=PortfolioState.page_number >= PortfolioState.pages,
            on_click=PortfolioState.turn(PortfolioState.page_number + 1),
        ),
        aria_label=t("advisor.portfolio.pages"),
        class_name="row pager",
    )


def _nobody() -> rx.Component:
    narrowed = (PortfolioState.search != "") | (PortfolioState.attention != "")
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

"""What narrows the table: filters that combine, kept by name; the columns chosen; the files that leave."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    chip_choice,
    icon,
    icon_button,
    out_link,
    text_field,
)
from myjobmatch.domain.enums import FollowUp, Role, Scheme
from myjobmatch.domain.portfolio_filter import AgeBand, LastSign, LikesBand, PortfolioColumn
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.portfolio import Named, PortfolioState, View


def _part(title: rx.Var[str], *chips: Any, wide: bool = False) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(title),
        rx.el.div(*chips, class_name="chips"),
        class_name="portfolio-part portfolio-wide" if wide else "portfolio-part",
    )


def _words(part: str, prefix: str, values: type[StrEnum]) -> list[rx.Component]:
    state = PortfolioState
    return [
        chip_choice(
            t_any(prefix, rx.Var.create(value.value)),
            chosen=state.chosen[part].contains(value.value),
            on_click=state.toggle(part, value.value),
        )
        for value in values
    ]


def _maybe(what: str, held: Any) -> list[rx.Component]:
    return [
        chip_choice(
            t_any(f"portfolio.{what}.", rx.Var.create(answer)),
            chosen=held == answer,
            on_click=PortfolioState.say(what, answer),
        )
        for answer in ("yes", "no")
    ]


def _advisor(one: rx.Var[Named]) -> rx.Component:
    return chip_choice(
        one.name,
        chosen=PortfolioState.chosen["advisors"].contains(one.id),
        on_click=PortfolioState.toggle("advisors", one.id),
    )


def _commune(one: rx.Var[str]) -> rx.Component:
    return chip_choice(
        one,
        chosen=PortfolioState.chosen["communes"].contains(one),
        on_click=PortfolioState.toggle("communes", one),
    )


def filters() -> rx.Component:
    """Every part of the filter, folded."""
    state = PortfolioState
    whole = state.everyone | (state.role == Role.MANAGER.value)
    return rx.el.details(
        rx.el.summary(
            icon("sliders-horizontal", size=18),
            rx.el.span(t("portfolio.filter", count=state.narrowed)),
            class_name="btn btn-outline",
        ),
        rx.el.div(
            _part(t("portfolio.column.scheme"), *_words("schemes", "enum.Scheme.", Scheme)),
            _part(t("portfolio.last_sign"), *_words("last_signs", "portfolio.sign.", LastSign)),
            _part(t("portfolio.column.age"), *_words("ages", "portfolio.age.", AgeBand)),
            _part(t("portfolio.likes"), *_words("likes", "portfolio.liked.", LikesBand)),
            _part(
                t("portfolio.column.follow_up"),
                *_words("follow_ups", "enum.FollowUp.", FollowUp),
            ),
            _part(t("portfolio.column.unread"), *_maybe("unread", state.unread)),
            _part(t("portfolio.column.account"), *_maybe("account", state.account)),
            _part(
                t("portfolio.activity"),
                chip_choice(
                    t("portfolio.declining"),
                    chosen=state.declining,
                    on_click=state.ask_declining,
                ),
            ),
            rx.cond(
                whole,
                _part(
                    t("portfolio.column.advisor"),
                    rx.foreach(state.advisors, _advisor),
                    wide=True,
                ),
            ),
            _part(t("portfolio.column.commune"), rx.foreach(state.communes, _commune), wide=True),
            rx.el.div(
                button(
                    t("advisor.portfolio.clear"),
                    kind="quiet",
                    icon_name="x",
                    on_click=state.clear,
                ),
                rx.el.form(
                    text_field("name", t("portfolio.view_name"), max_length=60),
                    button(
                        t("portfolio.keep"), kind="outline", type="submit", icon_name="bookmark"
                    ),
                    on_submit=state.keep,
                    reset_on_submit=True,
                    class_name="portfolio-keep",
                ),
                class_name="spread portfolio-filter-foot",
            ),
            class_name="portfolio-panel card",
        ),
        class_name="portfolio-filter",
    )


def kept_views() -> rx.Component:
    """The filters kept by name; one that was forgotten can be brought back."""
    state = PortfolioState

    def view(one: rx.Var[View]) -> rx.Component:
        return rx.el.li(
            rx.el.button(
                icon("bookmark", size=16),
                rx.el.bdi(one.name),
                type="button",
                aria_pressed=rx.cond(state.view == one.id, "true", "false"),
                on_click=state.take(one.id),
                class_name="chip chip-choice",
            ),
            icon_button(
                "x", t("portfolio.forget", name=one.name), on_click=state.forget_view(one.id)
            ),
            class_name="portfolio-view",
        )

    return rx.el.div(
        rx.cond(
            state.views.length() > 0,
            rx.el.ul(
                rx.foreach(state.views, view),
                aria_label=t("portfolio.views"),
                class_name="portfolio-views",
            ),
        ),
        rx.el.div(
            rx.cond(
                state.forgotten != "",
                banner(
                    rx.el.div(
                        rx.el.p(t("portfolio.forgotten", name=state.forgotten)),
                        button(t("today.undo"), kind="outline", on_click=state.bring_back),
                        class_name="spread",
                    )
                ),
            ),
            role="status",
        ),
    )


def columns_menu() -> rx.Component:
    """The columns that may be shown."""
    state = PortfolioState
    return rx.el.details(
        rx.el.summary(
            icon("columns-3", size=18),
            rx.el.span(t("portfolio.columns")),
            class_name="btn btn-quiet",
        ),
        rx.el.div(
            *[
                rx.el.label(
                    rx.el.input(
                        type="checkbox",
                        class_name="check",
                        checked=state.columns.contains(one.value),
                        on_change=lambda _checked, name=one.value: state.show_column(name),
                    ),
                    rx.el.span(t_any("portfolio.column.", rx.Var.create(one.value))),
                    class_name="check-label",
                )
                for one in PortfolioColumn
            ],
            class_name="today-menu portfolio-columns",
        ),
        class_name="today-later",
    )


def exports() -> rx.Component:
    """What is shown, as a file."""

    def link(form: str) -> rx.Component:
        return out_link(
            icon("download", size=18),
            rx.el.span(form.upper()),
            href=f"/api/v1/portfolio?as={form}&q=" + PortfolioState.export,
            aria_label=t("portfolio.export", form=form.upper()),
            class_name="btn btn-quiet",
            custom_attrs={"download": ""},
        )

    return rx.el.div(link("csv"), link("xlsx"), class_name="row")

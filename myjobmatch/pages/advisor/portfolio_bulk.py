"""What can be done with the youths who are taken in the table."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    close_button,
    dialog,
    open_button,
    select_field,
    text_area,
    text_field,
)
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t
from myjobmatch.state.advisor.portfolio import PortfolioState
from myjobmatch.state.advisor.portfolio_bulk import BulkState, OfferRow, SessionChoice

WRITE, PROPOSE, INVITE, ASSIGN = "bulk-write", "bulk-propose", "bulk-invite", "bulk-assign"


def bulk_bar() -> rx.Component:
    """How many are taken, what can be done with them, and what was done last."""
    table = PortfolioState
    taken = (table.selected.length() > 0) | table.all_found
    advisor = table.role == Role.ADVISOR.value
    return rx.el.div(
        _done(),
        rx.cond(
            taken,
            rx.el.div(
                rx.el.p(
                    t(
                        "portfolio.selected",
                        count=rx.cond(table.all_found, table.total, table.selected.length()),
                    ),
                    class_name="strong",
                    role="status",
                ),
                rx.cond(
                    ~table.all_found & (table.total > table.selected.length()),
                    button(
                        t("portfolio.select_all", count=table.total),
                        kind="quiet",
                        on_click=table.select_all,
                    ),
                ),
                rx.cond(
                    advisor,
                    open_button(t("portfolio.write"), opens=WRITE, icon_name="message-circle"),
                ),
                rx.cond(
                    advisor,
                    open_button(
                        t("portfolio.propose"),
                        opens=PROPOSE,
                        icon_name="send",
                        on_click=BulkState.open_offers,
                    ),
                ),
                open_button(
                    t("portfolio.invite"),
                    opens=INVITE,
                    icon_name="presentation",
                    on_click=BulkState.open_sessions,
                ),
                open_button(t("portfolio.assign"), opens=ASSIGN, icon_name="user-round-check"),
                button(
                    t("portfolio.select_none"),
                    kind="quiet",
                    icon_name="x",
                    on_click=table.select_none,
                ),
                class_name="row portfolio-bulk",
            ),
        ),
        _write(),
        _propose(),
        _invite(),
        _assign(),
    )


def _done() -> rx.Component:
    state = BulkState
    return rx.el.div(
        rx.cond(
            state.what != "",
            banner(
                rx.el.div(
                    rx.el.p(
                        t("portfolio.done", what=state.what, count=state.done),
                        rx.cond(
                            (state.left > 0) & (state.what != "undone"),
                            t("portfolio.left", count=state.left),
                            "",
                        ),
                    ),
                    rx.cond(
                        state.undoable,
                        button(
                            t("today.undo"),
                            kind="outline",
                            icon_name="undo-2",
                            on_click=state.undo,
                        ),
                    ),
                    class_name="spread",
                ),
                tone="yes",
            ),
        ),
        role="status",
        class_name="portfolio-done",
    )


def _write() -> rx.Component:
    return dialog(
        WRITE,
        t("portfolio.write"),
        rx.el.form(
            text_area(
                "body",
                t("portfolio.body"),
                hint=t("portfolio.body_hint", open="{", close="}"),
                rows=5,
            ),
            button(
                t("portfolio.send"),
                type="submit",
                icon_name="send",
                custom_attrs={"data-closes": ""},
            ),
            on_submit=BulkState.write,
            reset_on_submit=True,
            class_name="stack",
        ),
        close_button(t("common.close")),
    )


def _propose() -> rx.Component:
    def offer(one: rx.Var[OfferRow]) -> rx.Component:
        return rx.el.li(
            rx.el.div(
                rx.el.span(one.title, class_name="strong"),
                rx.el.span(one.company, " · ", one.place, class_name="soft small"),
                class_name="fact-words",
            ),
            close_button(
                t("portfolio.propose_this"), kind="outline", on_click=BulkState.propose(one.id)
            ),
            key=one.id,
            class_name="proposable",
        )

    return dialog(
        PROPOSE,
        t("portfolio.propose"),
        text_field(
            "bulk-offer",
            t("portfolio.offer_search"),
            type="search",
            on_change=BulkState.find_offers.debounce(250),
            auto_complete="off",
        ),
        rx.cond(
            BulkState.offers.length() > 0,
            rx.el.ul(rx.foreach(BulkState.offers, offer), class_name="proposables"),
            rx.el.p(t("portfolio.no_offer"), class_name="soft"),
        ),
    )


def _invite() -> rx.Component:
    def session(one: rx.Var[SessionChoice]) -> rx.Component:
        return rx.el.li(
            rx.el.div(
                rx.el.span(one.title, class_name="strong"),
                rx.el.span(t("portfolio.starts", at=one.starts_at), class_name="soft small"),
                class_name="fact-words",
            ),
            close_button(
                t("portfolio.invite_this"), kind="outline", on_click=BulkState.invite(one.id)
            ),
            key=one.id,
            class_name="proposable",
        )

    return dialog(
        INVITE,
        t("portfolio.invite"),
        rx.cond(
            BulkState.sessions.length() > 0,
            rx.el.ul(rx.foreach(BulkState.sessions, session), class_name="proposables"),
            rx.el.p(t("portfolio.no_session"), class_name="soft"),
        ),
    )


def _assign() -> rx.Component:
    return dialog(
        ASSIGN,
        t("portfolio.assign"),
        rx.el.form(
            rx.el.p(t("portfolio.assign_text"), class_name="soft"),
            select_field(
                "advisor",
                t("portfolio.column.advisor"),
                rx.foreach(
                    PortfolioState.advisors, lambda one: rx.el.option(one.name, value=one.id)
                ),
            ),
            button(
                t("portfolio.assign_now"),
                type="submit",
                icon_name="user-round-check",
                custom_attrs={"data-closes": ""},
            ),
            on_submit=BulkState.assign,
            class_name="stack",
        ),
        close_button(t("common.close")),
    )

"""Matches: who was asked, who said yes, what is over."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    card,
    close_button,
    dialog,
    empty_state,
    icon,
    link_button,
    nav_link,
    open_button,
    page_title,
    skeleton,
)
from myjobmatch.i18n.t import t
from myjobmatch.pages.employer.frame import employer_page, no_company
from myjobmatch.pages.registry import page
from myjobmatch.state.employer_matches import MatchesState, MatchRow


def _status(row: rx.Var[MatchRow]) -> rx.Component:
    return rx.match(
        row.status,
        ("shared", badge(t("employer.matches.shared"), tone="yes", icon_name="circle-check")),
        ("declined", badge(t("employer.matches.declined"), tone="no", icon_name="circle-minus")),
        ("closed", badge(t("employer.matches.closed"), tone="no", icon_name="archive")),
        badge(t("employer.matches.waiting"), tone="warn", icon_name="hourglass"),
    )


def _explained(row: rx.Var[MatchRow]) -> rx.Var[str]:
    return rx.match(
        row.status,
        ("shared", t("employer.matches.shared_text")),
        ("declined", t("employer.matches.declined_text")),
        ("closed", t("employer.matches.closed_text")),
        t("employer.matches.waiting_text"),
    )


def _row(row: rx.Var[MatchRow]) -> rx.Component:
    over = (row.status == "closed") | (row.status == "declined")
    return rx.el.li(
        rx.el.div(icon("handshake", size=24), class_name="match-sign", aria_hidden="true"),
        rx.el.div(
            rx.el.h2(rx.cond(row.person != "", row.person, t("employer.matches.someone"))),
            rx.el.p(
                nav_link(row.offer_title, href="/employeur/offres/" + row.offer_id),
                class_name="soft",
            ),
            rx.el.p(
                _status(row),
                rx.el.span(t("employer.matches.since", at=row.since), class_name="soft small"),
                class_name="row",
            ),
            rx.el.p(_explained(row)),
            class_name="match-words",
        ),
        rx.el.div(
            rx.cond(
                row.conversation_id != "",
                link_button(
                    t("employer.matches.write"),
                    "/employeur/messages?c=" + row.conversation_id,
                    icon_name="message-circle",
                ),
            ),
            rx.cond(
                over,
                None,
                rx.fragment(
                    open_button(t("employer.matches.close"), opens="close-" + row.id, kind="quiet"),
                    dialog(
                        "close-" + row.id,
                        t("employer.matches.close_title"),
                        rx.el.p(t("employer.matches.close_text")),
                        rx.el.div(
                            close_button(t("employer.matches.keep"), kind="outline"),
                            close_button(
                                t("employer.matches.close"),
                                kind="danger",
                                on_click=MatchesState.close(row.id),
                            ),
                            class_name="row dialog-acts",
                        ),
                    ),
                ),
            ),
            class_name="match-acts",
        ),
        key=row.id,
        class_name="card match-row",
        custom_attrs={"data-status": row.status},
    )


@page("/employeur/matchs", title="employer.matches.title", on_load=MatchesState.load)
def matches() -> rx.Component:
    """A company's matches, the latest first."""
    return employer_page(
        "matches",
        page_title(t("employer.matches.title"), intro=t("employer.matches.intro")),
        rx.cond(
            MatchesState.loaded,
            rx.cond(
                MatchesState.company_id == "",
                no_company(),
                rx.cond(
                    MatchesState.matches.length() > 0,
                    rx.el.ul(
                        rx.foreach(MatchesState.matches, _row),
                        class_name="plain-list",
                        aria_live="polite",
                    ),
                    empty_state(
                        "handshake",
                        t("employer.matches.empty"),
                        t("employer.matches.empty_text"),
                        link_button(t("employer.matches.empty_act"), "/employeur/candidats"),
                    ),
                ),
            ),
            card(skeleton(5)),
        ),
        choose=MatchesState.choose,
    )

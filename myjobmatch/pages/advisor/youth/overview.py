"""A youth's page: what needs me first, then what they did, can do and want; proposing an offer."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    desk_shell,
    empty_state,
    icon,
    link_button,
    nav_link,
    open_button,
    page_title,
    skeleton,
)
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.documents import shared_documents
from myjobmatch.pages.advisor.youth.obstacles import obstacles
from myjobmatch.pages.advisor.youth.parts import facts
from myjobmatch.pages.advisor.youth.profile_card import own_words, profile_card
from myjobmatch.pages.advisor.youth.propose import DIALOG, propose_dialog
from myjobmatch.pages.advisor.youth.timeline import timeline
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.youth import YouthPageState


@page("/conseil/jeunes/[youth_id]", title="advisor.youth.title", on_load=YouthPageState.load)
def youth() -> rx.Component:
    """One youth."""
    return desk_shell(
        Role.ADVISOR,
        "portfolio",
        nav_link(
            icon("arrow-left", size=18),
            rx.el.span(t("advisor.youth.back")),
            href="/conseil/portefeuille",
            class_name="back-link",
        ),
        rx.cond(
            YouthPageState.found,
            _file(),
            rx.cond(YouthPageState.loaded, _unknown(), skeleton(6)),
        ),
        wide=True,
    )


def _unknown() -> rx.Component:
    return empty_state(
        "user-round-x",
        t("advisor.youth.unknown"),
        t("advisor.youth.unknown_text"),
        link_button(t("advisor.youth.back"), "/conseil/portefeuille", kind="outline"),
        heading=1,
    )


def _file() -> rx.Component:
    return rx.el.div(
        page_title(
            YouthPageState.name,
            link_button(
                t("advisor.youth.fill"),
                "/conseil/jeunes/" + YouthPageState.youth_id + "/profil",  # type: ignore[attr-defined]
                kind="quiet",
                icon_name="pencil",
            ),
            link_button(
                t("advisor.youth.door"),
                "/conseil/jeunes/" + YouthPageState.youth_id + "/acces",  # type: ignore[attr-defined]
                kind="outline",
                icon_name="qr-code",
            ),
            rx.cond(
                YouthPageState.own,
                rx.el.div(
                    button(
                        t("advisor.youth.write"),
                        kind="outline",
                        icon_name="message-circle",
                        on_click=YouthPageState.write,
                    ),
                    open_button(
                        t("advisor.youth.propose"),
                        opens=DIALOG,
                        kind="primary",
                        icon_name="send",
                        on_click=YouthPageState.look_for_offers,
                    ),
                    class_name="row",
                ),
                rx.el.span(),
            ),
            intro=_facts_line(),
        ),
        _attention(),
        rx.el.div(
            rx.el.div(profile_card(), own_words(), class_name="stack"),
            rx.el.div(
                facts(
                    t("advisor.youth.matches"),
                    YouthPageState.matches,
                    "enum.MatchStatus.",
                    t("advisor.youth.no_matches"),
                ),
                facts(
                    t("advisor.youth.applications"),
                    YouthPageState.applications,
                    "enum.ApplicationStatus.",
                    t("advisor.youth.no_applications"),
                ),
                facts(
                    t("advisor.youth.proposals"),
                    YouthPageState.proposals,
                    "enum.ProposalStatus.",
                    t("advisor.youth.no_proposals"),
                ),
                class_name="stack",
            ),
            rx.el.div(
                rx.cond(YouthPageState.obstacles.length() > 0, obstacles()),
                shared_documents(),
                timeline(),
                class_name="stack",
            ),
            class_name="file-grid",
        ),
        propose_dialog(),
    )


def _facts_line() -> rx.Var[str]:
    return rx.cond(
        YouthPageState.age > 0,
        t("advisor.youth.age_place", age=YouthPageState.age, place=YouthPageState.place),
        YouthPageState.place,
    )


def _attention() -> rx.Component:
    return rx.el.div(
        rx.foreach(
            YouthPageState.attention,
            lambda reason: badge(
                t_any("enum.Attention.", reason), tone="warn", icon_name="triangle-alert"
            ),
        ),
        rx.cond(
            YouthPageState.phone != "",
            badge(YouthPageState.phone, icon_name="phone"),
        ),
        rx.cond(
            YouthPageState.email != "",
            badge(YouthPageState.email, icon_name="mail"),
        ),
        badge(t_any("enum.Scheme.", YouthPageState.scheme)),
        badge(
            rx.cond(
                YouthPageState.last_active_at != "",
                t("advisor.portfolio.seen", at=YouthPageState.last_active_at),
                t("advisor.portfolio.never"),
            ),
            icon_name="clock",
        ),
        class_name="row file-badges",
    )

"""A youth's page: what needs me first, then what they did, can do and want; proposing an offer."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    chip,
    chips,
    close_button,
    desk_shell,
    dialog,
    empty_state,
    icon,
    link_button,
    nav_link,
    open_button,
    page_title,
    skeleton,
    text_area,
    text_field,
)
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth_documents import shared_documents
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.youth import Event, Fact, Obstacle, Proposable, YouthPageState

DIALOG = "propose-offer"


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
            rx.el.div(_profile(), _own_words(), class_name="stack"),
            rx.el.div(
                _facts(
                    t("advisor.youth.matches"),
                    YouthPageState.matches,
                    "enum.MatchStatus.",
                    t("advisor.youth.no_matches"),
                ),
                _facts(
                    t("advisor.youth.applications"),
                    YouthPageState.applications,
                    "enum.ApplicationStatus.",
                    t("advisor.youth.no_applications"),
                ),
                _facts(
                    t("advisor.youth.proposals"),
                    YouthPageState.proposals,
                    "enum.ProposalStatus.",
                    t("advisor.youth.no_proposals"),
                ),
                class_name="stack",
            ),
            rx.el.div(
                rx.cond(YouthPageState.obstacles.length() > 0, _obstacles()),
                shared_documents(),
                _timeline(),
                class_name="stack",
            ),
            class_name="file-grid",
        ),
        _propose_dialog(),
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


def _section(title: rx.Var[str], *children: Any) -> rx.Component:
    return card(rx.el.h2(title), *children, class_name="file-card")


def _words(label: rx.Var[str], values: Any, prefix: str = "") -> rx.Component:
    return rx.cond(
        values.length() > 0,
        rx.el.div(
            rx.el.h3(label),
            chips(
                rx.foreach(
                    values,
                    lambda value: chip(t_any(prefix, value) if prefix else value),
                ),
                label=label,
            ),
            class_name="file-words",
        ),
    )


def _profile() -> rx.Component:
    state = YouthPageState
    return _section(
        t("advisor.youth.profile"),
        rx.el.p(t("advisor.youth.complete", percent=state.completeness), class_name="soft small"),
        _words(t("advisor.youth.occupations"), state.occupations),
        _words(t("advisor.youth.skills"), state.skills),
        _words(t("advisor.youth.aptitudes"), state.aptitudes),
        _words(t("advisor.youth.contracts"), state.contracts, "enum.ContractKind."),
        _words(t("advisor.youth.modes"), state.modes, "enum.TravelMode."),
        rx.cond(
            state.max_minutes > 0,
            rx.el.p(t("advisor.youth.max_minutes", minutes=state.max_minutes)),
        ),
        rx.cond(
            state.available_from != "",
            rx.el.p(t("advisor.youth.available", at=state.available_from)),
        ),
    )


def _own_words() -> rx.Component:
    return rx.cond(
        YouthPageState.experiences.length() > 0,
        _section(
            t("advisor.youth.own_words"),
            rx.el.ul(
                rx.foreach(
                    YouthPageState.experiences,
                    lambda text: rx.el.li(text, dir="auto"),
                ),
                class_name="quotes",
            ),
        ),
    )


def _facts(title: rx.Var[str], facts: Any, prefix: str, nothing: rx.Var[str]) -> rx.Component:
    def line(fact: rx.Var[Fact]) -> rx.Component:
        return rx.el.li(
            rx.el.div(
                rx.el.span(fact.title, class_name="strong"),
                rx.el.span(fact.company, class_name="soft small"),
                rx.cond(fact.note != "", rx.el.q(fact.note, class_name="small")),
                class_name="fact-words",
            ),
            rx.el.div(
                badge(t_any(prefix, fact.status)),
                rx.el.span(t("advisor.youth.on", at=fact.at), class_name="soft small"),
                class_name="fact-state",
            ),
        )

    return _section(
        title,
        rx.cond(
            facts.length() > 0,
            rx.el.ul(rx.foreach(facts, line), class_name="facts"),
            rx.el.p(nothing, class_name="soft"),
        ),
    )


def _obstacles() -> rx.Component:
    def line(obstacle: rx.Var[Obstacle]) -> rx.Component:
        return rx.el.li(
            rx.el.span(t_any("advisor.obstacle.", obstacle.kind), class_name="strong"),
            rx.cond(obstacle.note != "", rx.el.p(obstacle.note, class_name="small")),
        )

    return _section(
        t("advisor.youth.obstacles"),
        rx.el.p(t("advisor.youth.obstacles_private"), class_name="soft small"),
        rx.el.ul(rx.foreach(YouthPageState.obstacles, line), class_name="facts"),
    )


def _timeline() -> rx.Component:
    def line(event: rx.Var[Event]) -> rx.Component:
        return rx.el.li(
            rx.el.span(t_any("enum.ActivityKind.", event.kind), class_name="strong"),
            rx.cond(event.about != "", rx.el.span(event.about)),
            rx.cond(
                event.times > 1,
                rx.el.span(
                    t("advisor.youth.on_often", times=event.times, at=event.at),
                    class_name="soft small",
                ),
                rx.el.span(t("advisor.youth.on_at", at=event.at), class_name="soft small"),
            ),
        )

    return _section(
        t("advisor.youth.timeline"),
        rx.cond(
            YouthPageState.timeline.length() > 0,
            rx.el.div(
                rx.el.ol(rx.foreach(YouthPageState.timeline, line), class_name="timeline"),
                class_name="timeline-frame",
                tab_index=0,
                role="region",
                aria_label=t("advisor.youth.timeline"),
            ),
            rx.el.p(t("advisor.youth.no_timeline"), class_name="soft"),
        ),
    )


def _propose_dialog() -> rx.Component:
    state = YouthPageState
    return dialog(
        DIALOG,
        t("advisor.propose.title", name=state.name),
        rx.el.div(
            rx.cond(
                state.proposed_title != "",
                banner(rx.el.p(t("advisor.propose.done", title=state.proposed_title)), tone="yes"),
            ),
            rx.el.p(t("advisor.propose.intro"), class_name="soft"),
            text_field(
                "offer-search",
                t("advisor.propose.search"),
                type="search",
                on_change=state.find.debounce(250),
                auto_complete="off",
            ),
            rx.cond(
                state.searching,
                rx.cond(
                    state.offers.length() > 0,
                    rx.el.ul(rx.foreach(state.offers, _offer), class_name="proposables"),
                    rx.el.p(t("advisor.propose.none"), class_name="soft"),
                ),
                skeleton(4),
            ),
            close_button(t("common.close"), kind="outline"),
            class_name="stack",
        ),
    )


def _offer(offer: rx.Var[Proposable]) -> rx.Component:
    state = YouthPageState
    chosen = state.chosen_id == offer.id
    return rx.el.li(
        rx.el.div(
            rx.el.span(offer.title, class_name="strong"),
            rx.el.span(
                offer.company,
                " · ",
                offer.place,
                rx.cond(
                    offer.minutes >= 0,
                    t("advisor.propose.minutes", minutes=offer.minutes),
                    "",
                ),
                class_name="soft small",
            ),
            chips(
                chip(t_any("enum.Fit.", offer.fit)),
                chip(t_any("enum.ContractKind.", offer.contract)),
                rx.foreach(offer.matched, lambda label: chip(label, icon_name="check", tone="yes")),
                rx.foreach(
                    offer.missing, lambda label: chip(label, icon_name="sprout", tone="warn")
                ),
            ),
            class_name="fact-words",
        ),
        rx.cond(
            offer.proposed,
            badge(t("advisor.propose.already"), tone="yes", icon_name="check"),
            button(
                t("advisor.propose.choose"),
                kind="outline",
                aria_expanded=rx.cond(chosen, "true", "false"),
                on_click=state.choose(offer.id),
            ),
        ),
        rx.cond(
            chosen,
            rx.el.form(
                text_area(
                    "note",
                    t("advisor.propose.note"),
                    hint=t("advisor.propose.note_hint"),
                    rows=2,
                    max_length=500,
                ),
                button(t("advisor.propose.send"), icon_name="send", type="submit"),
                on_submit=state.propose,
                class_name="stack propose-form",
            ),
        ),
        key=offer.id,
        class_name="proposable",
    )

"""Who accompanies a youth, beside whom, in whose place; and who did before."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    nav_link,
    select_field,
    skeleton,
    text_area,
)
from myjobmatch.domain.continuity import LONGEST_REASON
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.frame import youth_frame
from myjobmatch.pages.advisor.youth.parts import section
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.accompanying import (
    AccompanyingRow,
    AccompanyingState,
    ColleagueOption,
)
from myjobmatch.state.advisor.youth_head import YouthHeadState


def _row(one: rx.Var[AccompanyingRow], *acts: rx.Component) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.bdi(one.advisor, class_name="strong"),
            rx.el.span(
                rx.cond(
                    one.until != "",
                    t("team.days", start=one.since, end=one.until),
                    t("team.since", start=one.since),
                ),
                class_name="soft small",
            ),
            rx.cond(one.reason != "", rx.el.q(one.reason, class_name="small", dir="auto")),
            class_name="fact-words",
        ),
        rx.el.div(badge(t_any("enum.FollowKind.", one.kind)), *acts, class_name="fact-state"),
    )


def _today(one: rx.Var[AccompanyingRow]) -> rx.Component:
    state = AccompanyingState
    return _row(
        one,
        rx.cond(
            state.may_change & (one.kind == "shared"),
            button(
                t("team.share.stop"),
                kind="quiet",
                on_click=state.stop(one.advisor_id),
                aria_label=t("team.share.stop_of", name=one.advisor),
            ),
        ),
    )


def _share() -> rx.Component:
    state = AccompanyingState
    return rx.cond(
        state.may_change & (state.colleagues.length() > 0),
        section(
            t("team.share.title"),
            rx.el.p(t("team.share.text"), class_name="soft small"),
            rx.el.form(
                select_field(
                    "colleague",
                    t("team.share.colleague"),
                    rx.foreach(state.colleagues, _option),
                    required=True,
                ),
                text_area(
                    "reason",
                    t("team.form.reason"),
                    key=state.today.length().to_string(),
                    rows=2,
                    max_length=LONGEST_REASON,
                    dir="auto",
                ),
                button(t("team.share.send"), kind="outline", type="submit", icon_name="user-plus"),
                on_submit=state.share,
                class_name="stack",
            ),
        ),
    )


def _option(one: rx.Var[ColleagueOption]) -> rx.Component:
    return rx.el.option(one.name, value=one.id)


@page(
    "/conseil/jeunes/[youth_id]/accompagnement",
    title="team.file.title",
    on_load=[YouthHeadState.load, AccompanyingState.load],
    keeps=True,
)
def accompanying() -> rx.Component:
    """The section."""
    state = AccompanyingState
    return youth_frame(
        "accompanying",
        rx.el.div(
            rx.cond(
                state.done != "",
                banner(rx.el.p(t_any("team.share.done.", state.done)), tone="yes"),
            ),
            role="status",
        ),
        rx.cond(
            state.loaded,
            rx.el.div(
                section(
                    t("team.file.today"),
                    rx.cond(
                        state.today.length() > 0,
                        rx.el.ul(rx.foreach(state.today, _today), class_name="facts"),
                        rx.el.p(t("team.file.nobody"), class_name="soft"),
                    ),
                    nav_link(t("team.file.whole"), href="/conseil/equipe"),
                ),
                _share(),
                section(
                    t("team.file.history"),
                    rx.cond(
                        state.history.length() > 0,
                        rx.el.ul(rx.foreach(state.history, _row), class_name="facts"),
                        rx.el.p(t("team.file.no_history"), class_name="soft"),
                    ),
                ),
                class_name="file-grid",
            ),
            skeleton(5),
        ),
    )

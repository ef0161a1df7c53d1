"""What happened around a youth, as a list; the latest of it on the overview."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import badge, nav_link
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.parts import section
from myjobmatch.state.advisor.youth import Event, YouthPageState
from myjobmatch.state.advisor.youth_head import YouthHeadState


def events(entries: Any) -> rx.Component:
    """Entries of the activity log, each with its moment."""

    def line(event: rx.Var[Event]) -> rx.Component:
        return rx.el.li(
            rx.el.span(t_any("enum.ActivityKind.", event.kind), class_name="strong"),
            rx.cond(event.about != "", rx.el.span(event.about)),
            rx.cond(event.taken_back, badge(t("file.timeline.taken_back"))),
            rx.cond(
                event.times > 1,
                rx.el.span(
                    t("advisor.youth.on_often", times=event.times, at=event.at),
                    class_name="soft small",
                ),
                rx.el.span(t("advisor.youth.on_at", at=event.at), class_name="soft small"),
            ),
        )

    return rx.el.ol(rx.foreach(entries, line), class_name="timeline")


def timeline() -> rx.Component:
    """The latest of it."""
    return section(
        t("advisor.youth.timeline"),
        rx.cond(
            YouthPageState.timeline.length() > 0,
            rx.el.div(
                events(YouthPageState.timeline),
                nav_link(
                    t("file.timeline.whole"),
                    href="/conseil/jeunes/" + YouthHeadState.youth + "/historique",
                ),
                class_name="stack",
            ),
            rx.el.p(t("advisor.youth.no_timeline"), class_name="soft"),
        ),
    )

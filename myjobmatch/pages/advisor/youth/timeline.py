"""What happened around a youth."""

from __future__ import annotations

import reflex as rx

from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.parts import section
from myjobmatch.state.advisor.youth import Event, YouthPageState


def timeline() -> rx.Component:
    """The latest of it."""

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

    return section(
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

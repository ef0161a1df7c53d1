"""Everything that happened around a youth."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import button, chip_choice, skeleton
from myjobmatch.domain.youth_file import Theme
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.frame import youth_frame
from myjobmatch.pages.advisor.youth.timeline import events
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.youth_head import YouthHeadState
from myjobmatch.state.advisor.youth_timeline import YouthTimelineState


@page(
    "/conseil/jeunes/[youth_id]/historique",
    title="file.timeline.title",
    on_load=[YouthHeadState.load, YouthTimelineState.load],
)
def history() -> rx.Component:
    """All of it, by theme, the newest first."""
    state = YouthTimelineState
    return youth_frame(
        "timeline",
        rx.el.h2(t("file.timeline.title"), class_name="visually-hidden"),
        rx.el.div(
            chip_choice(t("file.timeline.all"), chosen=state.theme == "", on_click=state.only("")),
            *[
                chip_choice(
                    t_any("file.theme.", rx.Var.create(one.value)),
                    chosen=state.theme == one.value,
                    on_click=state.only(one.value),
                )
                for one in Theme
            ],
            class_name="chips file-themes",
            role="group",
            aria_label=t("file.timeline.themes"),
        ),
        rx.cond(
            state.loaded,
            rx.cond(
                state.events.length() > 0,
                rx.el.div(
                    events(state.events),
                    rx.cond(
                        state.before > 0,
                        button(
                            t("file.timeline.older"),
                            kind="outline",
                            icon_name="history",
                            on_click=state.older,
                        ),
                    ),
                    class_name="stack file-history",
                ),
                rx.el.p(t("advisor.youth.no_timeline"), class_name="soft"),
            ),
            skeleton(6),
        ),
    )

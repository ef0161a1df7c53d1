"""What stands in a youth's way, for whoever accompanies them, alone."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import button, select_field, text_field
from myjobmatch.domain.notes import LONGEST_OBSTACLE, ObstacleKind
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.parts import section
from myjobmatch.state.advisor.youth_notes import Obstacle, YouthNotesState


def obstacles() -> rx.Component:
    """Those that are known, settled or not, and room for one more."""
    state = YouthNotesState

    def line(obstacle: rx.Var[Obstacle]) -> rx.Component:
        return rx.el.li(
            rx.el.div(
                rx.el.span(t_any("advisor.obstacle.", obstacle.kind), class_name="strong"),
                rx.cond(
                    obstacle.note != "", rx.el.p(obstacle.note, dir="auto", class_name="small")
                ),
                class_name=rx.cond(obstacle.resolved, "fact-words file-settled", "fact-words"),
            ),
            button(
                rx.cond(obstacle.resolved, t("file.obstacle.again"), t("file.obstacle.settled")),
                kind="quiet",
                icon_name="check",
                on_click=state.settle_obstacle(obstacle.id, ~obstacle.resolved),
            ),
            key=obstacle.id,
        )

    return rx.cond(
        state.own,
        section(
            t("advisor.youth.obstacles"),
            rx.el.p(t("advisor.youth.obstacles_private"), class_name="soft small"),
            rx.cond(
                state.obstacles.length() > 0,
                rx.el.ul(rx.foreach(state.obstacles, line), class_name="facts"),
                rx.el.p(t("file.obstacle.none"), class_name="soft"),
            ),
            rx.el.details(
                rx.el.summary(t("file.obstacle.add")),
                rx.el.form(
                    select_field(
                        "obstacle",
                        t("file.obstacle.kind"),
                        [(one.value, t(f"advisor.obstacle.{one.value}")) for one in ObstacleKind],
                    ),
                    text_field(
                        "obstacle-note", t("file.obstacle.note"), max_length=LONGEST_OBSTACLE
                    ),
                    button(t("file.add"), kind="outline", type="submit"),
                    on_submit=state.add_obstacle,
                    reset_on_submit=True,
                    class_name="stack",
                ),
            ),
        ),
    )

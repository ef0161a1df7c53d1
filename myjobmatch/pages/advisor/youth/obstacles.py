"""What stands in a youth's way, for their own advisor alone."""

from __future__ import annotations

import reflex as rx

from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.parts import section
from myjobmatch.state.advisor.youth import Obstacle, YouthPageState


def obstacles() -> rx.Component:
    """The obstacles that are known."""

    def line(obstacle: rx.Var[Obstacle]) -> rx.Component:
        return rx.el.li(
            rx.el.span(t_any("advisor.obstacle.", obstacle.kind), class_name="strong"),
            rx.cond(obstacle.note != "", rx.el.p(obstacle.note, class_name="small")),
        )

    return section(
        t("advisor.youth.obstacles"),
        rx.el.p(t("advisor.youth.obstacles_private"), class_name="soft small"),
        rx.el.ul(rx.foreach(YouthPageState.obstacles, line), class_name="facts"),
    )

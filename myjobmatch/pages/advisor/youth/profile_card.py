"""What a youth can do and wants, and their own words."""

from __future__ import annotations

import reflex as rx

from myjobmatch.i18n.t import t
from myjobmatch.pages.advisor.youth.parts import section, words
from myjobmatch.state.advisor.youth import YouthPageState


def profile_card() -> rx.Component:
    """Occupations, skills, aptitudes and terms."""
    state = YouthPageState
    return section(
        t("advisor.youth.profile"),
        rx.el.p(t("advisor.youth.complete", percent=state.completeness), class_name="soft small"),
        words(t("advisor.youth.occupations"), state.occupations),
        words(t("advisor.youth.skills"), state.skills),
        words(t("advisor.youth.aptitudes"), state.aptitudes),
        words(t("advisor.youth.contracts"), state.contracts, "enum.ContractKind."),
        words(t("advisor.youth.modes"), state.modes, "enum.TravelMode."),
        rx.cond(
            state.max_minutes > 0,
            rx.el.p(t("advisor.youth.max_minutes", minutes=state.max_minutes)),
        ),
        rx.cond(
            state.available_from != "",
            rx.el.p(t("advisor.youth.available", at=state.available_from)),
        ),
    )


def own_words() -> rx.Component:
    """What they wrote of what they did."""
    return rx.cond(
        YouthPageState.experiences.length() > 0,
        section(
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

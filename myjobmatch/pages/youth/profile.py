"""The profile, one small question at a time: `/mon-espace/profil#skills`. Each answer is kept at once."""

from __future__ import annotations

from collections.abc import Callable

import reflex as rx

from myjobmatch.components import icon, link_button, nav_link, skeleton
from myjobmatch.components.icons import easy_icon
from myjobmatch.components.listen import LISTENED, listen
from myjobmatch.components.profile_store import STEP_ICONS, StepTop, profile, step
from myjobmatch.components.store import store
from myjobmatch.domain.profile_view import STEPS
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.pages.youth.profile_done import done
from myjobmatch.pages.youth.profile_terms import contracts, travel, when
from myjobmatch.pages.youth.profile_words import aptitudes, occupations, skills
from myjobmatch.state.youth.phone import PhoneState

ADDRESS = "/mon-espace/profil"
BODIES: dict[str, Callable[[], rx.Component]] = {
    "done": done,
    "skills": skills,
    "aptitudes": aptitudes,
    "occupations": occupations,
    "contracts": contracts,
    "travel": travel,
    "when": when,
}


def _dot(key: str) -> rx.Component:
    current = step.key == key
    return rx.el.li(
        nav_link(
            rx.el.span(
                t_any("youth.profile.name.", rx.Var.create(key)),
                rx.cond(getattr(profile.told, key), t("youth.profile.answered"), ""),
                class_name="visually-hidden",
            ),
            href=f"{ADDRESS}#{key}",
            aria_current=rx.cond(current, "step", "false"),
            custom_attrs={"data-told": rx.cond(getattr(profile.told, key), "yes", "no")},
        )
    )


def _head() -> rx.Component:
    return rx.el.header(
        rx.el.div(
            nav_link(
                icon("arrow-left", size=22),
                rx.el.span(t("common.nav.space")),
                href="/mon-espace",
                class_name="step-back",
            ),
            rx.el.p(
                t("youth.profile.step", number=step.number, total=len(STEPS)),
                class_name="soft small",
            ),
            class_name="spread",
        ),
        rx.el.nav(
            rx.el.ol(*[_dot(key) for key in STEPS], class_name="step-dots"),
            aria_label=t("youth.profile.steps"),
        ),
        class_name="step-head",
    )


def _question() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h1(
                rx.match(
                    step.key,
                    *[(key, easy_icon(name)) for key, name in STEP_ICONS.items()],
                    rx.fragment(),
                ),
                t_any("youth.profile.question.", step.key),
                tab_index=-1,
            ),
            listen(class_name="easy-only"),
            class_name="spread",
        ),
        rx.el.p(t_any("youth.profile.intro.", step.key), class_name="soft"),
        class_name="step-question",
        custom_attrs=LISTENED,
    )


def _effect() -> rx.Component:
    """What an answer changes, in words."""
    return rx.el.p(
        icon("sparkles", size=20),
        rx.el.span(t_any("youth.profile.effect.", step.key)),
        class_name="step-effect",
    )


def _foot() -> rx.Component:
    """What it brings, live, and the way on: never a duty."""
    on = rx.cond(
        step.last,
        link_button(t("youth.profile.finish"), "/mon-espace", wide=True, icon_name="check"),
        rx.match(
            step.key,
            *[
                (
                    key,
                    rx.cond(
                        getattr(profile.told, key),
                        link_button(t("youth.profile.go_on"), step.next, wide=True),
                        link_button(t("youth.profile.skip"), step.next, wide=True, kind="outline"),
                    ),
                )
                for key in STEPS
            ],
            rx.fragment(),
        ),
    )
    return rx.el.div(
        rx.el.p(
            icon("layers", size=18),
            rx.cond(
                profile.stale,
                rx.el.span(
                    rx.cond(store.online, t("youth.profile.dealing"), t("youth.profile.kept"))
                ),
                rx.el.span(t("youth.profile.eligible", count=profile.eligible)),
            ),
            role="status",
            class_name="step-offers",
        ),
        on,
        class_name="step-foot",
    )


@page(ADDRESS, title="youth.profile.title", on_load=PhoneState.load)
def profile_page() -> rx.Component:
    """One question of the profile."""
    return youth_page(
        "space",
        StepTop.create(),
        rx.cond(
            store.ready,
            rx.el.div(
                _head(),
                _question(),
                rx.match(step.key, *[(key, BODIES[key]()) for key in STEPS], rx.fragment()),
                _effect(),
                _foot(),
                class_name="step",
            ),
            rx.el.div(
                rx.el.h1(t("youth.profile.title"), class_name="visually-hidden"), skeleton(6)
            ),
        ),
    )

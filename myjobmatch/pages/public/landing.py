"""The landing page: makes a 19-year-old want to try, and a recruiter trust."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import card, icon, link_button, public_shell
from myjobmatch.components.drawings import drawing
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page


def _fact(pictogram: str, key: str) -> rx.Component:
    return rx.el.li(icon(pictogram, size=18), rx.el.span(t(key)))


def _sample_card() -> rx.Component:
    """A card as in the deck, drawn: decoration, so it is hidden from screen readers."""
    return rx.el.div(
        drawing("bakery", class_name="sample-scene"),
        rx.el.div(
            rx.el.p(t("public.landing.sample.title"), class_name="sample-title"),
            rx.el.ul(
                _fact("map-pin", "public.landing.sample.place"),
                _fact("bus", "public.landing.sample.minutes"),
                class_name="sample-facts",
            ),
            rx.el.ul(
                rx.el.li(
                    icon("check", size=16),
                    rx.el.span(t("public.landing.sample.skill_1")),
                    class_name="chip tone-yes",
                ),
                rx.el.li(
                    icon("check", size=16),
                    rx.el.span(t("public.landing.sample.skill_2")),
                    class_name="chip tone-yes",
                ),
                rx.el.li(
                    icon("sprout", size=16),
                    rx.el.span(t("public.landing.sample.learn")),
                    class_name="chip tone-warn",
                ),
                class_name="chips",
            ),
            class_name="sample-body",
        ),
        class_name="sample",
    )


def _art() -> rx.Component:
    return rx.el.div(
        drawing("fit", class_name="hero-fit"),
        rx.el.div(class_name="hero-back hero-back-2"),
        rx.el.div(class_name="hero-back hero-back-1"),
        _sample_card(),
        rx.el.div(
            rx.el.span(icon("x", size=26), class_name="hero-no"),
            rx.el.span(icon("heart", size=30), class_name="hero-yes"),
            class_name="hero-acts",
        ),
        class_name="hero-art",
        aria_hidden="true",
    )


def _step(number: int, pictogram: str) -> rx.Component:
    return rx.el.li(
        rx.el.span(icon(pictogram, size=28), class_name=f"landing-step-icon landing-step-{number}"),
        rx.el.h3(t(f"public.landing.step_{number}.title")),
        rx.el.p(t(f"public.landing.step_{number}.text"), class_name="soft"),
    )


def _promise(pictogram: str, name: str) -> rx.Component:
    return rx.el.li(
        icon(pictogram, size=22),
        rx.el.div(
            rx.el.h3(t(f"public.landing.promise.{name}.title")),
            rx.el.p(t(f"public.landing.promise.{name}.text"), class_name="soft"),
        ),
    )


def _point(key: str) -> rx.Component:
    return rx.el.li(icon("circle-check", size=20), rx.el.span(t(key)))


@page("/", title="public.landing.title")
def landing() -> rx.Component:
    """What it is, how it goes, what is promised; then a word to those who recruit."""
    return public_shell(
        rx.el.section(
            rx.el.div(
                rx.el.h1(t("public.landing.hero")),
                rx.el.p(t("public.landing.lead"), class_name="lead"),
                rx.el.div(
                    link_button(t("public.landing.try"), "/inscription", icon_name="arrow-right"),
                    link_button(t("public.landing.hire"), "#recruter", kind="outline"),
                    class_name="row",
                ),
                rx.el.p(t("public.landing.free"), class_name="soft small"),
                class_name="hero-words",
            ),
            _art(),
            class_name="hero",
        ),
        rx.el.section(
            rx.el.h2(t("public.landing.how")),
            rx.el.ol(
                _step(1, "hand"),
                _step(2, "layers"),
                _step(3, "handshake"),
                class_name="landing-steps",
            ),
            class_name="landing-band",
        ),
        rx.el.section(
            rx.el.h2(t("public.landing.promises")),
            rx.el.ul(
                _promise("eye-off", "anonymous"),
                _promise("map-pin", "near"),
                _promise("message-circle", "answer"),
                _promise("life-buoy", "advisor"),
                class_name="landing-promises",
            ),
            class_name="landing-band",
        ),
        rx.el.section(
            card(
                rx.el.div(
                    rx.el.h2(t("public.landing.employer.title")),
                    rx.el.p(t("public.landing.employer.text")),
                    rx.el.div(
                        link_button(
                            t("public.landing.employer.register"),
                            "/employeur/inscription",
                            icon_name="briefcase",
                        ),
                        link_button(t("public.landing.employer.act"), "/connexion", kind="outline"),
                        class_name="row",
                    ),
                    class_name="stack landing-hire-words",
                ),
                rx.el.ul(
                    _point("public.landing.employer.point_1"),
                    _point("public.landing.employer.point_2"),
                    _point("public.landing.employer.point_3"),
                    class_name="landing-points",
                ),
                class_name="landing-hire",
            ),
            id="recruter",
            class_name="landing-band",
        ),
        sign_in=True,
        languages=True,
    )

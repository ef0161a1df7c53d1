"""The CV: the very sheet as a picture, what it lacks, its two layouts, and what is typed for it alone."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    card,
    icon,
    nav_link,
    out_link,
    skeleton,
)
from myjobmatch.components.profile_store import profile
from myjobmatch.components.search_store import (
    ONLINE,
    CvExperience,
    CvText,
    search,
    sheet,
    tap,
)
from myjobmatch.components.store import act, store
from myjobmatch.domain.my_search import LONGEST_HEADLINE, MOST_CV_LINES
from myjobmatch.domain.papers import CvLayout
from myjobmatch.domain.profile_view import ExperienceView
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.pages.youth.offers_file import back
from myjobmatch.state.youth.phone import PhoneState

MENDED_AT = {
    "experience": "/mon-espace/profil#done",
    "skills": "/mon-espace/profil#skills",
    "aptitudes": "/mon-espace/profil#aptitudes",
    "when": "/mon-espace/profil#when",
    "headline": "#cv-headline",
    "languages": "#cv-languages",
    "contact": "#cv-phone",
}
"""Where what is missing can be given; a name is the Mission Locale's to correct."""


def _missing(code: rx.Var[str]) -> rx.Component:
    words = t_any("cv.missing.", code)
    return rx.el.li(
        icon("circle-plus", size=20),
        rx.match(
            code,
            *[
                (
                    key,
                    nav_link(words, href=href)
                    if href.startswith("/")
                    else out_link(words, href=href),
                )
                for key, href in MENDED_AT.items()
            ],
            rx.el.span(words),
        ),
    )


def _choice(label: Any, chosen: Any, on_click: Any) -> rx.Component:
    """One of a few, of which one is chosen."""
    return rx.el.button(
        rx.cond(chosen, icon("check", size=16)),
        rx.el.span(label),
        type="button",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=on_click,
        class_name="chip chip-choice",
    )


def _sheet() -> rx.Component:
    return card(
        rx.el.div(
            *[
                _choice(
                    t_any("enum.CvLayout.", rx.Var.create(layout.value)),
                    sheet.layout == layout.value,
                    act("cv", layout=layout.value),
                )
                for layout in CvLayout
            ],
            role="group",
            aria_label=t("cv.layout"),
            class_name="chips",
        ),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                class_name="check",
                checked=sheet.anonymous,
                on_change=tap("askCv", rx.Var("{ anonymous: !sheet_.anonymous }"), module=ONLINE),
            ),
            rx.el.span(t("cv.anonymous")),
            class_name="check-label",
        ),
        rx.cond(
            sheet.anonymous,
            rx.el.p(
                icon("user-round-x", size=18),
                rx.el.span(t("cv.anonymous_text")),
                class_name="search-private",
            ),
        ),
        rx.el.div(
            rx.cond(
                sheet.picture != "",
                rx.el.img(
                    src=sheet.picture,
                    alt=t("cv.preview_alt"),
                    width="893",
                    height="1263",
                    class_name="cv-sheet",
                ),
                rx.cond(
                    sheet.state == "waiting",
                    rx.el.p(
                        icon("wifi-off", size=24), rx.el.span(t("cv.waiting")), class_name="cv-none"
                    ),
                    rx.el.div(skeleton(8), class_name="cv-none"),
                ),
            ),
            rx.cond(
                (sheet.picture != "") & (sheet.state != "made"),
                rx.cond(
                    sheet.state == "waiting",
                    badge(t("cv.old"), tone="warn"),
                    badge(t("cv.making"), tone="plain"),
                ),
            ),
            class_name="cv-frame",
            custom_attrs={"aria-busy": rx.cond(sheet.state == "loading", "true", "false")},
        ),
        rx.cond(sheet.cut > 0, banner(rx.el.p(t("cv.cut", count=sheet.cut)), tone="warn")),
        rx.cond(
            sheet.unprintable > 0,
            banner(rx.el.p(t("cv.unprintable", count=sheet.unprintable)), tone="warn"),
        ),
        rx.cond(
            store.online,
            out_link(
                icon("download"),
                rx.el.span(rx.cond(sheet.anonymous, t("cv.download_anonymous"), t("cv.download"))),
                href=sheet.href,
                class_name="btn btn-primary btn-wide",
                custom_attrs={"download": ""},
            ),
            rx.el.p(t("cv.offline"), class_name="soft"),
        ),
        rx.el.div(
            *[
                _choice(
                    label,
                    sheet.language == tag,
                    tap("askCv", rx.Var(f'{{ language: "{tag}" }}'), module=ONLINE),
                )
                for tag, label in (("fr", t("cv.in_french")), ("en", t("cv.in_english")))
            ],
            role="group",
            aria_label=t("cv.language"),
            class_name="chips",
        ),
        class_name="stack",
    )


def _experience(view: rx.Var[ExperienceView]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        CvExperience.create(experience=one, hidden=search.cv.hidden_experiences, label=one.text)
    )


def _text(name: str, label: Any, hint: Any = None, rows: int = 0, **props: Any) -> rx.Component:
    described = {"aria_describedby": f"cv-{name}-hint"} if hint is not None else {}
    return rx.el.div(
        rx.el.label(label, html_for=f"cv-{name}", class_name="field-label"),
        CvText.create(name=name, value=getattr(search.cv, name), rows=rows, **described, **props),
        *(
            [rx.el.p(hint, id=f"cv-{name}-hint", class_name="field-hint")]
            if hint is not None
            else []
        ),
        class_name="field",
    )


def _editor() -> rx.Component:
    lines = t("cv.lines", most=MOST_CV_LINES)
    return card(
        rx.el.h2(t("cv.editor"), class_name="space-title"),
        rx.el.p(icon("lock", size=18), rx.el.span(t("cv.private")), class_name="search-private"),
        _text("headline", t("cv.headline"), t("cv.headline_hint"), max_length=LONGEST_HEADLINE),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                class_name="check",
                checked=search.cv.show_contact,
                on_change=act("cv", show_contact=~search.cv.show_contact),
            ),
            rx.el.span(t("cv.show_contact")),
            class_name="check-label",
        ),
        rx.cond(
            search.cv.show_contact,
            rx.el.div(
                _text("phone", t("cv.phone"), type="tel", max_length=30, auto_complete="tel"),
                _text("email", t("cv.email"), type="email", max_length=254, auto_complete="email"),
                class_name="stack",
            ),
        ),
        rx.cond(
            profile.experiences.length() > 0,
            rx.el.fieldset(
                rx.el.legend(t("cv.experiences"), class_name="field-label"),
                rx.el.ul(rx.foreach(profile.experiences, _experience), class_name="cv-experiences"),
            ),
        ),
        _text("more", t("cv.more"), lines, rows=4),
        _text("diplomas", t("cv.diplomas"), lines, rows=3),
        _text("languages", t("cv.languages"), t("cv.languages_hint"), rows=3),
        class_name="stack",
    )


@page("/mon-espace/cv", title="cv.title", on_load=PhoneState.load)
def cv_page() -> rx.Component:
    """The sheet first: one sees what one changes."""
    return youth_page(
        "space",
        back(t("common.nav.space"), "/mon-espace"),
        rx.el.h1(t("cv.title"), class_name="search-title"),
        rx.el.p(t("cv.intro"), class_name="soft"),
        rx.cond(
            store.ready,
            rx.el.div(
                _sheet(),
                rx.cond(
                    sheet.missing.length() > 0,
                    card(
                        rx.el.h2(t("cv.better"), class_name="space-title"),
                        rx.el.ul(rx.foreach(sheet.missing, _missing), class_name="cv-missing"),
                        class_name="stack-tight",
                    ),
                ),
                _editor(),
                class_name="stack",
            ),
            skeleton(8),
        ),
    )

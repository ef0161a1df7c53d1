"""What I did: told in one's own words, and the skills that are heard in it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import button, chip_choice, icon, icon_button, text_area
from myjobmatch.components.choices import step_body
from myjobmatch.components.dictation import dictation
from myjobmatch.components.profile_store import ExperienceForm, KeptExperience, profile, tap
from myjobmatch.components.skill_picker import pick_chip
from myjobmatch.components.store import store
from myjobmatch.domain.enums import ExperienceBand, SkillOrigin
from myjobmatch.domain.profile_view import LONGEST_EXPERIENCE
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.youth.profile import Found, ProfileState

ORIGINS = {
    SkillOrigin.JOB: "briefcase",
    SkillOrigin.INTERNSHIP: "school",
    SkillOrigin.CARING: "house-heart",
    SkillOrigin.VOLUNTEERING: "hand-heart",
    SkillOrigin.SPORT: "dumbbell",
    SkillOrigin.HOBBY: "palette",
    SkillOrigin.TRAINING: "graduation-cap",
}


def _origin(origin: SkillOrigin, name: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="origin",
            value=origin.value,
            default_checked=origin is SkillOrigin.JOB,
            class_name="visually-hidden",
        ),
        icon(name, size=20),
        rx.el.span(t_any("enum.SkillOrigin.", rx.Var.create(origin.value))),
        class_name="origin",
    )


def _origin_icon(origin: Any) -> rx.Component:
    return rx.match(
        origin,
        *[(each.value, icon(name, size=20)) for each, name in ORIGINS.items()],
        icon("sparkles", size=20),
    )


def _heard_chip(one: rx.Var[Found]) -> rx.Component:
    word: Any = one
    return pick_chip(
        "skills",
        word,
        profile.skill_ids.contains(word.id),
        origin=ProfileState.heard_origin,
    )


def _heard() -> rx.Component:
    """Skills heard in what was told last, to confirm by a tap."""
    return rx.el.div(
        rx.cond(
            ProfileState.heard_in != "",
            rx.cond(
                ProfileState.heard.length() > 0,
                rx.el.div(
                    rx.el.h2(
                        icon("sparkles", size=20),
                        rx.el.span(t("youth.profile.heard")),
                        class_name="step-sub",
                    ),
                    rx.el.p(t("youth.profile.heard_hint"), class_name="soft small"),
                    rx.el.div(
                        rx.foreach(ProfileState.heard, _heard_chip), class_name="chips picks"
                    ),
                    class_name="heard",
                ),
                rx.el.p(t("youth.profile.heard_none"), class_name="heard"),
            ),
        ),
        role="status",
    )


def _experience(one: rx.Var[KeptExperience]) -> rx.Component:
    did: Any = one
    return rx.el.li(
        rx.el.span(_origin_icon(did.origin), class_name="did-sign"),
        rx.el.div(
            rx.el.p(did.text, class_name="did-text", custom_attrs={"dir": "auto"}),
            rx.cond(
                did.pending,
                rx.el.p(t("youth.messages.pending"), class_name="soft small"),
                rx.el.div(
                    button(
                        t("youth.profile.listen"),
                        kind="quiet",
                        icon_name="sparkles",
                        on_click=ProfileState.listen(did.text, did.origin),
                    ),
                    icon_button(
                        "trash-2",
                        t("youth.profile.forget"),
                        on_click=tap("forgetExperience", did.id),
                    ),
                    class_name="row did-acts",
                ),
            ),
        ),
        class_name="did",
    )


def done() -> rx.Component:
    return step_body(
        ExperienceForm.create(
            text_area(
                "experience",
                t("youth.profile.told"),
                rows=2,
                placeholder=t("youth.profile.told_example"),
                hint=t("youth.profile.told_hint"),
                max_length=LONGEST_EXPERIENCE,
                custom_attrs={"dir": "auto"},
            ),
            dictation("experience"),
            rx.el.fieldset(
                rx.el.legend(t("youth.profile.origin"), class_name="field-label"),
                rx.el.div(
                    *[_origin(origin, name) for origin, name in ORIGINS.items()],
                    class_name="origins",
                ),
            ),
            button(t("youth.profile.add"), type="submit", icon_name="plus", wide=True),
            on_added=ProfileState.listen,
        ),
        rx.cond(
            ~store.online,
            rx.el.p(t("youth.profile.offline_told"), class_name="banner tone-plain"),
        ),
        _heard(),
        rx.cond(
            profile.experiences.length() > 0,
            rx.el.section(
                rx.el.h2(t("youth.profile.did"), class_name="step-sub"),
                rx.el.ul(rx.foreach(profile.experiences, _experience), class_name="dids"),
            ),
        ),
        rx.el.section(
            rx.el.h2(t("youth.profile.experience"), class_name="step-sub"),
            rx.el.p(t("youth.profile.experience_hint"), class_name="soft small"),
            rx.el.div(
                *[
                    chip_choice(
                        t_any("enum.ExperienceBand.", rx.Var.create(band.value)),
                        chosen=profile.experience == band.value,
                        on_click=tap("setExperience", band.value),
                    )
                    for band in ExperienceBand
                ],
                class_name="chips picks",
            ),
        ),
    )

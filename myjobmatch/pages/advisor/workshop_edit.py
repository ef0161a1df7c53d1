"""Writing a session: what, when, where, for how many, and with which structures it is shared."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    button,
    card,
    chip_choice,
    desk_shell,
    empty_state,
    link_button,
    page_title,
    select_field,
    skeleton,
    text_area,
    text_field,
)
from myjobmatch.domain.enums import Role
from myjobmatch.domain.workshops import (
    LONGEST_DESCRIPTION,
    LONGEST_PLACE,
    LONGEST_TITLE,
    MOST_PLACES,
    WorkshopDoor,
    WorkshopKind,
    WorkshopMode,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.workshops import back_to
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.workshop_edit import Choice, WorkshopEditState

_F = WorkshopEditState.fields


def _field(name: str, label: str, value: rx.Var[str], **props: Any) -> rx.Component:
    return text_field(name, t(label), default_value=value, key=f"{name}", **props)


def _what() -> rx.Component:
    return card(
        rx.el.h2(t("workshops.form.what"), class_name="h3"),
        _field("title", "workshops.form.title", _F.title, max_length=LONGEST_TITLE, required=True),
        rx.el.div(
            select_field(
                "kind",
                t("workshops.form.kind"),
                [
                    (kind.value, t_any("enum.WorkshopKind.", rx.Var.create(kind.value)))
                    for kind in WorkshopKind
                ],
                default_value=_F.kind,
            ),
            _field(
                "hours",
                "workshops.form.hours",
                _F.hours,
                type="number",
                min="0",
                max="10",
                step="0.25",
                required=True,
                hint=t("workshops.form.hours_hint"),
            ),
            class_name="workshops-pair",
        ),
        text_area(
            "description",
            t("workshops.form.description"),
            hint=t("workshops.form.description_hint"),
            default_value=_F.description,
            rows=4,
            max_length=LONGEST_DESCRIPTION,
        ),
        class_name="stack",
    )


def _when() -> rx.Component:
    return card(
        rx.el.h2(t("workshops.form.when"), class_name="h3"),
        rx.el.div(
            _field("day", "workshops.form.day", _F.day, type="date", required=True),
            _field("start", "workshops.form.start", _F.start, type="time", required=True),
            _field("end", "workshops.form.end", _F.end, type="time", required=True),
            class_name="workshops-pair",
        ),
        rx.el.div(
            _field(
                "until-day",
                "workshops.form.until",
                _F.until_day,
                type="date",
                hint=t("workshops.form.until_hint"),
            ),
            _field("until-time", "workshops.form.until_time", _F.until_time, type="time"),
            class_name="workshops-pair",
        ),
        class_name="stack",
    )


def _mode(mode: WorkshopMode) -> rx.Component:
    return chip_choice(
        t_any("enum.WorkshopMode.", rx.Var.create(mode.value)),
        chosen=WorkshopEditState.mode == mode.value,
        on_click=WorkshopEditState.pick_mode(mode.value),
    )


def _where() -> rx.Component:
    state = WorkshopEditState
    return card(
        rx.el.h2(t("workshops.form.where"), class_name="h3"),
        rx.el.div(
            *[_mode(mode) for mode in WorkshopMode],
            class_name="chips",
            role="group",
            aria_label=t("workshops.form.where"),
        ),
        rx.cond(
            state.mode == WorkshopMode.VIDEO.value,
            _field(
                "link",
                "workshops.form.link",
                _F.link,
                type="url",
                hint=rx.cond(
                    state.makes_rooms,
                    t("workshops.form.link_made"),
                    t("workshops.form.link_needed"),
                ),
            ),
            _field("place", "workshops.form.place", _F.place, max_length=LONGEST_PLACE),
        ),
        class_name="stack",
    )


def _partner(one: rx.Var[Choice]) -> rx.Component:
    return chip_choice(
        one.name, chosen=one.chosen, on_click=WorkshopEditState.share(one.id), key=one.id
    )


def _who() -> rx.Component:
    state = WorkshopEditState
    return card(
        rx.el.h2(t("workshops.form.who"), class_name="h3"),
        rx.el.div(
            _field(
                "capacity",
                "workshops.form.capacity",
                _F.capacity,
                type="number",
                min="1",
                max=str(MOST_PLACES),
                required=True,
                hint=rx.cond(
                    state.taken > 0,
                    t("workshops.form.taken", count=state.taken),
                    t("workshops.form.capacity_hint"),
                ),
            ),
            select_field(
                "door",
                t("workshops.form.door"),
                [
                    (door.value, t_any("workshops.door.", rx.Var.create(door.value)))
                    for door in WorkshopDoor
                ],
                default_value=_F.door,
            ),
            class_name="workshops-pair",
        ),
        rx.cond(
            state.partners.length() > 0,
            rx.el.fieldset(
                rx.el.legend(t("workshops.form.share"), class_name="field-label"),
                rx.el.p(t("workshops.form.share_hint"), class_name="field-hint"),
                rx.el.div(rx.foreach(state.partners, _partner), class_name="chips"),
                class_name="joining-fieldset",
            ),
        ),
        class_name="stack",
    )


def _form(back: str | rx.Var[str]) -> rx.Component:
    state = WorkshopEditState
    return rx.cond(
        state.loaded,
        rx.cond(
            state.missing,
            empty_state("calendar-x", t("workshops.unknown"), t("workshops.unknown_text")),
            rx.el.form(
                _what(),
                _when(),
                _where(),
                _who(),
                rx.el.div(
                    button(t("workshops.form.save"), type="submit", icon_name="check"),
                    link_button(t("workshops.form.leave"), back, kind="quiet"),
                    class_name="row",
                ),
                on_submit=state.save,
                class_name="stack workshops-form",
                key=state.id + _F.day,
            ),
        ),
        skeleton(8),
    )


@page(
    "/conseil/ateliers/nouveau",
    title="workshops.new",
    on_load=WorkshopEditState.load_new,
    keeps=True,
)
def new_workshop() -> rx.Component:
    """A new session."""
    return desk_shell(
        Role.ADVISOR,
        "workshops",
        back_to(t("workshops.title"), "/conseil/ateliers"),
        page_title(t("workshops.new"), intro=t("workshops.new_intro")),
        _form("/conseil/ateliers"),
    )


@page(
    "/conseil/ateliers/[workshop]/modifier",
    title="workshops.edit",
    on_load=WorkshopEditState.load_edit,
    keeps=True,
)
def edit_workshop() -> rx.Component:
    """A session, changed."""
    here = "/conseil/ateliers/" + WorkshopEditState.id
    return desk_shell(
        Role.ADVISOR,
        "workshops",
        back_to(t("workshops.one"), here),
        page_title(t("workshops.edit"), intro=t("workshops.edit_intro")),
        _form(here),
    )

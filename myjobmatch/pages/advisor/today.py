"""The first page of advisors and managers: what needs them now, in order, each with the button that settles it."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    desk_shell,
    empty_state,
    icon,
    icon_button,
    link_button,
    nav_link,
    page_title,
    skeleton,
    text_field,
)
from myjobmatch.components.desk_keys import DeskKeys, keyed_row, pressed_by, shortcuts
from myjobmatch.domain.enums import Role
from myjobmatch.domain.today import TodayKind
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.today import Group, Row, TodayState

ICONS: dict[TodayKind, str] = {
    TodayKind.APPOINTMENT: "calendar-clock",
    TodayKind.MESSAGE: "message-circle",
    TodayKind.MESSAGE_FAILED: "message-circle-x",
    TodayKind.CONSENT: "handshake",
    TodayKind.REQUEST: "inbox",
    TodayKind.NO_SHOW: "calendar-x",
    TodayKind.ACTION: "list-checks",
    TodayKind.IMMERSION: "briefcase-business",
    TodayKind.FSE: "euro",
    TodayKind.ANSWER_DUE: "circle-help",
    TodayKind.NEXT_STEP: "footprints",
    TodayKind.SILENT: "volume-x",
    TodayKind.DECLINING: "trending-down",
    TodayKind.ZERO_HOURS: "hourglass",
    TodayKind.WORKSHOP: "presentation",
    TodayKind.REPORT: "flag",
    TodayKind.EMPLOYER: "building-2",
    TodayKind.IMPORT: "file-up",
    TodayKind.NOT_ENTERED: "keyboard",
    TodayKind.ABSENCE: "plane",
    TodayKind.FEED: "rss",
}


@page("/conseil", title="today.title", on_load=TodayState.load)
def today() -> rx.Component:
    """The day."""
    state = TodayState
    return desk_shell(
        Role.ADVISOR,
        "today",
        DeskKeys.create(),
        page_title(
            t("today.title"),
            rx.cond(
                state.later > 0,
                button(
                    t("today.call_back", count=state.later),
                    kind="quiet",
                    icon_name="alarm-clock-off",
                    on_click=state.call_back,
                ),
                rx.el.span(),
            ),
            intro=rx.cond(state.loaded, t("today.intro", at=state.day, count=state.total), ""),
        ),
        _undo(),
        rx.cond(
            state.loaded,
            rx.cond(
                state.groups.length() > 0,
                rx.el.div(
                    _counts(),
                    rx.foreach(state.groups, _group),
                    _keys(),
                    class_name="today",
                ),
                _nothing(),
            ),
            skeleton(8),
        ),
        rx.cond(state.loaded & (state.role == Role.MANAGER.value), _silence()),
        wide=True,
    )


def _sign(kind: rx.Var[str]) -> rx.Component:
    return rx.match(
        kind, *[(one.value, icon(name, size=18)) for one, name in ICONS.items()], rx.fragment()
    )


def _undo() -> rx.Component:
    state = TodayState
    return rx.el.div(
        rx.cond(
            state.undo_key != "",
            banner(
                rx.el.div(
                    rx.el.p(
                        t("today.marked", what=state.undo_what, name=state.undo_subject),
                    ),
                    button(
                        t("today.undo"),
                        kind="outline",
                        icon_name="undo-2",
                        on_click=state.undo,
                        custom_attrs=pressed_by("u"),
                    ),
                    class_name="spread",
                ),
                tone="yes",
            ),
        ),
        role="status",
        class_name="today-undo",
    )


def _counts() -> rx.Component:
    def count(group: rx.Var[Group]) -> rx.Component:
        return rx.el.li(
            nav_link(
                _sign(group.kind),
                rx.el.span(t_any("today.kind.", group.kind)),
                rx.el.span(group.total, class_name="today-figure"),
                href=group.behind,
            )
        )

    return rx.el.nav(
        rx.el.ul(rx.foreach(TodayState.groups, count)),
        aria_label=t("today.counts"),
        class_name="today-counts",
    )


def _group(group: rx.Var[Group]) -> rx.Component:
    return rx.el.section(
        rx.el.header(
            rx.el.h2(_sign(group.kind), t_any("today.kind.", group.kind)),
            nav_link(
                t("today.all", count=group.total), href=group.behind, class_name="today-behind"
            ),
            class_name="today-head",
        ),
        rx.el.ul(rx.foreach(group.rows, _row), class_name="today-rows"),
        rx.cond(
            group.more > 0,
            nav_link(t("today.more", count=group.more), href=group.behind, class_name="today-more"),
        ),
        key=group.kind,
        class_name="today-group",
    )


def _row(row: rx.Var[Row]) -> rx.Component:
    told = rx.Var.create({"count": row.count, "when": row.when, "what": row.what})
    return rx.el.li(
        rx.el.div(
            rx.cond(
                row.page != "",
                nav_link(rx.el.bdi(row.subject), href=row.page, class_name="today-who"),
                rx.el.bdi(row.subject, class_name="today-who"),
            ),
            rx.el.span(
                rx.cond(
                    row.urgent,
                    rx.el.span(
                        icon("circle-alert", size=16), t("today.urgent"), class_name="today-urgent"
                    ),
                ),
                t_any("today.detail.", row.detail, told),
                class_name="today-why",
            ),
            class_name="today-words",
        ),
        rx.el.div(_act(row), *_marks(row), class_name="today-acts"),
        **keyed_row(),
        key=row.key,
        class_name="today-row",
    )


def _act(row: rx.Var[Row]) -> rx.Component:
    label = t_any("today.act.", row.act)
    keyed = pressed_by("Enter")
    return rx.cond(
        row.href != "",
        link_button(label, row.href, kind="outline", custom_attrs=keyed),
        rx.cond(
            row.act == "write",
            button(
                label, kind="outline", on_click=TodayState.write(row.youth_id), custom_attrs=keyed
            ),
            button(label, kind="outline", on_click=TodayState.settle(row.key), custom_attrs=keyed),
        ),
    )


def _marks(row: rx.Var[Row]) -> list[rx.Component]:
    state = TodayState
    return [
        icon_button(
            "check",
            t("today.done", name=row.subject),
            on_click=state.finish(row.key),
            custom_attrs=pressed_by("d"),
        ),
        icon_button(
            "alarm-clock",
            t("today.tomorrow", name=row.subject),
            on_click=state.put_off(row.key, "tomorrow"),
            custom_attrs=pressed_by("p"),
        ),
        rx.el.details(
            rx.el.summary(
                icon("ellipsis", size=20),
                rx.el.span(t("today.later", name=row.subject), class_name="visually-hidden"),
                class_name="btn btn-quiet btn-round",
            ),
            rx.el.div(
                button(
                    t("today.next_week"),
                    kind="quiet",
                    icon_name="calendar-days",
                    on_click=state.put_off(row.key, "next_week"),
                ),
                rx.el.form(
                    rx.el.input(type="hidden", name="key", default_value=row.key),
                    rx.el.label(
                        t("today.day"),
                        rx.el.input(type="date", name="day", required=True, class_name="input"),
                    ),
                    button(t("today.put_off"), kind="outline", type="submit"),
                    on_submit=state.put_off_until,
                    class_name="today-day",
                ),
                class_name="today-menu",
            ),
            class_name="today-later",
        ),
    ]


def _keys() -> rx.Component:
    return shortcuts(
        t("today.keys"),
        ("j", t("today.key_next")),
        ("k", t("today.key_before")),
        ("↵", t("today.key_act")),
        ("d", t("today.key_done")),
        ("p", t("today.key_later")),
        ("u", t("today.key_undo")),
    )


def _nothing() -> rx.Component:
    return empty_state(
        "sun",
        t("today.nothing"),
        rx.cond(
            TodayState.later > 0,
            t("today.nothing_but_later", count=TodayState.later),
            t("today.nothing_text"),
        ),
        link_button(t("today.to_portfolio"), "/conseil/portefeuille", kind="outline"),
    )


def _silence() -> rx.Component:
    state = TodayState
    return rx.el.form(
        text_field(
            "days",
            t("today.silence"),
            hint=t("today.silence_hint"),
            type="number",
            min="3",
            max="90",
            default_value=state.silent_days.to_string(),
        ),
        button(t("today.silence_save"), kind="outline", type="submit"),
        rx.cond(
            state.silence_saved,
            rx.el.p(t("today.silence_saved", count=state.silent_days), role="status"),
        ),
        on_submit=state.say_silence,
        class_name="today-silence",
    )

"""One session: who of my structure takes part, counts of the others, presence, closing, what to do with it."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    close_button,
    desk_shell,
    dialog,
    empty_state,
    icon,
    link_button,
    open_button,
    out_link,
    page_title,
    skeleton,
    text_area,
    text_field,
)
from myjobmatch.domain.enums import Role
from myjobmatch.domain.workshops import LONGEST_REASON
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.workshop_people import people_section
from myjobmatch.pages.advisor.workshops import (
    back_to,
    owner_badge,
    places_of,
    status_badge,
    where_of,
)
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.workshop_session import Count, Partner, WorkshopSessionState

CANCEL, REPEAT = "cancel-workshop", "repeat-workshop"
_LINE = WorkshopSessionState.line
_HERE = "/conseil/ateliers/" + _LINE.id


def _facts() -> rx.Component:
    state = WorkshopSessionState
    return card(
        rx.el.ul(
            rx.el.li(
                icon("calendar-days"),
                rx.el.span(
                    t("workshops.day", at=_LINE.starts_at),
                    " · ",
                    t("workshops.hours", at=_LINE.starts_at, to=_LINE.ends_at),
                ),
            ),
            rx.el.li(
                rx.cond(_LINE.mode == "video", icon("video"), icon("map-pin")), where_of(_LINE)
            ),
            rx.cond(
                state.link != "",
                rx.el.li(
                    icon("link"),
                    out_link(state.link, href=state.link, class_name="workshops-link"),
                ),
            ),
            rx.el.li(icon("timer"), rx.el.span(t("workshops.counted", hours=state.hours))),
            rx.el.li(icon("door-open"), rx.el.span(t("workshops.until", at=state.enrol_until))),
            class_name="workshops-facts",
        ),
        places_of(_LINE),
        rx.cond(
            state.description != "",
            rx.el.p(
                state.description,
                class_name="workshops-description",
                custom_attrs={"dir": "auto"},
            ),
        ),
        class_name="stack",
    )


def _partner(one: rx.Var[Partner]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(one.name, class_name="strong"),
            rx.cond(one.owner, badge(t("workshops.owner")), rx.fragment()),
            class_name="row",
        ),
        rx.el.span(
            t(
                "workshops.partner",
                enrolled=one.enrolled,
                waiting=one.waiting,
                invited=one.invited,
            ),
            class_name="soft",
        ),
        rx.cond(
            WorkshopSessionState.begun & (one.enrolled > 0),
            rx.el.span(
                t("workshops.partner_presence", present=one.present, undecided=one.undecided),
                class_name="soft",
            ),
        ),
        key=one.name,
    )


def _partners() -> rx.Component:
    state = WorkshopSessionState
    return rx.cond(
        state.partners.length() > 0,
        card(
            rx.el.h2(t("workshops.partners"), class_name="h3"),
            rx.el.p(t("workshops.partners_text"), class_name="soft small"),
            rx.el.ul(rx.foreach(state.partners, _partner), class_name="facts"),
            class_name="stack-tight",
        ),
    )


def _counted(name: str, counts: rx.Var[list[Count]], family: str) -> rx.Component:
    def line(one: rx.Var[Count]) -> rx.Component:
        return rx.el.tr(
            rx.el.th(t_any(family, one.key), scope="row"),
            rx.el.td(
                rx.el.progress(
                    value=one.share,
                    max=100,
                    aria_label=t_any(family, one.key),
                    class_name="workshops-bar",
                )
            ),
            rx.el.td(one.count, class_name="portfolio-number"),
            key=one.key,
        )

    return rx.el.table(
        rx.el.caption(t(name), class_name="visually-hidden"),
        rx.el.tbody(rx.foreach(counts, line)),
        class_name="workshops-counts",
    )


def _satisfaction() -> rx.Component:
    state = WorkshopSessionState
    return rx.cond(
        (_LINE.status == "to_close") | (_LINE.status == "signed") | (_LINE.status == "closed"),
        card(
            rx.el.h2(t("workshops.satisfaction"), class_name="h3"),
            rx.cond(
                state.liked.length() > 0,
                rx.el.div(
                    rx.el.p(t("workshops.answers", count=state.answers), class_name="soft small"),
                    _counted("workshops.satisfaction", state.liked, "enum.Liked."),
                    _counted("workshops.reasons", state.why, "enum.LikedWhy."),
                    class_name="stack-tight",
                ),
                rx.el.p(t("workshops.few_answers", count=state.answers), class_name="soft"),
            ),
            class_name="stack-tight",
        ),
    )


def _closing() -> rx.Component:
    state = WorkshopSessionState
    return rx.cond(
        (_LINE.status == "to_close") | (_LINE.status == "signed"),
        banner(
            rx.el.div(
                rx.cond(
                    state.undecided > 0,
                    rx.el.p(t("workshops.close_waits", count=state.undecided)),
                    rx.cond(
                        _LINE.own,
                        rx.el.p(t("workshops.close_ready")),
                        rx.el.p(t("workshops.close_owner", name=_LINE.owner)),
                    ),
                ),
                rx.cond(
                    state.may_close,
                    button(
                        rx.cond(
                            state.undecided > 0,
                            t("workshops.close_without"),
                            t("workshops.close"),
                        ),
                        icon_name="check",
                        on_click=state.close,
                    ),
                ),
                class_name="spread",
            ),
            tone="warn",
        ),
    )


def _done() -> rx.Component:
    state = WorkshopSessionState
    return rx.el.div(
        rx.cond(
            state.done != "",
            rx.cond(
                state.done == "full",
                banner(rx.el.p(t("workshops.done", how=state.done)), tone="warn"),
                banner(rx.el.p(t("workshops.done", how=state.done)), tone="yes"),
            ),
        ),
        role="status",
    )


def _cancel_dialog() -> rx.Component:
    return dialog(
        CANCEL,
        t("workshops.cancel_title"),
        rx.el.form(
            rx.el.p(t("workshops.cancel_text"), class_name="soft"),
            text_area(
                "reason",
                t("workshops.cancel_reason"),
                rows=3,
                max_length=LONGEST_REASON,
                required=True,
            ),
            close_button(t("workshops.cancel"), kind="danger", type="submit"),
            on_submit=WorkshopSessionState.cancel,
            class_name="stack",
        ),
    )


def _repeat_dialog() -> rx.Component:
    state = WorkshopSessionState
    return dialog(
        REPEAT,
        t("workshops.repeat_title"),
        rx.el.form(
            rx.el.p(t("workshops.repeat_text"), class_name="soft"),
            rx.el.div(
                text_field("repeat-day", t("workshops.form.day"), type="date", required=True),
                text_field(
                    "repeat-time",
                    t("workshops.form.start"),
                    type="time",
                    default_value=state.repeat_time,
                    key=state.repeat_time,
                    required=True,
                ),
                class_name="workshops-pair",
            ),
            close_button(t("workshops.repeat"), kind="primary", type="submit"),
            on_submit=state.repeat,
            class_name="stack",
        ),
    )


def _acts() -> list[rx.Component]:
    state = WorkshopSessionState
    return [
        rx.cond(
            (_LINE.status == "upcoming") | state.code_open,
            link_button(
                t("workshops.screen"),
                _HERE + "/ecran",
                kind="outline",
                icon_name="monitor",
            ),
        ),
        rx.cond(
            state.begun & (_LINE.status != "cancelled"),
            out_link(
                icon("download"),
                rx.el.span(t("workshops.sheet.title")),
                href="/api/v1/workshops/" + _LINE.id + "/sheet",
                class_name="btn btn-outline",
                custom_attrs={"download": ""},
            ),
        ),
        rx.cond(
            state.may_edit,
            link_button(
                t("workshops.edit"), _HERE + "/modifier", kind="outline", icon_name="pencil"
            ),
        ),
        rx.cond(
            _LINE.own,
            open_button(t("workshops.repeat"), opens=REPEAT, kind="quiet", icon_name="copy"),
        ),
        rx.cond(
            state.may_edit,
            open_button(t("workshops.cancel"), opens=CANCEL, kind="quiet", icon_name="ban"),
        ),
    ]


def _body() -> rx.Component:
    state = WorkshopSessionState
    return rx.el.div(
        page_title(_LINE.title, intro=t_any("enum.WorkshopKind.", _LINE.kind)),
        rx.el.div(
            rx.cond(
                state.under_way,
                badge(t("workshops.under_way"), tone="act", icon_name="clock"),
                status_badge(_LINE),
            ),
            owner_badge(_LINE),
            class_name="row file-badges",
        ),
        rx.el.div(*_acts(), class_name="row workshops-acts"),
        _done(),
        rx.cond(
            _LINE.status == "cancelled",
            banner(rx.el.p(t("workshops.cancelled_for", reason=state.reason)), tone="no"),
        ),
        _closing(),
        rx.el.div(
            people_section(),
            rx.el.div(_facts(), _partners(), _satisfaction(), class_name="stack"),
            class_name="workshops-columns",
        ),
        _cancel_dialog(),
        _repeat_dialog(),
        class_name="stack",
    )


@page("/conseil/ateliers/[workshop]", title="workshops.one", on_load=WorkshopSessionState.load)
def session() -> rx.Component:
    """One session of my structure, or shared with it."""
    state = WorkshopSessionState
    return desk_shell(
        Role.ADVISOR,
        "workshops",
        back_to(t("workshops.title"), "/conseil/ateliers"),
        rx.cond(
            state.loaded,
            rx.cond(
                state.missing,
                empty_state(
                    "calendar-x",
                    t("workshops.unknown"),
                    t("workshops.unknown_text"),
                    link_button(t("workshops.title"), "/conseil/ateliers", kind="outline"),
                    heading=1,
                ),
                _body(),
            ),
            skeleton(8),
        ),
        wide=True,
    )

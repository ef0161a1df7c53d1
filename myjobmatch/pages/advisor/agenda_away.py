"""Absences, and the address under which one's own calendar is read elsewhere."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import button, card, icon, nav_link, select_field, text_field
from myjobmatch.domain.appointments import AbsenceReason
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.agenda_settings import AbsenceRow, AgendaSettingsState, Colleague

_S = AgendaSettingsState
_ADVISOR = _S.role == Role.ADVISOR.value


def _colleague(one: rx.Var[Colleague]) -> rx.Component:
    return rx.el.option(one.name, value=one.id)


def _absence(view: rx.Var[AbsenceRow]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.cond(_ADVISOR, rx.fragment(), rx.el.bdi(one.advisor, " · ")),
                t("agenda.span", first=one.first, last=one.last),
                class_name="strong",
            ),
            rx.el.p(
                t_any("agenda.absence.", one.reason),
                rx.cond(
                    one.replacing != "",
                    rx.el.span(" · ", t("agenda.absence.replaced", name=one.replacing)),
                ),
                class_name="soft small",
            ),
            rx.cond(
                one.appointments > 0,
                nav_link(
                    icon("triangle-alert", size=16),
                    rx.el.span(t("agenda.absence.stands", count=one.appointments)),
                    href="/conseil/agenda?jour=" + one.first.to(str),
                    class_name="row small",
                ),
            ),
        ),
        button(t("agenda.absence.delete"), kind="quiet", on_click=_S.be_there(one.id)),
        class_name="agenda-line",
        key=one.id,
    )


def absences() -> rx.Component:
    """Days away, and who answers."""
    return card(
        rx.el.h2(t("agenda.absence.title"), class_name="h3"),
        rx.el.p(t("agenda.absence.text"), class_name="soft"),
        rx.cond(
            _S.absences.length() > 0,
            rx.el.ul(rx.foreach(_S.absences, _absence), class_name="agenda-lines"),
            rx.el.p(t("agenda.absence.none")),
        ),
        rx.el.form(
            rx.cond(
                _ADVISOR,
                rx.fragment(),
                select_field(
                    "advisor",
                    t("agenda.absence.who"),
                    rx.foreach(_S.colleagues, _colleague),
                    required=True,
                ),
            ),
            rx.el.div(
                text_field("first", t("agenda.absence.first"), type="date", required=True),
                text_field("last", t("agenda.absence.last"), type="date", required=True),
                select_field(
                    "reason",
                    t("agenda.absence.reason"),
                    rx.fragment(
                        *[
                            rx.el.option(t(f"agenda.absence.{one.value}"), value=one.value)
                            for one in AbsenceReason
                        ]
                    ),
                    default_value="leave",
                ),
                select_field(
                    "replacing",
                    t("agenda.absence.replacing"),
                    rx.fragment(
                        rx.el.option(t("agenda.absence.nobody"), value=""),
                        rx.foreach(_S.colleagues, _colleague),
                    ),
                    default_value="",
                ),
                class_name="agenda-when",
            ),
            button(t("agenda.absence.add"), kind="outline", type="submit", icon_name="plus"),
            on_submit=_S.be_away,
            class_name="stack",
            key=_S.version,
        ),
        class_name="stack agenda-section",
    )


def feed() -> rx.Component:
    """The address of one's own calendar."""
    return card(
        rx.el.h2(t("agenda.feed.title"), class_name="h3"),
        rx.el.p(t("agenda.feed.text"), class_name="soft"),
        rx.cond(
            _S.feed_url != "",
            rx.el.div(
                text_field(
                    "feed",
                    t("agenda.feed.address"),
                    hint=t("agenda.feed.once"),
                    value=_S.feed_url,
                    read_only=True,
                ),
                class_name="stack",
                role="status",
            ),
        ),
        rx.cond(
            _S.feed_on,
            rx.el.div(
                rx.el.p(
                    t("agenda.feed.made", at=_S.feed_made),
                    " ",
                    rx.cond(
                        _S.feed_read != "",
                        t("agenda.feed.read", at=_S.feed_read),
                        t("agenda.feed.unread"),
                    ),
                    " ",
                    rx.cond(_S.feed_names, t("agenda.feed.named"), t("agenda.feed.unnamed")),
                ),
                button(t("agenda.feed.revoke"), kind="danger", icon_name="x", on_click=_S.revoke),
                class_name="stack",
            ),
        ),
        rx.el.form(
            rx.el.label(
                rx.el.input(type="checkbox", name="first_names", class_name="check"),
                rx.el.span(t("agenda.feed.first_names")),
                class_name="check-label",
            ),
            button(
                rx.cond(_S.feed_on, t("agenda.feed.renew"), t("agenda.feed.make")),
                kind="outline",
                type="submit",
                icon_name="calendar",
            ),
            on_submit=_S.subscribe,
            class_name="stack",
        ),
        class_name="stack agenda-section",
    )

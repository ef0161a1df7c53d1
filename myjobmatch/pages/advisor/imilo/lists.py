"""Youths whose dossier is not known, with a field to write it; and what has been entered."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    button,
    column,
    data_table,
    empty_state,
    nav_link,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.imilo import Entered, ImiloState, Waits


def lacking_list() -> rx.Component:
    """Whose entries wait for a dossier number."""
    state = ImiloState
    return rx.cond(
        state.waits.length() > 0,
        rx.el.div(
            rx.el.p(t("imilo.lacking.text"), class_name="soft"),
            data_table(
                t("imilo.tab.lacking"),
                [
                    column(t("imilo.column.youth")),
                    column(t("imilo.lacking.waiting")),
                    column(t("imilo.column.dossier")),
                ],
                rx.foreach(state.waits, _waits),
            ),
            class_name="stack",
        ),
        empty_state("badge-check", t("imilo.lacking.none"), t("imilo.lacking.none_text")),
    )


def _waits(one: rx.Var[Waits]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(nav_link(one.name, href="/conseil/jeunes/" + one.youth_id, class_name="row-name")),
        rx.el.td(t("imilo.lacking.count", count=one.waiting)),
        rx.el.td(
            rx.el.form(
                rx.el.input(type="hidden", name="youth", value=one.youth_id),
                rx.el.input(
                    name="dossier",
                    aria_label=t("imilo.lacking.of", name=one.name),
                    required=True,
                    max_length=40,
                    auto_complete="off",
                    class_name="input imilo-dossier",
                ),
                button(t("imilo.lacking.save"), type="submit", kind="outline"),
                on_submit=ImiloState.write_dossier,
                class_name="row imilo-write",
            )
        ),
        key=one.youth_id,
    )


def entered_list() -> rx.Component:
    """What has been entered, the latest first."""
    state = ImiloState
    return rx.cond(
        state.entered.length() > 0,
        data_table(
            t("imilo.tab.entered"),
            [
                column(t("imilo.column.youth")),
                column(t("imilo.column.dossier")),
                column(t("imilo.column.kind")),
                column(t("imilo.column.day")),
                column(t("imilo.column.what")),
                column(t("imilo.column.entered")),
                column(t("imilo.column.act")),
            ],
            rx.foreach(state.entered, _entered),
        ),
        empty_state("list-checks", t("imilo.entered.none"), t("imilo.entered.none_text")),
    )


def _entered(one: rx.Var[Entered]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(nav_link(one.name, href="/conseil/jeunes/" + one.youth_id, class_name="row-name")),
        rx.el.td(one.dossier),
        rx.el.td(t_any("imilo.kind.", one.kind)),
        rx.el.td(t("imilo.day", at=one.day)),
        rx.el.td(rx.el.bdi(one.what)),
        rx.el.td(t("imilo.entered.at", at=one.at, name=one.by)),
        rx.el.td(
            button(
                t("imilo.entered.back"),
                kind="quiet",
                icon_name="undo-2",
                on_click=ImiloState.take_back(one.batch, one.id),
                aria_label=t("imilo.entered.back_of", name=one.name, what=one.what),
            )
        ),
        key=one.batch + one.id,
    )

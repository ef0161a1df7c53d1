"""An import that runs, and what it did: codes to print, rows to correct, taking it back."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    card,
    close_button,
    dialog,
    link_button,
    open_button,
    plain_form,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.imports.rows import rows_step
from myjobmatch.state.advisor.import_views import Tab
from myjobmatch.state.advisor.imports import ImportState


def running_step() -> rx.Component:
    """How far it is."""
    state = ImportState
    return card(
        rx.el.h2(t("imports.running.title"), class_name="h3"),
        rx.el.progress(
            value=state.done,
            max=state.rows,
            aria_label=t("imports.running.title"),
            class_name="imports-progress",
        ),
        rx.el.p(t("imports.running.done", done=state.done, rows=state.rows), aria_live="polite"),
        rx.el.p(t("imports.running.leave"), class_name="soft"),
        class_name="stack",
    )


def done_step() -> rx.Component:
    """The report."""
    state = ImportState
    return rx.el.div(
        rx.cond(
            state.status == "undone",
            banner(rx.el.p(t("imports.undone.text")), tone="no", role="status"),
            banner(rx.el.p(t("imports.done.text"), class_name="strong"), tone="yes", role="status"),
        ),
        rx.el.dl(rx.foreach(state.tabs, _figure), class_name="imports-figures"),
        rx.cond((state.status == "done") & (state.codes_for > 0), _codes()),
        rx.el.div(
            link_button(t("imports.done.portfolio"), "/conseil/portefeuille", icon_name="users"),
            link_button(t("imports.done.another"), "/conseil/importer", kind="outline"),
            rx.cond(
                state.status == "done",
                open_button(
                    t("imports.undo"), opens="undo-import", icon_name="undo-2", kind="quiet"
                ),
            ),
            class_name="row",
        ),
        rows_step(),
        dialog(
            "undo-import",
            t("imports.undo"),
            rx.el.p(t("imports.undo_text")),
            rx.el.div(
                close_button(t("imports.undo_yes"), kind="danger", on_click=state.undo),
                close_button(t("imports.undo_no")),
                class_name="row",
            ),
        ),
        class_name="stack",
    )


def _figure(one: rx.Var[Tab]) -> rx.Component:
    return rx.el.div(
        rx.el.dt(t_any("imports.outcome.", one.key)),
        rx.el.dd(one.count),
        class_name="card imports-figure",
    )


def _sheet(number: rx.Var[int]) -> rx.Component:
    return plain_form(
        rx.el.input(type="hidden", name="sheet", value=number),
        button(
            t("imports.codes.print", sheet=number),
            type="submit",
            icon_name="printer",
            kind="outline",
        ),
        method="post",
        action="/api/v1/imports/" + ImportState.id + "/codes",
        key=number,
    )


def _codes() -> rx.Component:
    state = ImportState
    return card(
        rx.el.h2(t("imports.codes.title"), class_name="h3"),
        rx.el.p(t("imports.codes.text", count=state.codes_for)),
        rx.el.div(rx.foreach(state.sheets, _sheet), class_name="row"),
        rx.el.p(t("imports.codes.once"), class_name="soft small"),
        class_name="stack-tight",
    )

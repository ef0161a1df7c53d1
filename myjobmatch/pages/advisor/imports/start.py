"""Importing youths: the file to send, an example, and what was imported before."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    card,
    column,
    data_table,
    desk_shell,
    empty_state,
    icon,
    nav_link,
    out_link,
    page_title,
    plain_form,
    skeleton,
)
from myjobmatch.components.sheets import sheet
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.import_views import Line
from myjobmatch.state.advisor.imports import ImportsState

KINDS = ("youths", "dossiers", "situations")


@page("/conseil/importer", title="imports.title", on_load=ImportsState.load)
def imports() -> rx.Component:
    """Send a file."""
    return desk_shell(
        Role.ADVISOR,
        "portfolio",
        sheet("imports"),
        nav_link(
            icon("arrow-left", size=18),
            rx.el.span(t("imports.back")),
            href="/conseil/portefeuille",
            class_name="back-link",
        ),
        page_title(t("imports.title"), intro=t("imports.intro")),
        rx.el.div(_form(), _help(), class_name="imports-start"),
        rx.el.section(
            rx.el.h2(t("imports.before"), class_name="h3"),
            rx.cond(
                ImportsState.loaded,
                rx.cond(ImportsState.imports.length() > 0, _list(), _none()),
                skeleton(3),
            ),
            class_name="stack imports-before",
        ),
        wide=True,
    )


def _form() -> rx.Component:
    return card(
        plain_form(
            rx.el.fieldset(
                rx.el.legend(t("imports.kind"), class_name="field-label"),
                *[_kind(kind) for kind in KINDS],
                class_name="imports-kinds",
            ),
            rx.el.div(
                rx.el.label(t("imports.file"), html_for="file", class_name="field-label"),
                rx.el.input(
                    type="file",
                    id="file",
                    name="file",
                    accept=".csv,.txt,.tsv,text/csv,text/plain",
                    required=True,
                    aria_describedby="file-hint",
                    class_name="input imports-file",
                ),
                rx.el.p(t("imports.file_hint"), id="file-hint", class_name="field-hint"),
                class_name="field",
            ),
            button(t("imports.send"), type="submit", icon_name="upload"),
            method="post",
            action="/api/v1/imports",
            custom_attrs={"encType": "multipart/form-data"},
            class_name="stack",
        )
    )


def _kind(kind: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="kind",
            value=kind,
            checked=ImportsState.kind == kind,
            on_change=ImportsState.choose_kind(kind),
            class_name="check",
        ),
        rx.el.span(
            rx.el.span(t_any("imports.kind.", rx.Var.create(kind)), class_name="strong"),
            rx.el.span(t_any("imports.kind_text.", rx.Var.create(kind)), class_name="soft small"),
            class_name="imports-kind",
        ),
        class_name="check-label",
    )


def _help() -> rx.Component:
    return card(
        rx.el.h2(t("imports.how"), class_name="h3"),
        rx.el.ol(
            rx.el.li(t("imports.how_file")),
            rx.el.li(t("imports.how_columns")),
            rx.el.li(t("imports.how_preview")),
            rx.el.li(t("imports.how_undo")),
            class_name="imports-how",
        ),
        out_link(
            icon("download", size=18),
            rx.el.span(t("imports.example")),
            href="/api/v1/imports/example",
            class_name="btn btn-outline",
        ),
        class_name="stack",
    )


def _list() -> rx.Component:
    return data_table(
        t("imports.before"),
        [
            column(t("imports.column.file")),
            column(t("imports.column.what")),
            column(t("imports.column.when")),
            column(t("imports.column.by")),
            column(t("imports.column.result")),
        ],
        rx.foreach(ImportsState.imports, _line),
    )


def _line(one: rx.Var[Line]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            nav_link(one.file_name, href="/conseil/importer/" + one.id, class_name="row-name")
        ),
        rx.el.td(t_any("imports.kind.", one.kind)),
        rx.el.td(t("imports.at", at=one.at)),
        rx.el.td(one.by),
        rx.el.td(
            rx.match(
                one.status,
                ("draft", badge(t("imports.status.draft"), tone="warn")),
                ("running", badge(t("imports.status.running"), tone="act")),
                ("undone", badge(t("imports.status.undone"), tone="no")),
                rx.el.span(
                    t(
                        "imports.result",
                        created=one.created,
                        updated=one.updated,
                        refused=one.refused,
                    )
                ),
            )
        ),
        key=one.id,
    )


def _none() -> rx.Component:
    return empty_state("file-spreadsheet", t("imports.none"), t("imports.none_text"), heading=3)

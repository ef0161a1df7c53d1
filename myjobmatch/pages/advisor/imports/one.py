"""One import: columns, preview, progress, report."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    checkbox_field,
    column,
    data_table,
    desk_shell,
    icon,
    nav_link,
    page_title,
    select_field,
    skeleton,
)
from myjobmatch.components.sheets import sheet
from myjobmatch.domain.enums import Role
from myjobmatch.domain.youth_import.columns import FIELDS
from myjobmatch.domain.youth_import.words import ImportKind
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.imports.report import done_step, running_step
from myjobmatch.pages.advisor.imports.rows import rows_step
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.import_views import Column
from myjobmatch.state.advisor.imports import ImportState

STEPS = ("file", "columns", "preview", "done")


@page("/conseil/importer/[import_id]", title="imports.title", on_load=ImportState.load)
def import_one() -> rx.Component:
    """Where an import stands."""
    state = ImportState
    return desk_shell(
        Role.ADVISOR,
        "portfolio",
        sheet("imports"),
        nav_link(
            icon("arrow-left", size=18),
            rx.el.span(t("imports.all")),
            href="/conseil/importer",
            class_name="back-link",
        ),
        rx.cond(
            state.known,
            rx.el.div(
                page_title(
                    t_any("imports.head.", state.kind),
                    intro=t(
                        "imports.file_facts",
                        name=state.file_name,
                        rows=state.rows,
                        encoding=state.encoding,
                    ),
                ),
                _steps(),
                rx.match(
                    state.step,
                    ("columns", _columns()),
                    ("preview", _preview()),
                    ("running", running_step()),
                    done_step(),
                ),
                class_name="stack",
            ),
            skeleton(6),
        ),
        wide=True,
    )


def _steps() -> rx.Component:
    """Where one is on the way."""

    def step(name: str) -> rx.Component:
        here = (ImportState.step == name) | (
            (ImportState.step == "running") & (rx.Var.create(name) == "done")
        )
        return rx.el.li(
            t_any("imports.step.", rx.Var.create(name)),
            aria_current=rx.cond(here, "step", "false"),
        )

    return rx.el.ol(
        *[step(name) for name in STEPS],
        aria_label=t("imports.steps"),
        class_name="imports-steps",
    )


def _columns() -> rx.Component:
    state = ImportState
    return rx.el.div(
        rx.cond(
            state.same_file_at != "",
            banner(rx.el.p(t("imports.same_file", at=state.same_file_at)), tone="warn"),
        ),
        card(
            rx.el.h2(t("imports.columns.title"), class_name="h3"),
            rx.el.p(t("imports.columns.text"), class_name="soft"),
            rx.cond(
                state.lacking.length() > 0,
                banner(rx.el.p(t("imports.columns.lacking")), tone="warn"),
            ),
            data_table(
                t("imports.columns.title"),
                [
                    column(t("imports.columns.head")),
                    column(t("imports.columns.sample")),
                    column(t("imports.columns.field")),
                    column(t("imports.columns.sure")),
                ],
                rx.foreach(state.columns, _column),
            ),
            class_name="stack",
        ),
        rx.cond(state.kind == ImportKind.YOUTHS.value, _options()),
        rx.el.div(
            button(t("imports.check"), icon_name="eye", on_click=state.check),
            button(t("imports.give_up"), kind="quiet", on_click=state.give_up),
            class_name="row",
        ),
        class_name="stack",
    )


def _column(one: rx.Var[Column]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.cond(
                one.head != "",
                rx.el.span(one.head, class_name="strong"),
                rx.el.span(t("imports.columns.unnamed", number=one.place + 1), class_name="soft"),
            )
        ),
        rx.el.td(rx.el.span(one.sample, class_name="soft imports-sample")),
        rx.el.td(
            rx.match(
                ImportState.kind,
                *[(kind.value, _choice(one, kind)) for kind in ImportKind],
                rx.fragment(),
            )
        ),
        rx.el.td(
            rx.cond(
                one.field == "",
                rx.el.span(t("imports.columns.ignored"), class_name="soft"),
                rx.match(
                    one.confidence,
                    (100, badge(t("imports.sure.yes"), tone="yes", icon_name="check")),
                    (50, badge(t("imports.sure.perhaps"), tone="warn", icon_name="triangle-alert")),
                    badge(t("imports.sure.likely"), tone="plain"),
                ),
            )
        ),
        key=one.place,
    )


def _choice(one: Any, kind: ImportKind) -> rx.Component:
    return rx.el.select(
        rx.el.option(t("imports.columns.none"), value=""),
        *[
            rx.el.option(
                t_any("imports.field.", rx.Var.create(field.value)),
                value=field.value,
            )
            for field in FIELDS[kind]
        ],
        value=one.field,
        on_change=ImportState.set_field(one.place),
        aria_label=t("imports.columns.of", head=one.head),
        class_name="input select imports-select",
    )


def _options() -> rx.Component:
    state = ImportState
    return card(
        rx.el.h2(t("imports.options"), class_name="h3"),
        select_field(
            "advisor",
            t("imports.advisor"),
            rx.fragment(
                rx.el.option(t("imports.advisor_none"), value=""),
                rx.foreach(state.advisors, lambda pair: rx.el.option(pair[1], value=pair[0])),
            ),
            hint=t("imports.advisor_hint"),
            value=state.advisor,
            on_change=state.set_advisor,
        ),
        checkbox_field(
            "overwrite",
            t("imports.overwrite"),
            checked=state.overwrite,
            on_change=state.set_overwrite,
        ),
        class_name="stack imports-options",
    )


def _preview() -> rx.Component:
    state = ImportState
    total = state.to_create + state.to_update
    return rx.el.div(
        card(
            rx.el.h2(t("imports.preview.title"), class_name="h3"),
            rx.el.p(
                rx.cond(
                    state.kind == ImportKind.YOUTHS.value,
                    t(
                        "imports.preview.sum",
                        create=state.to_create,
                        update=state.to_update,
                        skip=state.to_skip,
                        refused=state.refused,
                    ),
                    t(
                        "imports.preview.sum_known",
                        update=state.to_update,
                        skip=state.to_skip,
                        refused=state.refused,
                    ),
                ),
                aria_live="polite",
            ),
            rx.cond(
                state.same_file_at != "",
                banner(rx.el.p(t("imports.same_file", at=state.same_file_at)), tone="warn"),
            ),
            rx.el.div(
                button(
                    t("imports.confirm", count=total),
                    icon_name="check",
                    on_click=state.confirm,
                    disabled=total == 0,
                ),
                button(
                    t("imports.correct_columns"),
                    kind="outline",
                    icon_name="columns-3",
                    on_click=state.back,
                ),
                button(t("imports.give_up"), kind="quiet", on_click=state.give_up),
                class_name="row",
            ),
            class_name="stack",
        ),
        rows_step(),
        class_name="stack",
    )

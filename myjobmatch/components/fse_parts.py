"""Parts of the pages of operations: their head, the indicators in tables and bars, the state of a participant."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.icons import icon
from myjobmatch.components.links import out_link
from myjobmatch.components.surfaces import badge, column, data_table
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.fse_views import FigureTable, Head, IndicatorRow, Line, Number

_SEXES = (("now", "female"), ("outside", "male"), ("elsewhere", "non_binary"))


def operation_facts(head: Any) -> rx.Component:
    """The period, the money, who carries it out."""
    return rx.el.div(
        rx.el.p(
            icon("calendar-range", size=18),
            rx.el.span(t("fse.period", first=head.starts_on, last=head.ends_on)),
        ),
        rx.el.p(
            icon("euro", size=18),
            rx.el.span(t("fse.money", cost=head.cost, grant=head.grant, rate=head.rate)),
        ),
        rx.cond(
            head.structures != "",
            rx.el.p(
                icon("building-2", size=18),
                rx.el.bdi(head.structures),
            ),
        ),
        class_name="fse-facts",
    )


def chart_of(lines: rx.Var[list[Line]], *, outside: bool = False) -> rx.Component:
    """The output indicators by sex, as bars; each with its total in words. `outside`: some are told as a whole alone."""
    keys = [(series, t(f"fse.class.sex.{name}")) for series, name in _SEXES]
    if outside:
        keys.append(("whole", t("fse.chart_whole")))
    return rx.el.section(
        rx.el.h3(t("fse.chart"), id="fse-chart", class_name="dashboard-chart-title"),
        rx.el.ul(
            *[
                rx.el.li(
                    rx.el.span(
                        class_name=f"dashboard-key dashboard-series-{series}", aria_hidden="true"
                    ),
                    words,
                )
                for series, words in keys
            ],
            class_name="dashboard-legend",
        ),
        rx.cond(
            lines.length() > 0,
            rx.el.ul(rx.foreach(lines, _line), class_name="dashboard-strips fse-strips"),
            rx.el.p(t("fse.chart_empty"), class_name="soft dashboard-nothing"),
        ),
        class_name="card dashboard-chart",
        aria_labelledby="fse-chart",
    )


def _line(line: rx.Var[Line]) -> rx.Component:
    one: Any = line
    return rx.el.li(
        rx.el.span(t_any("fse.indicator.", one.code), class_name="dashboard-strip-name"),
        rx.el.svg(
            rx.foreach(one.bars, _bar),
            view_box="0 0 100 12",
            aria_hidden="true",
            class_name="dashboard-strip",
            custom_attrs={"preserveAspectRatio": "none"},
        ),
        rx.el.strong(_number(one.total), class_name="dashboard-strip-value"),
    )


def _bar(bar: Any) -> rx.Component:
    return rx.el.svg.rect(
        x=bar.x.to_string(),
        y="0",
        width=bar.width.to_string(),
        height="12",
        class_name="dashboard-series-" + bar.series,
    )


def tables_of(tables: rx.Var[list[FigureTable]]) -> rx.Component:
    """The tables behind, each folded but the first."""
    return rx.el.div(rx.foreach(tables, _table), class_name="card fse-tables")


def _table(table: rx.Var[FigureTable], place: rx.Var[int]) -> rx.Component:
    one: Any = table
    title = t_any("fse.table.", one.by)
    heads = [
        column(t("fse.head.indicator")),
        column(t("fse.head.total")),
        rx.foreach(one.heads, _head),
    ]
    return rx.el.details(
        rx.el.summary(icon("table-2", size=18), rx.el.span(title)),
        rx.el.div(
            data_table(title, heads, rx.foreach(one.rows, _row)),
            class_name="dashboard-folded",
        ),
        open=place == 0,
        class_name="fold dashboard-fold",
    )


def _head(head: rx.Var[Head]) -> rx.Component:
    one: Any = head
    return column(rx.cond(one.key == "", one.year, t_any("fse.class.", one.key)))


def _row(row: rx.Var[IndicatorRow]) -> rx.Component:
    one: Any = row
    return rx.el.tr(
        rx.el.th(
            rx.el.span(one.code, class_name="fse-code"),
            rx.el.span(t_any("fse.indicator.", one.code)),
            scope="row",
        ),
        rx.foreach(one.cells, lambda cell: rx.el.td(_number(cell), class_name="dashboard-number")),
    )


def _number(number: rx.Var[Number] | Any) -> rx.Component:
    one: Any = number
    return rx.cond(
        one.few,
        rx.el.span(t("fse.hidden"), class_name="soft"),
        rx.el.span(t("fse.number", n=one.n)),
    )


def file_links(operation_id: Any, what: str, *, outside: bool = False) -> rx.Component:
    """A table as CSV and as XLSX; `outside`: few people are hidden in it."""
    name = t("fse.export.outside") if outside else t(f"fse.export.{what}")
    query = "?outside=yes" if outside else ""
    return rx.el.div(
        rx.el.span(name, class_name="strong"),
        rx.el.div(
            *[
                out_link(
                    icon("download", size=18),
                    rx.el.span(form.upper()),
                    href=rx.Var.create("/api/v1/operations/")
                    + operation_id
                    + f"/{what}.{form}{query}",
                    aria_label=t(f"fse.export.{form}", what=name),
                    download=True,
                    class_name="btn btn-outline dashboard-download",
                )
                for form in ("csv", "xlsx")
            ],
            class_name="row",
        ),
        class_name="spread fse-file",
    )


def due_badge(row: Any) -> rx.Component:
    """What of a participant is to be told, in words; and whether it is late."""
    return rx.cond(
        row.brief,
        badge(t("fse.state.brief"), tone="no", icon_name="circle-minus"),
        rx.cond(
            row.due != "",
            rx.cond(
                row.late,
                badge(_due(row, "_late"), tone="bad", icon_name="circle-alert"),
                badge(_due(row, ""), tone="warn", icon_name="clock"),
            ),
            rx.cond(
                row.lacks > 0,
                badge(t("fse.state.lacks", count=row.lacks), tone="warn", icon_name="pencil"),
                badge(t("fse.state.complete"), tone="yes", icon_name="circle-check"),
            ),
        ),
    )


def _due(row: Any, end: str) -> Any:
    return rx.match(
        row.due,
        ("exit", t(f"fse.due.exit{end}", at=row.due_on)),
        ("six_months", t(f"fse.due.six_months{end}", at=row.due_on)),
        ("over", t(f"fse.due.over{end}")),
        t("fse.due.entry"),
    )

"""Charts drawn here: SVG coloured by the theme, words around it as text, a table behind each (`assets/styles/dashboard.css`)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.icons import icon
from myjobmatch.components.links import out_link
from myjobmatch.components.surfaces import column, data_table
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.dashboard import CellView, RowView
from myjobmatch.state.advisor.dashboard_charts import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    WIDTH,
    Shape,
    Strip,
    Tick,
)


def figure(
    key: str,
    drawing: rx.Component,
    table: rx.Var[Any],
    address: rx.Var[str],
    *,
    legend: rx.Component | None = None,
) -> rx.Component:
    """A chart with its title, its definition on demand, the table behind it and its downloads."""
    title = t(f"dashboard.chart.{key}")
    return rx.el.section(
        rx.el.h3(title, id=f"dashboard-{key}", class_name="dashboard-chart-title"),
        *([legend] if legend is not None else []),
        drawing,
        fold(
            "info",
            t("dashboard.definition"),
            rx.el.p(t(f"dashboard.what.{key}"), class_name="small"),
        ),
        fold(
            "table-2",
            t("dashboard.table"),
            rx.cond(
                table.rows.length() > 0,
                table_of(t("dashboard.table_behind", chart=title), table),
                nothing(),
            ),
        ),
        downloads(key, title, address),
        class_name="card dashboard-chart",
        aria_labelledby=f"dashboard-{key}",
    )


def fold(icon_name: str, label: rx.Var[str], inside: rx.Component) -> rx.Component:
    """Something on demand; the keyboard opens it, print shows it."""
    return rx.el.details(
        rx.el.summary(icon(icon_name, size=18), rx.el.span(label)),
        rx.el.div(inside, class_name="dashboard-folded"),
        class_name="fold dashboard-fold",
    )


def downloads(key: str, title: rx.Var[str], address: rx.Var[str]) -> rx.Component:
    """The table as files; none where no address is given."""

    def link(form: str, label: rx.Var[str], whole: rx.Var[str]) -> rx.Component:
        return out_link(
            icon("download", size=18),
            rx.el.span(label),
            href=rx.Var.create(f"/api/v1/dashboard/{key}.{form}?") + address,
            aria_label=whole,
            download=True,
            class_name="btn btn-quiet dashboard-download",
        )

    return rx.cond(
        address != "",
        rx.el.div(
            link("csv", t("dashboard.csv"), t("dashboard.download_csv", chart=title)),
            link("xlsx", t("dashboard.xlsx"), t("dashboard.download_xlsx", chart=title)),
            class_name="row dashboard-downloads",
        ),
    )


def legend(*series: tuple[str, str]) -> rx.Component:
    """What the colours and marks are: pairs of a series and the end of its words' key."""
    return rx.el.ul(
        *[
            rx.el.li(
                rx.el.span(class_name=f"dashboard-key dashboard-series-{name}", aria_hidden="true"),
                t(f"dashboard.legend.{words}"),
            )
            for name, words in series
        ],
        class_name="dashboard-legend",
    )


def nothing() -> rx.Component:
    """A chart or a table without anything in the period."""
    return rx.el.p(t("dashboard.chart_empty"), class_name="soft dashboard-nothing")


def column_chart(chart: rx.Var[Any], words: rx.Var[str], *under: rx.Component) -> rx.Component:
    """Upright bars over days or weeks."""
    return rx.cond(
        chart.empty,
        nothing(),
        _drawing(
            words,
            *under,
            _up(chart, percent=False),
            rx.foreach(chart.shapes, _bar),
            rx.foreach(chart.across, _day_tick),
        ),
    )


def band(levels: rx.Var[list[float]]) -> rx.Component:
    """A band behind columns, between two heights: what is aimed at."""
    return rx.el.svg.rect(
        x=str(LEFT),
        y=levels[0].to_string(),
        width=str(WIDTH - LEFT - RIGHT),
        height=(levels[1] - levels[0]).to_string(),
        class_name="dashboard-series-target",
    )


def line_chart(chart: rx.Var[Any], words: rx.Var[str]) -> rx.Component:
    """A line of shares over weeks."""
    return rx.cond(
        chart.empty,
        nothing(),
        _drawing(
            words,
            _up(chart, percent=True),
            rx.el.svg.path(
                d=chart.line_before, class_name="dashboard-line dashboard-series-line-before"
            ),
            rx.el.svg.path(d=chart.line, class_name="dashboard-line dashboard-series-line-now"),
            rx.foreach(chart.shapes, _dot),
            rx.foreach(chart.across, _number_tick),
        ),
    )


def strip_chart(lines: rx.Var[Any], unit: str, empty: rx.Component) -> rx.Component:
    """Lying bars, a line each: a name, the bar, its value; a list for those who hear it."""

    def line(strip: rx.Var[Strip]) -> rx.Component:
        return rx.el.li(
            rx.el.span(
                rx.match(
                    strip.kind,
                    ("step", rx.el.span(t_any("dashboard.step.", strip.text))),
                    ("everybody", rx.el.span(t("dashboard.everybody"))),
                    rx.el.bdi(strip.text),
                ),
                class_name="dashboard-strip-name",
            ),
            rx.el.svg(
                rx.foreach(strip.shapes, _lying),
                view_box="0 0 100 12",
                aria_hidden="true",
                class_name="dashboard-strip",
                custom_attrs={"preserveAspectRatio": "none"},
            ),
            rx.el.span(
                rx.el.strong(t(f"dashboard.{unit}", n=strip.number)),
                rx.cond(
                    strip.has_before,
                    rx.el.span(
                        t("dashboard.before", value=t("dashboard.number", n=strip.before)),
                        class_name="soft small",
                    ),
                ),
                class_name="dashboard-strip-value",
            ),
        )

    return rx.cond(
        lines.length() > 0, rx.el.ul(rx.foreach(lines, line), class_name="dashboard-strips"), empty
    )


def table_of(caption: rx.Var[str], table: rx.Var[Any]) -> rx.Component:
    """The table behind a chart."""

    def row(each: rx.Var[RowView]) -> rx.Component:
        return rx.el.tr(
            rx.el.th(cell(each.head), scope="row"),
            rx.foreach(each.cells, lambda one: rx.el.td(cell(one), class_name="dashboard-number")),
        )

    heads = rx.foreach(table.heads, lambda head: column(t_any("dashboard.head.", head)))
    return data_table(caption, [heads], rx.foreach(table.rows, row))


def cell(one: rx.Var[CellView]) -> rx.Component:
    """A cell in words."""
    return rx.match(
        one.kind,
        ("text", rx.el.bdi(rx.cond(one.text == "", t("dashboard.nobody"), one.text))),
        ("everybody", rx.el.span(t("dashboard.everybody"))),
        ("day", rx.el.span(t("dashboard.day", at=one.text))),
        ("week", rx.el.span(t("dashboard.week", at=one.text))),
        ("week_number", rx.el.span(t("dashboard.week_number", n=one.n))),
        ("step", rx.el.span(t_any("dashboard.step.", one.text))),
        ("share", rx.el.span(t("dashboard.percent", n=one.n))),
        ("days", rx.el.span(t("dashboard.days", n=one.n))),
        ("hours", rx.el.span(t("dashboard.hours", n=one.n))),
        ("none", rx.el.span(t("dashboard.nothing"))),
        ("few", rx.el.span(t("dashboard.few"), class_name="soft")),
        rx.el.span(t("dashboard.number", n=one.n)),
    )


def _drawing(words: rx.Var[str], *shapes: Any) -> rx.Component:
    return rx.el.div(
        rx.el.svg(
            *shapes,
            view_box=f"0 0 {WIDTH} {HEIGHT}",
            role="img",
            aria_label=words,
            class_name="dashboard-drawing",
        ),
        class_name="dashboard-plot",
    )


def _up(chart: rx.Var[Any], *, percent: bool) -> rx.Component:
    def tick(one: rx.Var[Tick]) -> rx.Component:
        words = (
            t("dashboard.percent", n=one.number) if percent else t("dashboard.number", n=one.number)
        )
        return rx.el.svg.g(
            rx.el.svg.line(
                x1=str(LEFT),
                x2=str(WIDTH - RIGHT),
                y1=one.at.to_string(),
                y2=one.at.to_string(),
                class_name="dashboard-grid",
            ),
            rx.el.svg.text(
                words, x=str(LEFT - 6), y=(one.at + 4).to_string(), class_name="dashboard-tick-up"
            ),
        )

    return rx.foreach(chart.up, tick)


def _day_tick(one: rx.Var[Tick]) -> rx.Component:
    return _tick(one, t("dashboard.tick", at=one.text))


def _number_tick(one: rx.Var[Tick]) -> rx.Component:
    return _tick(one, t("dashboard.tick_week", n=one.number))


def _tick(one: rx.Var[Tick], words: rx.Var[str]) -> rx.Component:
    return rx.el.svg.text(
        words,
        x=one.at.to_string(),
        y=str(HEIGHT - BOTTOM + 20),
        class_name="dashboard-tick",
    )


def _bar(shape: rx.Var[Shape]) -> rx.Component:
    return _rect(shape, "2")


def _lying(shape: rx.Var[Shape]) -> rx.Component:
    return _rect(shape, "0")


def _rect(shape: rx.Var[Shape], round_by: str) -> rx.Component:
    return rx.el.svg.rect(
        x=shape.x.to_string(),
        y=shape.y.to_string(),
        width=shape.width.to_string(),
        height=shape.height.to_string(),
        rx=round_by,
        class_name="dashboard-series-" + shape.series,
    )


def _dot(shape: rx.Var[Shape]) -> rx.Component:
    return rx.el.svg.circle(
        cx=shape.x.to_string(), cy=shape.y.to_string(), r="4", class_name="dashboard-series-dot"
    )

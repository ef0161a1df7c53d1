"""Tableau de bord: what goes on in a portfolio or a structure, beside what went on before; who is going."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    card,
    checkbox_field,
    desk_shell,
    empty_state,
    icon,
    link_button,
    page_title,
    select_field,
    skeleton,
    text_field,
)
from myjobmatch.components.charts import (
    band,
    column_chart,
    downloads,
    figure,
    fold,
    legend,
    line_chart,
    nothing,
    strip_chart,
    table_of,
)
from myjobmatch.components.sheets import sheet
from myjobmatch.domain.enums import Role
from myjobmatch.domain.periods import Against, PeriodKind
from myjobmatch.i18n.t import t
from myjobmatch.pages.advisor.dashboard_parts import headline, leaving
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.dashboard import (
    OWN,
    WHOLE,
    Choice,
    DashboardState,
)

_S = DashboardState
_MANAGER = DashboardState.role == Role.MANAGER.value


@page("/conseil/tableau", title="dashboard.title", on_load=DashboardState.load)
def dashboard() -> rx.Component:
    """Figures of those I follow, or of the structure."""
    return desk_shell(
        Role.ADVISOR,
        "dashboard",
        sheet("dashboard"),
        rx.el.div(
            page_title(t("dashboard.title"), _print_button(), intro=_intro()),
            _settings(),
            rx.cond(
                _S.loaded,
                rx.cond(_S.empty, _empty(), _figures()),
                skeleton(8),
            ),
            class_name="dashboard",
        ),
        wide=True,
    )


def _intro() -> rx.Var[str]:
    return rx.cond(
        _S.loaded,
        rx.cond(
            _S.of_name != "",
            t("dashboard.of_advisor", count=_S.followed, name=_S.of_name),
            rx.cond(
                _S.of == OWN,
                t("dashboard.of_own", count=_S.followed),
                t("dashboard.of_whole", count=_S.followed),
            ),
        ),
        "",
    )


def _print_button() -> rx.Component:
    return rx.el.button(
        icon("printer"),
        rx.el.span(t("dashboard.print")),
        type="button",
        class_name="btn btn-outline dashboard-print",
        custom_attrs={"data-prints": ""},
    )


def _settings() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("dashboard.settings"), class_name="visually-hidden"),
        rx.el.div(
            select_field(
                "period",
                t("dashboard.period"),
                [(kind.value, t(f"dashboard.kind.{kind.value}")) for kind in PeriodKind],
                value=_S.kind,
                on_change=_S.choose_kind,
            ),
            select_field(
                "against",
                t("dashboard.against"),
                [(one.value, t(f"dashboard.against_{one.value}")) for one in Against],
                value=_S.against,
                on_change=_S.compare,
            ),
            _whose(),
            class_name="dashboard-choices",
        ),
        rx.cond(_S.kind == PeriodKind.OWN.value, _own_dates()),
        rx.el.p(
            rx.cond(
                _S.loaded,
                rx.el.span(
                    rx.el.strong(t("dashboard.from_to", first=_S.period[0], last=_S.period[1])),
                    ", ",
                    t("dashboard.compared", first=_S.before[0], last=_S.before[1]),
                    ". ",
                    rx.cond(
                        _S.counted_at != "",
                        rx.el.span(
                            t("dashboard.counted", at=_S.counted_at), ".", class_name="soft"
                        ),
                    ),
                ),
            ),
            role="status",
            class_name="dashboard-period",
        ),
        rx.cond(_S.rebuilding, banner(rx.el.p(t("dashboard.rebuilding")), tone="warn")),
        class_name="dashboard-settings",
    )


def _whose() -> rx.Component:
    def option(one: rx.Var[Choice]) -> rx.Component:
        return rx.el.option(one.name, value=one.id)

    return select_field(
        "of",
        t("dashboard.view"),
        rx.fragment(
            rx.cond(_MANAGER, rx.fragment(), rx.el.option(t("dashboard.own"), value=OWN)),
            rx.el.option(t("dashboard.whole"), value=WHOLE),
            rx.foreach(_S.advisors, option),
        ),
        value=_S.of,
        on_change=_S.look_at,
    )


def _own_dates() -> rx.Component:
    return rx.el.form(
        text_field(
            "first",
            t("dashboard.first"),
            type="date",
            default_value=_S.first,
            key="first-" + _S.first,
            max=_S.latest,
            required=True,
        ),
        text_field(
            "last",
            t("dashboard.last"),
            type="date",
            default_value=_S.last,
            key="last-" + _S.last,
            max=_S.latest,
            required=True,
        ),
        button(t("dashboard.show"), kind="primary", type="submit"),
        on_submit=_S.choose_dates,
        class_name="dashboard-dates",
    )


def _empty() -> rx.Component:
    return empty_state(
        "chart-column",
        t("dashboard.empty"),
        t("dashboard.empty_text"),
        link_button(t("dashboard.empty_act"), "/conseil/inviter", icon_name="user-plus"),
    )


def _figures() -> rx.Component:
    return rx.el.div(
        rx.el.section(
            rx.el.h2(t("dashboard.headlines"), class_name="visually-hidden"),
            rx.el.ul(rx.foreach(_S.headlines, headline), class_name="dashboard-bigs"),
        ),
        leaving(),
        rx.el.div(
            rx.el.h2(t("dashboard.charts"), class_name="h3"),
            checkbox_field(
                "outside",
                t("dashboard.outside"),
                default_checked=_S.outside,
                on_change=_S.hide_few,
                aria_describedby="outside-hint",
            ),
            rx.el.p(t("dashboard.outside_hint"), id="outside-hint", class_name="soft small"),
            class_name="dashboard-charts-head",
        ),
        rx.el.div(
            figure(
                "activity",
                column_chart(_S.activity, t("dashboard.describe.activity", n=_S.activity.most)),
                _S.activity_table,
                _S.question,
                legend=legend(("now", "now"), ("before", "before")),
            ),
            figure(
                "retention",
                line_chart(_S.retention, t("dashboard.describe.retention")),
                _S.retention_table,
                _S.question,
                legend=legend(("line-now", "now"), ("line-before", "before")),
            ),
            figure(
                "funnel",
                strip_chart(_S.funnel, "number", nothing()),
                _S.funnel_table,
                _S.question,
                legend=legend(
                    ("inside", "inside"),
                    ("outside", "outside"),
                    ("elsewhere", "elsewhere"),
                    ("before", "before"),
                ),
            ),
            figure(
                "answers",
                strip_chart(
                    _S.answers,
                    "days",
                    rx.cond(
                        _S.answers_table.rows.length() > 0,
                        rx.el.p(t("dashboard.chart_few"), class_name="soft dashboard-nothing"),
                        nothing(),
                    ),
                ),
                _S.answers_table,
                _S.question,
                legend=legend(("now", "now"), ("before", "before")),
            ),
            figure(
                "refusals",
                strip_chart(_S.refusals, "number", nothing()),
                _S.refusals_table,
                _S.question,
                legend=legend(("now", "now"), ("before", "before")),
            ),
            figure(
                "attendance",
                column_chart(
                    _S.attendance, t("dashboard.describe.attendance", n=_S.attendance.most)
                ),
                _S.attendance_table,
                _S.question,
                legend=legend(("came", "came"), ("excused", "excused"), ("missed", "missed")),
            ),
            figure(
                "hours",
                column_chart(_S.hours, t("dashboard.describe.hours"), band(_S.target)),
                _S.hours_table,
                _S.question,
                legend=legend(
                    ("validated", "validated"), ("waiting", "waiting"), ("target", "target")
                ),
            ),
            class_name="dashboard-grid-charts",
        ),
        rx.cond(_S.advisors_table.rows.length() > 0, _by_advisor()),
        class_name="stack",
    )


def _by_advisor() -> rx.Component:
    title = t("dashboard.chart.advisors")
    return card(
        rx.el.h2(title, class_name="h3"),
        table_of(title, _S.advisors_table),
        fold(
            "info",
            t("dashboard.definition"),
            rx.el.p(t("dashboard.what.advisors"), class_name="small"),
        ),
        downloads("advisors", title, _S.question),
        class_name="stack dashboard-advisors",
    )

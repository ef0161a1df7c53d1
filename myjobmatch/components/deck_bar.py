"""The line above the deck: filters in force, why the last card was passed, what gave way."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import button, icon_button
from myjobmatch.components.dialog import close_button, dialog
from myjobmatch.components.icons import icon
from myjobmatch.components.links import nav_link
from myjobmatch.components.store import KeptAside, deck, store
from myjobmatch.domain.deck_terms import STEPS_MINUTES
from myjobmatch.domain.enums import ContractKind, Schedule, Starting, WorkingTime
from myjobmatch.i18n.t import t, t_any

SHEET = "deck-filters"
CONTRACTS = tuple(kind for kind in ContractKind if kind is not ContractKind.OTHER)
UNUSUAL = (Schedule.EVENING, Schedule.NIGHT, Schedule.WEEKEND, Schedule.SHIFTS)


def aside_name(aside: Any) -> rx.Var[str]:
    """What was put aside, in words."""
    value = aside.value.to(str)
    return rx.match(
        aside.kind,
        ("travel", t("youth.aside.travel", minutes=value)),
        ("schedule", t("youth.aside.schedule", schedule=t_any("enum.Schedule.", value))),
        ("hours", t("youth.aside.hours", time=t_any("enum.WorkingTime.", value))),
        ("contract", t("youth.aside.contract", contract=t_any("enum.ContractKind.", value))),
        ("pay", t("youth.aside.pay", pay=value)),
        ("occupation", t("youth.aside.occupation", occupation=aside.label)),
        ("skill", t("youth.aside.skill", skill=aside.label)),
        aside.label,
    )


def _out(label: Any, name: str, value: Any) -> rx.Component:
    """A filter in force; a tap takes it off."""
    return rx.el.button(
        rx.el.span(label),
        icon("x", size=16),
        rx.el.span(t("youth.filter.off"), class_name="visually-hidden"),
        type="button",
        on_click=deck("setFilter", name, value),
        class_name="bar-chip",
    )


def _in_force() -> rx.Component:
    f = store.filters
    return rx.fragment(
        rx.cond(
            f.minutes.is_none(),
            rx.fragment(),
            _out(t("youth.filter.within", minutes=f.minutes), "minutes", f.minutes),
        ),
        rx.foreach(
            f.contracts,
            lambda kind: _out(t_any("enum.ContractKind.", kind), "contracts", kind),
        ),
        rx.foreach(
            f.without,
            lambda kind: _out(t_any("youth.filter.without.", kind), "without", kind),
        ),
        rx.cond(f.time != "", _out(t_any("enum.WorkingTime.", f.time), "time", f.time)),
        rx.cond(f.starts != "", _out(t_any("enum.Starting.", f.starts), "starts", f.starts)),
    )


def _reason(reason: rx.Var[str]) -> rx.Component:
    return rx.el.button(
        rx.cond(
            (reason == "skills") & (store.why.skill != ""),
            t("youth.why_not.skill", skill=store.why.skill),
            t_any("enum.PassReason.", reason),
        ),
        type="button",
        on_click=deck("whyNot", reason),
        class_name="bar-chip bar-reason",
    )


def _why_not() -> rx.Component:
    """One tap says why; another takes it back."""
    why = store.why
    return rx.cond(
        why.reason == "",
        rx.el.div(
            rx.el.span(t("youth.why_not.ask"), id="why-not", class_name="bar-word"),
            rx.foreach(why.reasons, _reason),
            icon_button("x", t("youth.why_not.later"), on_click=deck("whyLater")),
            role="group",
            aria_labelledby="why-not",
            class_name="bar-strip",
        ),
        rx.el.div(
            rx.el.span(
                rx.cond(
                    why.asides.length() > 0,
                    t("youth.why_not.done", what=aside_name(why.asides[0])),
                    t("youth.why_not.noted"),
                ),
                class_name="bar-told",
            ),
            rx.cond(
                why.asides.length() > 0,
                button(t("youth.why_not.back"), kind="quiet", on_click=deck("putBackAll")),
            ),
            role="status",
            class_name="bar-strip bar-said",
        ),
    )


def _gave_way() -> rx.Component:
    return rx.el.div(
        icon("check", size=18),
        rx.el.span(t("youth.relax.done"), class_name="bar-told"),
        button(t("common.undo"), kind="quiet", on_click=deck("relaxNot")),
        role="status",
        class_name="bar-strip bar-said",
    )


def deck_bar() -> rx.Component:
    """The filters' button, and beside it what matters most just now."""
    return rx.el.div(
        rx.el.button(
            icon("sliders-horizontal", size=20),
            rx.el.span(t("youth.filter.open"), class_name="bar-name"),
            rx.cond(
                store.filters_count > 0,
                rx.el.span(store.filters_count, class_name="bar-count"),
            ),
            type="button",
            class_name="bar-open",
            custom_attrs={"data-opens": SHEET, "data-short": rx.cond(store.why, "yes", "no")},
        ),
        rx.cond(
            store.why,
            _why_not(),
            rx.cond(
                store.relaxed,
                _gave_way(),
                rx.el.div(
                    _in_force(),
                    rx.cond(
                        store.left > 0,
                        rx.el.span(t("youth.filter.left", count=store.left), class_name="bar-word"),
                    ),
                    class_name="bar-strip",
                ),
            ),
        ),
        class_name="deck-bar",
    )


def _set(name: str, value: Any, label: Any, chosen: Any) -> rx.Component:
    return rx.el.button(
        rx.cond(chosen, icon("check", size=16)),
        rx.el.span(label),
        type="button",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=deck("setFilter", name, value),
        class_name="chip chip-choice",
    )


def _group(title: Any, *choices: Any) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(title, class_name="strong"),
        rx.el.div(*choices, class_name="chips"),
        class_name="filter-group",
    )


def _put_aside(aside: rx.Var[KeptAside]) -> rx.Component:
    view: Any = aside
    return rx.el.li(
        rx.el.span(aside_name(view), class_name="aside-name"),
        button(
            rx.el.span(
                t("youth.aside.back"),
                rx.el.span(" ", aside_name(view), class_name="visually-hidden"),
            ),
            kind="outline",
            on_click=deck("putBack", view),
        ),
    )


def filter_sheet() -> rx.Component:
    """All filters, what was put aside, and how many offers are left."""
    f = store.filters
    return dialog(
        SHEET,
        t("youth.filter.title"),
        rx.el.div(
            rx.el.p(t("youth.filter.intro"), class_name="soft small"),
            _group(
                t("youth.filter.way"),
                *[
                    _set(
                        "minutes",
                        step,
                        t("youth.filter.within", minutes=step),
                        f.minutes == step,
                    )
                    for step in STEPS_MINUTES
                ],
            ),
            _group(
                t("youth.filter.contract"),
                *[
                    _set(
                        "contracts",
                        kind.value,
                        t(kind.label_key),
                        f.contracts.contains(kind.value),
                    )
                    for kind in CONTRACTS
                ],
            ),
            _group(
                t("youth.filter.when"),
                *[
                    _set(
                        "without",
                        kind.value,
                        t(f"youth.filter.without.{kind.value}"),
                        f.without.contains(kind.value),
                    )
                    for kind in UNUSUAL
                ],
                *[
                    _set("time", each.value, t(each.label_key), f.time == each.value)
                    for each in WorkingTime
                ],
            ),
            _group(
                t("youth.filter.start"),
                *[
                    _set("starts", each.value, t(each.label_key), f.starts == each.value)
                    for each in Starting
                ],
            ),
            rx.cond(
                (f.minutes != None) | (f.contracts.length() > 0),  # noqa: E711  (JavaScript's null)
                nav_link(
                    t("youth.filter.keep"),
                    href="/mes-offres/recherches?minutes="
                    + rx.cond(f.minutes, f.minutes.to_string(), "")
                    + "&contracts="
                    + f.contracts.join(","),
                ),
            ),
            rx.cond(
                store.asides.length() > 0,
                rx.el.section(
                    rx.el.h3(t("youth.aside.title"), class_name="strong"),
                    rx.el.ul(rx.foreach(store.asides, _put_aside), class_name="aside-list"),
                ),
            ),
            rx.el.div(
                button(
                    t("youth.filter.clear"),
                    kind="quiet",
                    on_click=deck("clearFilters"),
                    disabled=store.filters_count == 0,
                ),
                close_button(
                    rx.cond(
                        store.hint == "preparing",
                        t("youth.filter.counting"),
                        t("youth.filter.show", count=store.left),
                    ),
                    kind="primary",
                ),
                class_name="filter-foot",
            ),
            class_name="stack",
        ),
        sheet=True,
    )

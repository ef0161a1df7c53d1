"""What would open doors to a youth, as the client store keeps it (`client/doors.jsx`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.components.actions import button
from myjobmatch.components.icons import icon
from myjobmatch.components.listen import OFFERS_TONGUE
from myjobmatch.components.surfaces import card, skeleton
from myjobmatch.domain.hints import HintCard, HintKind, OpenedOffer
from myjobmatch.i18n.t import t, t_any

MODULE = "$/utils/mjm/doors"
SIGNS = {
    HintKind.SKILL: "wrench",
    HintKind.LICENCE: "car",
    HintKind.MINUTES: "bus",
    HintKind.CONTRACT: "file-text",
    HintKind.SCHEDULE: "calendar-days",
}


@dataclass(frozen=True, slots=True)
class Doors:
    """The hints that are left, and `some`, `none`, `loading` or `waiting` for a network."""

    hints: tuple[HintCard, ...]
    state: str


doors: Any = rx.Var(
    _js_expr="doors_",
    _var_type=Doors,
    _var_data=VarData(
        imports={MODULE: [ImportVar(tag="useDoors")]}, hooks={"const doors_ = useDoors();": None}
    ),
).to(Doors)
"""A Var of `Doors`."""


def _take(hint: Any) -> Any:
    return rx.Var(
        _js_expr=f"(() => {{ takeDoor({hint!s}); }})",
        _var_data=VarData.merge(
            VarData(imports={MODULE: [ImportVar(tag="takeDoor")]}), hint._get_all_var_data()
        ),
    ).to(rx.EventChain)


def _change(hint: Any) -> rx.Component:
    kind = hint.kind
    return rx.match(
        kind,
        (HintKind.SKILL.value, t("youth.doors.with_skill", label=hint.label)),
        (HintKind.LICENCE.value, t("youth.doors.with_licence", licence=hint.value.to(str).upper())),
        (HintKind.MINUTES.value, t("youth.doors.with_minutes", minutes=hint.value)),
        (
            HintKind.CONTRACT.value,
            t("youth.doors.with_contract", label=t_any("enum.ContractKind.", hint.value)),
        ),
        t("youth.doors.with_schedule", label=t_any("enum.Schedule.", hint.value)),
    )


def _sign(hint: Any) -> rx.Component:
    return rx.match(
        hint.kind,
        *[(kind.value, icon(name, size=20)) for kind, name in SIGNS.items()],
        icon("sparkles", size=20),
    )


def _offer(offer: rx.Var[OpenedOffer]) -> rx.Component:
    return rx.el.li(
        rx.el.bdi(offer.title, lang=OFFERS_TONGUE),
        rx.el.span(
            rx.el.bdi(offer.company),
            rx.cond((offer.company != "") & (offer.place != ""), " · ", ""),
            rx.el.bdi(offer.place),
            class_name="soft small",
        ),
    )


def _hint(hint: rx.Var[HintCard]) -> rx.Component:
    more = hint.count - hint.offers.length()
    return rx.el.li(
        rx.el.div(
            rx.el.span(_sign(hint), class_name="line-sign"),
            rx.el.div(
                rx.el.h3(_change(hint)),
                rx.el.p(
                    rx.cond(
                        hint.kind == HintKind.SKILL.value,
                        t("youth.doors.close", count=hint.count),
                        t("youth.doors.reach", count=hint.count),
                    )
                ),
            ),
            class_name="space-door-head",
        ),
        rx.el.details(
            rx.el.summary(t("youth.doors.see")),
            rx.el.ul(rx.foreach(hint.offers, _offer), class_name="space-door-offers"),
            rx.cond(more > 0, rx.el.p(t("youth.doors.more", count=more), class_name="soft small")),
            class_name="fold",
        ),
        button(
            rx.match(
                hint.kind,
                (HintKind.SKILL.value, t("youth.doors.know")),
                (HintKind.LICENCE.value, t("youth.doors.own")),
                t("youth.doors.agree"),
            ),
            kind="outline",
            wide=True,
            icon_name="check",
            on_click=_take(hint),
        ),
        class_name="space-door",
        key=hint.kind.to(str) + hint.value.to(str),
    )


def doors_section() -> rx.Component:
    """The hints, or why there are none."""
    return card(
        rx.el.h2(t("youth.doors.title"), id="space-doors", tab_index=-1, class_name="space-title"),
        rx.match(
            doors.state,
            (
                "some",
                rx.el.div(
                    rx.el.p(t("youth.doors.intro"), class_name="soft"),
                    rx.el.ul(rx.foreach(doors.hints, _hint), class_name="space-doors"),
                    class_name="stack-tight",
                ),
            ),
            ("none", rx.el.p(t("youth.doors.none"), class_name="soft")),
            ("waiting", rx.el.p(t("youth.doors.waiting"), class_name="soft")),
            skeleton(4),
        ),
        class_name="stack",
    )

"""The section "Situation" of a youth's file: where they stand, their i-milo dossier, applications without an answer."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    empty_state,
    icon_button,
    select_field,
    skeleton,
    text_field,
)
from myjobmatch.components.sheets import sheet
from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.imilo import SituationKind
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.erasing import erase_on_paper
from myjobmatch.pages.advisor.youth.frame import youth_frame
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.situation import Situation, SituationState, Waiting
from myjobmatch.state.advisor.youth_head import YouthHeadState

NEXT = {
    "opened": ("sent", "not_sent"),
    "not_sent": ("sent",),
    "sent": ("interview", "immersion", "hired", "refused"),
    "interview": ("immersion", "hired", "refused"),
    "immersion": ("hired", "refused"),
    "no_answer": ("interview", "immersion", "hired", "refused"),
}
"""What can follow, by where an application stands."""


@page(
    "/conseil/jeunes/[youth_id]/situation",
    title="imilo.situation.title",
    on_load=[YouthHeadState.load, SituationState.load],
    keeps=True,
)
def situation() -> rx.Component:
    """Where a youth stands."""
    state = SituationState
    return youth_frame(
        "situation",
        sheet("imports"),
        rx.cond(
            state.saved != "",
            banner(rx.el.p(t_any("imilo.saved.", state.saved)), tone="yes", role="status"),
        ),
        rx.cond(
            state.loaded,
            rx.el.div(
                rx.el.div(_list(), _tell(), class_name="stack"),
                rx.el.div(_dossier(), _applications(), erase_on_paper(), class_name="stack"),
                class_name="imilo-situation",
            ),
            skeleton(4),
        ),
    )


def _list() -> rx.Component:
    state = SituationState
    return card(
        rx.el.h2(t("imilo.situation.title"), class_name="h3"),
        rx.cond(
            state.rows.length() > 0,
            rx.el.ul(rx.foreach(state.rows, _row), class_name="facts"),
            empty_state(
                "milestone",
                t("imilo.situation.none"),
                t("imilo.situation.none_text"),
                heading=3,
            ),
        ),
        class_name="stack",
    )


def _row(one: rx.Var[Situation]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(t_any("enum.SituationKind.", one.kind), class_name="strong"),
            rx.cond(one.note != "", rx.el.bdi(one.note, class_name="soft")),
            rx.el.span(
                rx.cond(
                    one.until != "",
                    t("imilo.situation.between", since=one.since, until=one.until),
                    t("imilo.situation.since", since=one.since),
                ),
                class_name="small",
            ),
            class_name="fact-words",
        ),
        rx.el.span(
            rx.cond(one.contract != "", badge(t_any("enum.ContractKind.", one.contract))),
            rx.match(
                one.source,
                ("imilo", badge(t("imilo.situation.of_imilo"), icon_name="download")),
                ("immersion", badge(t("imilo.situation.of_immersion"), icon_name="file-check")),
                icon_button(
                    "trash-2",
                    t("imilo.situation.take_back"),
                    on_click=SituationState.take_back(one.id),
                ),
            ),
            class_name="fact-state",
        ),
        key=one.id,
    )


def _tell() -> rx.Component:
    state = SituationState
    with_contract = (state.kind == "employment") | (state.kind == "apprenticeship")
    return card(
        rx.el.h2(t("imilo.situation.tell"), class_name="h3"),
        rx.el.form(
            select_field(
                "kind",
                t("imilo.situation.kind"),
                [
                    (kind.value, t_any("enum.SituationKind.", rx.Var.create(kind.value)))
                    for kind in SituationKind
                ],
                value=state.kind,
                on_change=state.choose,
            ),
            rx.cond(
                with_contract,
                select_field(
                    "contract",
                    t("imilo.situation.contract"),
                    [
                        ("", t("imilo.situation.contract_unknown")),
                        *[
                            (kind.value, t_any("enum.ContractKind.", rx.Var.create(kind.value)))
                            for kind in ContractKind
                        ],
                    ],
                ),
            ),
            rx.el.div(
                text_field("since", t("imilo.situation.from"), type="date", required=True),
                text_field("until", t("imilo.situation.until"), type="date"),
                class_name="invite-pair",
            ),
            text_field("note", t("imilo.situation.note"), max_length=200),
            button(t("imilo.situation.save"), type="submit", icon_name="check"),
            on_submit=state.tell,
            reset_on_submit=True,
            class_name="stack",
        ),
        class_name="stack",
    )


def _dossier() -> rx.Component:
    head = YouthHeadState
    return card(
        rx.el.h2(t("imilo.dossier.title"), class_name="h3"),
        rx.el.form(
            text_field(
                "dossier",
                t("imilo.dossier.number"),
                hint=t("imilo.dossier.hint"),
                default_value=head.dossier,
                key=head.dossier,
                max_length=40,
                auto_complete="off",
            ),
            button(t("imilo.lacking.save"), type="submit", kind="outline"),
            on_submit=SituationState.write_dossier,
            class_name="stack",
        ),
        class_name="stack",
    )


def _applications() -> rx.Component:
    state = SituationState
    return card(
        rx.el.h2(t("imilo.answers.title"), class_name="h3"),
        rx.el.p(t("imilo.answers.text"), class_name="soft small"),
        rx.cond(
            state.waiting.length() > 0,
            rx.el.ul(rx.foreach(state.waiting, _waiting), class_name="facts"),
            rx.el.p(t("imilo.answers.none"), class_name="soft"),
        ),
        class_name="stack",
    )


def _answers(one: rx.Var[Waiting], answers: tuple[str, ...]) -> rx.Component:
    return rx.fragment(
        *[
            button(
                t_any("imilo.answer.", rx.Var.create(answer)),
                kind="outline",
                on_click=SituationState.answer(one.id, answer),
            )
            for answer in answers
        ]
    )


def _waiting(one: rx.Var[Waiting]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.bdi(one.title, class_name="strong"),
            rx.el.bdi(one.company, class_name="soft"),
            rx.el.span(t("imilo.answers.opened", at=one.opened_at), class_name="small"),
            class_name="fact-words",
        ),
        rx.el.span(
            rx.match(
                one.status,
                *[(status, _answers(one, answers)) for status, answers in NEXT.items()],
                rx.fragment(),
            ),
            class_name="row",
        ),
        key=one.id,
    )

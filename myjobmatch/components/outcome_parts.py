"""How it goes on with a company, on a phone: what is asked, what one may tell, and the way back."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import button, icon_button, link_button
from myjobmatch.components.dialog import close_button, dialog, open_button
from myjobmatch.components.hire_parts import contract_of
from myjobmatch.components.icons import icon
from myjobmatch.components.interview_parts import CANCEL, proposal
from myjobmatch.components.links import nav_link
from myjobmatch.components.listen import LISTENED, listen
from myjobmatch.components.outcome_store import said, tell
from myjobmatch.components.search_parts import FILE
from myjobmatch.components.search_store import File
from myjobmatch.domain.outcomes import Stage, Went, WhyNot
from myjobmatch.i18n.t import t, t_any

REASONS = (
    WhyNot.OTHER_CHOSEN,
    WhyNot.AVAILABILITY,
    WhyNot.POST_GONE,
    WhyNot.YOUTH_DECLINED,
    WhyNot.OTHER,
)
"""What a youth may say of why it came to nothing."""
WENT = {Went.HIRED: "youth.follow.hired"}
"""Said in the same words as of an application."""
WHY_NOT = "outcome-why"


def said_banner() -> rx.Component:
    """What was said last, and the way back."""
    one = said
    undo = t("outcome.undo")
    return rx.el.div(
        rx.cond(
            one,
            rx.el.div(
                icon("circle-check"),
                rx.el.p(
                    rx.match(
                        one.kind,
                        ("agreed", t("outcome.said.agreed", at=one.at, company=one.company)),
                        *[
                            (kind, t(f"outcome.said.{kind}", company=one.company))
                            for kind in ("none", "cancelled")
                        ],
                        t_any("outcome.said.", one.kind),
                    ),
                    class_name="banner-text",
                ),
                rx.cond(
                    one.kind == "agreed",
                    button(
                        undo,
                        kind="outline",
                        on_click=tell("cancelInterview", one.interview_id, one.company),
                    ),
                ),
                rx.cond(
                    one.match_id != "",
                    button(undo, kind="outline", on_click=tell("undoOutcome", one.match_id)),
                ),
                icon_button("x", t("common.close"), on_click=tell("unsay")),
                class_name="banner tone-yes",
                id="outcome-said",
                tab_index=-1,
            ),
        ),
        role="status",
        class_name="notices",
    )


def _name(one: Any) -> rx.Component:
    return rx.el.p(
        nav_link(one.title, href=FILE + "#" + one.key.to(str), class_name="soft"),
        class_name="soft small",
        custom_attrs={"dir": "auto"},
    )


def proposed_item(view: rx.Var[File]) -> rx.Component:
    """An interview proposed, among what waits for an answer."""
    one: Any = view
    return rx.el.li(
        _name(one),
        rx.el.div(
            rx.el.h3(t("outcome.propose_title", company=one.company)), listen(), class_name="spread"
        ),
        rx.el.p(t("outcome.propose_text"), class_name="soft"),
        *proposal(one),
        rx.cond(
            one.conversation_id != "",
            link_button(
                t("outcome.write", company=one.company),
                "/messages#" + one.conversation_id.to(str),
                kind="quiet",
                icon_name="message-circle",
                wide=True,
            ),
        ),
        class_name="item asks",
        custom_attrs=LISTENED,
        key=one.key,
    )


def _went(one: Any) -> rx.Component:
    return rx.el.div(
        *[
            button(
                t(WENT.get(went, f"outcome.went.{went.value}")),
                kind="outline",
                on_click=tell("sayHow", one, went.value),
            )
            for went in Went
        ],
        class_name="item-foot",
    )


def how_item(view: rx.Var[File]) -> rx.Component:
    """The one question how it went."""
    one: Any = view
    return rx.el.li(
        _name(one),
        rx.el.h3(t("outcome.how_title", company=one.company)),
        rx.el.p(t("outcome.how_text"), class_name="soft"),
        _went(one),
        class_name="item asks",
        key=one.key,
    )


def tell_parts(one: Any) -> rx.Component:
    """What a youth may tell of a match by themselves, and take back."""
    return rx.cond(
        one.stage != "",
        rx.el.div(
            rx.cond(one.stage == Stage.HIRED.value, contract_of(one)),
            rx.cond(
                one.asks_how,
                rx.fragment(
                    rx.el.h3(t("outcome.how_title", company=one.company)),
                    rx.el.p(t("outcome.how_text"), class_name="soft small"),
                    _went(one),
                ),
                rx.cond(
                    one.stage != Stage.HIRED.value,
                    rx.fragment(
                        rx.el.p(t("search.file.became"), class_name="soft small"),
                        _told_by_oneself(one),
                    ),
                ),
            ),
            rx.cond(
                one.undoable,
                button(
                    t("outcome.undo_step"),
                    kind="quiet",
                    wide=True,
                    icon_name="undo-2",
                    on_click=tell("undoOutcome", one.id),
                ),
            ),
            class_name="stack-tight",
        ),
    )


def _told_by_oneself(one: Any) -> rx.Component:
    met = (one.stage == Stage.IN_TOUCH.value) | (one.stage == Stage.NOT_HIRED.value)
    return rx.el.div(
        rx.cond(
            met & (one.state != "match_agreed"),
            button(
                t("outcome.say.met"),
                kind="outline",
                on_click=tell("sayOutcome", one, Stage.INTERVIEW.value),
            ),
        ),
        button(
            t("youth.follow.hired"),
            kind="outline",
            on_click=tell("sayOutcome", one, Stage.HIRED.value),
        ),
        rx.cond(
            one.stage != Stage.NOT_HIRED.value,
            open_button(t("outcome.say.not_hired"), opens=WHY_NOT),
        ),
        class_name="item-foot",
    )


def file_sheets(one: Any) -> list[rx.Component]:
    """What is asked before it is told: that one cannot come, that it came to nothing."""
    return [
        dialog(
            CANCEL,
            t("outcome.cancel"),
            rx.el.div(
                rx.el.p(t("outcome.cancel_text", company=one.company)),
                close_button(
                    t("outcome.cancel_send"),
                    kind="danger",
                    wide=True,
                    on_click=tell("cancelInterview", one.interview.id, one.company),
                ),
                close_button(t("outcome.cancel_keep"), kind="outline", wide=True),
                class_name="stack",
            ),
            sheet=True,
        ),
        dialog(
            WHY_NOT,
            t("outcome.say.not_hired"),
            rx.el.div(
                rx.el.p(t("outcome.why_text"), class_name="soft"),
                *[
                    close_button(
                        t(f"outcome.why.{why.value}"),
                        kind="outline",
                        wide=True,
                        on_click=tell("sayOutcome", one, Stage.NOT_HIRED.value, why.value),
                    )
                    for why in REASONS
                ],
                close_button(
                    t("outcome.why_unsaid"),
                    wide=True,
                    on_click=tell("sayOutcome", one, Stage.NOT_HIRED.value),
                ),
                class_name="stack-tight",
            ),
            sheet=True,
        ),
    ]

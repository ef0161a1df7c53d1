"""The section "Immersions" of a youth's file: agreements, their signatures, their review."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    empty_state,
    icon,
    icon_button,
    skeleton,
)
from myjobmatch.components.links import out_link
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.frame import youth_frame
from myjobmatch.pages.advisor.youth.immersion_forms import agreement_form, choice, review_form
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.immersions import ImmersionsState, Line, Sign
from myjobmatch.state.advisor.youth_head import YouthHeadState

_TONES = {
    "draft": "plain",
    "to_sign": "warn",
    "signed": "yes",
    "reviewed": "yes",
    "cancelled": "no",
}
_ICONS = {
    "draft": "pencil",
    "to_sign": "pen-line",
    "signed": "file-check",
    "reviewed": "clipboard-check",
    "cancelled": "ban",
}


@page(
    "/conseil/jeunes/[youth_id]/immersions",
    title="immersions.title",
    on_load=[YouthHeadState.load, ImmersionsState.load],
    keeps=True,
)
def immersions() -> rx.Component:
    """A youth's immersions."""
    state = ImmersionsState
    return youth_frame(
        "immersions",
        rx.el.div(
            rx.cond(
                state.saved != "",
                banner(rx.el.p(t_any("immersions.saved.", state.saved)), tone="yes"),
            ),
            role="status",
        ),
        rx.cond(
            state.loaded,
            rx.cond(
                state.hidden,
                empty_state("lock", t("immersions.not_yours"), t("immersions.not_yours_text")),
                rx.el.div(
                    rx.match(
                        state.mode,
                        ("choose", choice()),
                        ("form", agreement_form()),
                        rx.fragment(),
                    ),
                    _all(),
                    class_name="stack",
                ),
            ),
            skeleton(5),
        ),
    )


def _new() -> rx.Component:
    return button(
        t("immersions.new"), icon_name="file-plus", on_click=ImmersionsState.begin, type="button"
    )


def _all() -> rx.Component:
    state = ImmersionsState
    return rx.cond(
        state.rows.length() > 0,
        rx.el.div(
            rx.cond(state.mode == "", rx.el.div(_new())),
            rx.el.ul(rx.foreach(state.rows, _row), class_name="immersions"),
            class_name="stack",
        ),
        rx.cond(
            state.mode == "",
            empty_state(
                "briefcase-business", t("immersions.none"), t("immersions.none_text"), _new()
            ),
        ),
    )


def _status(one: Any) -> rx.Component:
    return rx.match(
        one.status,
        *[
            (
                status,
                badge(
                    t_any("enum.ImmersionStatus.", one.status),
                    tone=tone,  # type: ignore[arg-type]
                    icon_name=_ICONS[status],
                ),
            )
            for status, tone in _TONES.items()
        ],
        rx.fragment(),
    )


def _row(view: rx.Var[Line]) -> rx.Component:
    one: Any = view
    state = ImmersionsState
    return rx.el.li(
        card(
            rx.el.div(
                rx.el.h2(rx.el.bdi(one.title), class_name="h3"),
                rx.el.div(
                    rx.cond(one.proposed, badge(t("immersions.proposed"), icon_name="building-2")),
                    rx.cond(one.renewal, badge(t("immersions.renewal"), icon_name="repeat")),
                    _status(one),
                    class_name="row",
                ),
                class_name="spread",
            ),
            _facts(one),
            rx.cond(one.signs.length() > 0, _signatures(one)),
            rx.cond((one.done != "") & ~_reviewing(one), _review(one)),
            _acts(one),
            rx.cond(state.sure == one.id, _sure(one)),
            rx.cond(_reviewing(one), review_form()),
            class_name="stack",
        ),
        id=one.id,
        key=one.id,
    )


def _reviewing(one: Any) -> Any:
    """Whether the form of its review is open."""
    state = ImmersionsState
    return (state.mode == "review") & (state.current == one.id)


def _facts(one: Any) -> rx.Component:
    def fact(sign: str, *words: Any) -> rx.Component:
        return rx.el.li(icon(sign, size=18), rx.el.span(*words))

    return rx.el.ul(
        rx.cond(one.host != "", fact("building-2", rx.el.bdi(one.host))),
        fact(
            "calendar-days",
            rx.cond(
                (one.starts_on != "") & (one.ends_on != ""),
                t("immersions.when", since=one.starts_on, until=one.ends_on),
                t("immersions.no_days"),
            ),
        ),
        rx.cond(one.hours != "", fact("clock", t("immersions.hours", hours=one.hours))),
        rx.cond(one.purpose != "", fact("target", t_any("enum.ImmersionPurpose.", one.purpose))),
        rx.cond(one.tutor != "", fact("user-round", t("immersions.tutor", name=one.tutor))),
        class_name="immersion-facts",
    )


def _signatures(one: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("immersions.signatures"), class_name="strong"),
        rx.el.ul(rx.foreach(one.signs, _sign), class_name="facts"),
        class_name="stack-tight",
    )


def _sign(view: rx.Var[Sign]) -> rx.Component:
    one: Any = view
    who = t_any("enum.Signer.", one.signer)
    field = "sign-" + one.immersion + "-" + one.signer
    return rx.el.li(
        rx.el.span(who, class_name="fact-words"),
        rx.cond(
            one.on != "",
            rx.el.span(
                badge(t("immersions.signed_on", at=one.on), tone="yes", icon_name="check"),
                icon_button(
                    "undo-2",
                    t("immersions.unsign", who=who),
                    on_click=ImmersionsState.unsign(one.immersion, one.signer),
                ),
                class_name="fact-state",
            ),
            rx.el.form(
                rx.el.input(type="hidden", name="immersion", value=one.immersion),
                rx.el.input(type="hidden", name="signer", value=one.signer),
                rx.el.label(t("immersions.sign_day"), html_for=field, class_name="small soft"),
                rx.el.input(
                    type="date",
                    id=field,
                    name="signed_on",
                    default_value=ImmersionsState.today,
                    required=True,
                    class_name="input immersion-day",
                ),
                button(
                    t("immersions.sign"),
                    type="submit",
                    kind="outline",
                    aria_label=t("immersions.sign_name", who=who),
                ),
                on_submit=ImmersionsState.sign,
                class_name="immersion-sign",
            ),
        ),
        key=one.signer,
    )


def _review(one: Any) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            badge(t_any("enum.ImmersionDone.", one.done)),
            badge(t_any("enum.ObjectivesMet.", one.met), icon_name="target"),
            rx.cond(
                one.contract != "",
                badge(
                    t(
                        "immersions.review.hire",
                        contract=t_any("enum.ContractKind.", one.contract),
                        since=one.hired_from,
                    ),
                    tone="yes",
                    icon_name="handshake",
                ),
                badge(t("immersions.review.no_hire")),
            ),
            class_name="row",
        ),
        rx.cond(
            one.youth_words != "",
            rx.el.p(
                t("immersions.review.youth_said", words=one.youth_words),
                class_name="file-note-text",
            ),
        ),
        rx.cond(
            one.host_words != "",
            rx.el.p(
                t("immersions.review.host_said", words=one.host_words), class_name="file-note-text"
            ),
        ),
        rx.el.p(
            t("immersions.review.by", at=one.reviewed_at, by=one.reviewed_by),
            class_name="soft small",
        ),
        class_name="stack-tight",
    )


def _acts(one: Any) -> rx.Component:
    state = ImmersionsState
    return rx.el.div(
        rx.cond(
            one.may_review & ~_reviewing(one),
            button(
                t("immersions.review.write"),
                icon_name="clipboard-check",
                auto_focus=state.back == one.id,
                on_click=state.begin_review(one.id),
            ),
        ),
        rx.cond(
            one.may_renew,
            button(t("immersions.renew"), icon_name="repeat", on_click=state.renew(one.id)),
        ),
        rx.cond(
            one.printable,
            out_link(
                icon("download"),
                rx.el.span(t("immersions.pdf")),
                href="/api/v1/immersions/" + one.id + "/agreement",
                class_name="btn btn-outline",
                custom_attrs={"download": ""},
            ),
        ),
        rx.cond(
            one.may_edit,
            button(
                t("immersions.edit"),
                kind="outline",
                icon_name="pencil",
                aria_label=t("immersions.edit_name", title=one.title),
                on_click=state.edit(one.id),
            ),
        ),
        rx.cond(
            (one.done != "") & ~_reviewing(one),
            button(
                t("immersions.review.correct"),
                kind="outline",
                icon_name="pencil",
                auto_focus=state.back == one.id,
                aria_label=t("immersions.review.correct_name", title=one.title),
                on_click=state.begin_review(one.id),
            ),
        ),
        rx.cond(
            one.may_cancel & (state.sure != one.id),
            button(
                t("immersions.cancel"),
                kind="quiet",
                icon_name="x",
                aria_label=t("immersions.cancel_name", title=one.title),
                on_click=state.ask_to_cancel(one.id),
            ),
        ),
        class_name="row immersion-acts",
    )


def _sure(one: Any) -> rx.Component:
    return banner(
        rx.el.p(t("immersions.cancel_sure")),
        rx.el.div(
            button(
                t("immersions.cancel_yes"),
                kind="outline",
                on_click=ImmersionsState.cancel(one.id),
            ),
            button(
                t("immersions.cancel_no"),
                kind="quiet",
                on_click=ImmersionsState.ask_to_cancel(""),
            ),
            class_name="row",
        ),
        tone="warn",
        role="alert",
    )

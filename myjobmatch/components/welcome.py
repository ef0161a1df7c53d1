"""The first minutes: lessons on the deck, small questions, what became of the request (`client/welcome.jsx`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.components.actions import button, icon_button, link_button
from myjobmatch.components.icons import icon
from myjobmatch.components.links import out_link
from myjobmatch.components.store import store
from myjobmatch.components.surfaces import card
from myjobmatch.i18n.t import t, t_any

MODULE = "$/utils/mjm/welcome"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A card to try a gesture on; `way` is `like`, `pass` or `any`."""

    id: str
    title: str
    text: str
    sign: str
    way: str


@dataclass(frozen=True, slots=True)
class Small:
    """The small question of the moment: empty `key` for none."""

    key: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read and put away on this phone."""

    request: bool


def _hooked(name: str, hook: str, kind: Any) -> Any:
    return rx.Var(
        _js_expr=name,
        _var_type=kind,
        _var_data=VarData(
            imports={MODULE: [ImportVar(tag=hook)]}, hooks={f"const {name} = {hook}();": None}
        ),
    ).to(kind)


small: Any = _hooked("small_", "useSmall", Small)
"""A Var of `Small`."""

seen: Any = _hooked("seen_", "useSeen", Seen)
"""A Var of `Seen`."""


def welcome_call(name: str, *arguments: Any) -> Any:
    """For `on_click`: `skipLessons`, `lessonsAgain`, `answerSmall(key, said)`, `requestSeen(what)`."""
    values = tuple(rx.Var.create(argument) for argument in arguments)
    return rx.Var(
        _js_expr=f"(() => {{ {name}({', '.join(str(value) for value in values)}); }})",
        _var_data=VarData.merge(
            VarData(imports={MODULE: [ImportVar(tag=name)]}),
            *(value._get_all_var_data() for value in values),
        ),
    ).to(rx.EventChain)


def agreeing(given: bool) -> Any:
    """For `on_click`: yes or no to the text that stands on the page."""
    said = "true" if given else "false"
    return rx.Var(
        _js_expr=f"(() => {{ agree_({said}); }})",
        _var_data=VarData(
            imports={MODULE: [ImportVar(tag="useAgree")]},
            hooks={"const agree_ = useAgree();": None},
        ),
    ).to(rx.EventChain)


class Lessons(rx.Component):
    """The deck's component on lessons."""

    library = MODULE
    tag = "Lessons"

    lessons: rx.Var[list[Any]]
    names: rx.Var[dict[str, str]]
    said: rx.Var[str]
    other: rx.Var[str]


def small_question() -> rx.Component:
    """One question with yes, no and not now; nothing when there is none left."""

    def answer(said: str, kind: Any) -> rx.Component:
        return button(
            t_any("youth.small.answer.", rx.Var.create(said)),
            kind=kind,
            wide=True,
            on_click=welcome_call("answerSmall", small.key, said),
        )

    return rx.cond(
        small.key != "",
        card(
            rx.el.p(
                rx.cond(
                    small.done == 0,
                    t("youth.small.first"),
                    t("youth.small.progress", done=small.done, total=small.total),
                ),
                class_name="soft small",
                role="status",
            ),
            rx.el.h2(
                t_any("youth.small.question.", small.key),
                id="small-question",
                tab_index=-1,
                class_name="next-question",
            ),
            rx.el.div(answer("yes", "yes"), answer("no", "outline"), class_name="small-answers"),
            button(
                t_any("youth.small.answer.", rx.Var.create("later")),
                kind="quiet",
                wide=True,
                on_click=welcome_call("answerSmall", small.key, "later"),
            ),
            class_name="stack-tight",
        ),
    )


def _request(sign: str, title: Any, text: Any, *more: Any) -> rx.Component:
    return card(
        rx.el.div(
            rx.el.span(icon(sign, size=22), class_name="talk-sign"),
            rx.el.div(
                rx.el.h2(title, class_name="space-title"),
                rx.el.p(text),
                class_name="stack-tight keys-words",
            ),
            class_name="request-told",
        ),
        *more,
        class_name="stack",
    )


def request_card() -> rx.Component:
    """Where the request to the Mission Locale stands, until it was read that somebody answers."""
    request = store.me.request
    what = request.status.to(str) + " " + request.structure.to(str)
    call = rx.cond(
        request.phone != "",
        out_link(
            icon("phone"),
            rx.el.span(request.phone),
            href="tel:" + request.phone.to(str),
            class_name="btn btn-outline btn-wide",
        ),
    )
    reason = rx.cond(
        request.reason != "",
        rx.el.p(request.reason, dir="auto", class_name="request-reason"),
    )
    return rx.cond(
        request,
        rx.match(
            request.status,
            (
                "waiting",
                rx.cond(
                    request.structure != "",
                    _request(
                        "hourglass",
                        t("youth.request.waiting"),
                        t("youth.request.waiting_text", structure=request.structure),
                        reason,
                        call,
                    ),
                    _request("map-pin", t("youth.request.none"), t("youth.request.none_text")),
                ),
            ),
            (
                "refused",
                _request(
                    "info",
                    t("youth.request.refused", structure=request.structure),
                    t("youth.request.refused_text"),
                    reason,
                    call,
                ),
            ),
            (
                "accepted",
                rx.cond(
                    seen.request,
                    rx.fragment(),
                    _request(
                        "handshake",
                        t("youth.request.accepted", structure=request.structure),
                        rx.cond(
                            store.me.advisor != "",
                            t("youth.request.accepted_text", name=store.me.advisor),
                            "",
                        ),
                        link_button(t("youth.space.write"), "/messages", wide=True),
                        icon_button(
                            "check",
                            t("youth.request.seen"),
                            on_click=welcome_call("requestSeen", what),
                        ),
                    ),
                ),
            ),
            rx.fragment(),
        ),
    )


def agreement_due() -> rx.Component:
    """The text that was agreed to is another one since: a word, on every page, until it is answered."""
    return rx.cond(
        store.me.agreement & store.me.agreement.due,
        rx.el.div(
            icon("file-text"),
            rx.el.p(t("youth.agreement.due"), class_name="banner-text"),
            link_button(t("youth.agreement.read"), "/mon-espace/accord", kind="outline"),
            class_name="banner tone-warn",
        ),
    )

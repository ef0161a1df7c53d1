"""Ateliers: mine, those that are offered near me, those that are over. Nobody else is named."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    empty_state,
    icon,
    link_button,
    out_link,
    skeleton,
)
from myjobmatch.components.icons import easy_icon
from myjobmatch.components.sheets import sheet
from myjobmatch.components.store import act, store
from myjobmatch.components.workshop_store import KeptWorkshop, workshops
from myjobmatch.domain.workshops import BAD_REASONS, GOOD_REASONS, Liked, LikedWhy
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.pages.youth.offers_file import back
from myjobmatch.state.youth.phone import PhoneState

SIGN = "/emargement"
FACES = {Liked.GREAT: "laugh", Liked.GOOD: "smile", Liked.SO_SO: "meh", Liked.BAD: "frown"}


def _facts(one: Any) -> rx.Component:
    return rx.el.ul(
        rx.el.li(
            icon("calendar-days", size=20),
            rx.el.span(t("workshop.when", at=one.starts_at, to=one.ends_at), class_name="strong"),
        ),
        rx.el.li(
            rx.cond(one.mode == "video", icon("video", size=20), icon("map-pin", size=20)),
            rx.cond(
                one.mode == "video",
                rx.el.span(t_any("enum.WorkshopMode.", one.mode)),
                rx.el.span(one.place, custom_attrs={"dir": "auto"}),
            ),
        ),
        rx.el.li(
            icon("building-2", size=20),
            rx.el.span(t("workshop.by", structure=one.structure)),
        ),
        rx.cond(
            one.hours > 0,
            rx.el.li(icon("timer", size=20), rx.el.span(t("workshop.counts", hours=one.hours))),
        ),
        class_name="workshop-facts",
    )


def _about(one: Any) -> rx.Component:
    return rx.cond(
        one.description != "",
        rx.el.details(
            rx.el.summary(t("workshop.about")),
            rx.el.p(one.description, class_name="workshop-about", custom_attrs={"dir": "auto"}),
            class_name="fold",
        ),
    )


def _head(one: Any) -> rx.Component:
    return rx.el.div(
        rx.el.h3(one.title, custom_attrs={"dir": "auto"}),
        badge(t_any("enum.WorkshopKind.", one.kind)),
        class_name="workshop-head",
    )


def _standing(one: Any) -> rx.Component:
    """Where I stand, in words."""
    return rx.el.div(
        rx.cond(
            one.cancelled,
            rx.el.div(
                badge(t("workshop.cancelled"), tone="no", icon_name="ban"),
                rx.el.p(one.reason, custom_attrs={"dir": "auto"}),
                class_name="stack-tight",
            ),
            rx.match(
                one.pending,
                ("in", badge(t("workshop.pending"), tone="warn", icon_name="clock")),
                ("out", badge(t("workshop.pending_out"), tone="warn", icon_name="clock")),
                rx.match(
                    one.status,
                    ("enrolled", badge(t("workshop.enrolled"), tone="yes", icon_name="check")),
                    (
                        "waiting",
                        badge(t("workshop.waiting", rank=one.rank), tone="warn", icon_name="clock"),
                    ),
                    ("invited", badge(t("workshop.invited"), tone="act", icon_name="mail")),
                    rx.fragment(),
                ),
            ),
        ),
        rx.cond(
            one.presence == "present",
            badge(t("workshop.present", at=one.signed_at), tone="yes", icon_name="pen-line"),
        ),
        class_name="workshop-standing",
        role="status",
    )


def _places(one: Any) -> rx.Component:
    return rx.el.p(
        rx.cond(
            one.free > 0,
            t("workshop.free", count=one.free),
            t("workshop.full", count=one.waiting),
        ),
        class_name="strong",
    )


def _enrol(one: Any) -> rx.Component:
    """The one button that takes a place, or the last one in the line."""
    full = one.free <= 0
    return rx.cond(
        one.late,
        rx.el.p(t("workshop.late"), class_name="soft"),
        rx.el.div(
            button(
                rx.cond(full, t("workshop.queue"), t("workshop.enrol")),
                kind="primary",
                wide=True,
                easy="check",
                aria_label=rx.cond(
                    full,
                    t("workshop.queue_name", title=one.title),
                    t("workshop.enrol_name", title=one.title),
                ),
                on_click=act("enrol_workshop", id=one.id),
            ),
            rx.el.p(t("workshop.until", at=one.enrol_until), class_name="soft small"),
            class_name="stack-tight",
        ),
    )


def _leave(one: Any, label: str, name: str) -> rx.Component:
    return button(
        t(label),
        kind="quiet",
        aria_label=t(name, title=one.title),
        on_click=act("withdraw_workshop", id=one.id),
    )


def _mine_acts(one: Any) -> rx.Component:
    return rx.cond(
        one.cancelled | (one.pending != ""),
        rx.fragment(),
        rx.el.div(
            rx.cond(
                one.signs,
                link_button(t("workshop.sign"), SIGN, icon_name="qr-code", wide=True),
            ),
            rx.cond(
                (one.link != "") & (one.status == "enrolled"),
                out_link(
                    icon("video"),
                    rx.el.span(t("workshop.join")),
                    href=one.link,
                    aria_label=t("workshop.join_name", title=one.title),
                    class_name="btn btn-outline btn-wide",
                ),
            ),
            rx.cond(
                one.begun,
                rx.fragment(),
                rx.match(
                    one.status,
                    ("enrolled", _leave(one, "workshop.withdraw", "workshop.withdraw_name")),
                    ("waiting", _leave(one, "workshop.leave", "workshop.leave_name")),
                    (
                        "invited",
                        rx.el.div(
                            _enrol(one),
                            _leave(one, "workshop.decline", "workshop.decline_name"),
                            class_name="stack-tight",
                        ),
                    ),
                    rx.fragment(),
                ),
            ),
            class_name="stack-tight",
        ),
    )


def _mine(view: rx.Var[KeptWorkshop]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        _head(one),
        _standing(one),
        _facts(one),
        rx.cond(one.status == "invited", _places(one)),
        _about(one),
        _mine_acts(one),
        _how(one),
        class_name="item workshop-item",
        id=one.id,
        key=one.id,
    )


def _offered(view: rx.Var[KeptWorkshop]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        _head(one),
        _facts(one),
        _places(one),
        _about(one),
        _enrol(one),
        class_name="item workshop-item",
        id=one.id,
        key=one.id,
    )


def _face(one: Any, face: Liked) -> rx.Component:
    return rx.el.button(
        icon(FACES[face], size=32),
        rx.el.span(t_any("enum.Liked.", rx.Var.create(face.value))),
        type="button",
        aria_pressed=rx.cond(one.liked == face.value, "true", "false"),
        on_click=act("like_workshop", id=one.id, liked=face.value),
        class_name="workshop-face",
    )


def _reason(one: Any, reason: LikedWhy) -> rx.Component:
    return rx.el.button(
        t_any("enum.LikedWhy.", rx.Var.create(reason.value)),
        type="button",
        on_click=act("like_workshop", id=one.id, liked=one.liked, why=reason.value),
        class_name="chip chip-choice",
    )


def _how(one: Any) -> rx.Component:
    """Two taps: a face, then a reason."""
    good = (one.liked == Liked.GREAT.value) | (one.liked == Liked.GOOD.value)
    return rx.cond(
        one.asks,
        rx.el.div(
            rx.el.p(easy_icon("message-circle"), t("workshop.how"), class_name="strong"),
            rx.el.div(
                *[_face(one, face) for face in FACES],
                role="group",
                aria_label=t("workshop.how_name", title=one.title),
                class_name="workshop-faces",
            ),
            rx.cond(
                one.liked != "",
                rx.el.div(
                    rx.el.p(t("workshop.why"), class_name="soft"),
                    rx.el.div(
                        rx.cond(
                            good,
                            rx.fragment(*[_reason(one, reason) for reason in GOOD_REASONS]),
                            rx.fragment(*[_reason(one, reason) for reason in BAD_REASONS]),
                        ),
                        role="group",
                        aria_label=t("workshop.why"),
                        class_name="chips",
                    ),
                    class_name="stack-tight",
                ),
            ),
            class_name="workshop-how",
        ),
        rx.cond(
            one.liked != "",
            rx.el.p(
                icon("check", size=18),
                rx.el.span(t("workshop.thanks")),
                class_name="workshop-thanks",
                role="status",
            ),
        ),
    )


def _past(view: rx.Var[KeptWorkshop]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        _head(one),
        rx.el.p(t("workshop.when", at=one.starts_at, to=one.ends_at), class_name="soft"),
        rx.match(
            one.presence,
            (
                "present",
                badge(t("workshop.present", at=one.signed_at), tone="yes", icon_name="check"),
            ),
            ("absent", badge(t("workshop.absent"), icon_name="circle-minus")),
            ("excused", badge(t("workshop.excused"), icon_name="circle-minus")),
            rx.cond(
                one.cancelled,
                badge(t("workshop.cancelled"), tone="no", icon_name="ban"),
            ),
        ),
        _how(one),
        class_name="item workshop-item",
        id=one.id,
        key=one.id,
    )


def _part(title: str, rows: Any, draw: Any) -> rx.Component:
    return rx.cond(
        rows.length() > 0,
        rx.el.section(
            rx.el.h2(t(title), class_name="space-title"),
            rx.el.ul(rx.foreach(rows, draw), class_name="list"),
            class_name="stack-tight",
        ),
    )


@page("/mon-espace/ateliers", title="workshop.title", on_load=PhoneState.load)
def workshops_page() -> rx.Component:
    """What I take part in, and what I could."""
    nothing = (workshops.mine.length() + workshops.offered.length()) == 0
    return youth_page(
        "space",
        sheet("workshop"),
        back(t("workshop.back"), "/mon-espace"),
        rx.el.h1(easy_icon("users"), t("workshop.title"), class_name="search-title"),
        rx.el.p(t("workshop.intro"), class_name="soft"),
        rx.cond(
            store.ready,
            rx.el.div(
                _part("workshop.mine", workshops.mine, _mine),
                _part("workshop.offered", workshops.offered, _offered),
                rx.cond(
                    nothing,
                    empty_state(
                        "calendar-plus",
                        t("workshop.empty"),
                        t("workshop.empty_text"),
                        rx.cond(
                            store.advisor_thread != "",
                            link_button(
                                t("youth.space.write"),
                                "/messages#" + store.advisor_thread.to(str),
                                kind="outline",
                            ),
                        ),
                    ),
                ),
                _part("workshop.past", workshops.past, _past),
                class_name="stack",
            ),
            skeleton(6),
        ),
    )

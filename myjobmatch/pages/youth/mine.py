"""Mes données: what is held, all of it to take along, and the way out."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    card,
    checkbox_field,
    close_button,
    dialog,
    icon,
    nav_link,
    open_button,
    skeleton,
)
from myjobmatch.components.icons import easy_icon
from myjobmatch.components.listen import LISTENED, listen
from myjobmatch.components.own_data import (
    CopyForm,
    EraseForm,
    LoadOwnData,
    WhatBecame,
    ask_password,
    own,
    refusal,
    sign_in_again,
    tap,
)
from myjobmatch.components.sheets import sheet
from myjobmatch.components.store import store
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.state.youth.phone import PhoneState

ERASE = "erase-account"


def _title(key: str, easy: str) -> rx.Component:
    return rx.el.h2(easy_icon(easy), t(key), class_name="space-title")


def _points(*lines: tuple[str, rx.Var[str]]) -> rx.Component:
    return rx.el.ul(
        *[rx.el.li(icon(sign, size=20), rx.el.span(text)) for sign, text in lines],
        class_name="space-points",
    )


def _held() -> rx.Component:
    return card(
        rx.el.div(_title("mine.held.title", "archive"), listen(), class_name="spread"),
        _points(
            ("user-round", t("mine.held.who")),
            ("sparkles", t("mine.held.told")),
            ("heart", t("mine.held.done")),
        ),
        nav_link(t("mine.held.more"), href="/vie-privee", class_name="space-link"),
        class_name="stack",
        custom_attrs=LISTENED,
    )


def _waits() -> rx.Component:
    """What is to become of the account, and the way back."""
    erasure = own.erasure
    return card(
        rx.el.h2(
            icon("hourglass", size=24),
            rx.el.span(t("mine.waits.title", day=erasure.due_on)),
            class_name="space-title row mine-waits-title",
        ),
        rx.cond(
            erasure.final,
            rx.el.p(t_any("error.", rx.Var.create("erasure_begun"))),
            rx.fragment(
                rx.el.p(t_any("mine.why.", erasure.reason)),
                button(
                    t("mine.waits.keep"),
                    kind="yes",
                    icon_name="undo-2",
                    wide=True,
                    on_click=tap("keepAccount"),
                    disabled=~store.online | (own.busy != ""),
                ),
                rx.cond(
                    own.loaded & ~(~own.asked & own.old),
                    open_button(
                        t("mine.waits.now"),
                        opens=ERASE,
                        kind="quiet",
                        wide=True,
                        disabled=~store.online,
                    ),
                ),
            ),
        ),
        refusal("keep"),
        class_name="stack mine-waits",
    )


def _became() -> rx.Component:
    return WhatBecame.create(
        rx.el.div(
            rx.match(
                own.done,
                ("asked", banner(rx.el.p(t("mine.done.asked")), tone="yes")),
                ("kept", banner(rx.el.p(t("mine.done.kept")), tone="yes")),
                rx.fragment(),
            ),
            role="status",
            class_name="mine-live",
        ),
        rx.cond(own.erasure, _waits()),
        class_name="mine-became",
    )


def _network() -> rx.Component:
    """What is in the way of everything else on the page."""
    return rx.fragment(
        rx.cond(~store.online & store.ready, banner(rx.el.p(t("mine.offline")), tone="warn")),
        rx.cond(
            (own.at == "load") & (own.error != "") & store.online,
            rx.el.div(
                refusal("load"),
                button(
                    t("mine.again"),
                    kind="outline",
                    icon_name="rotate-cw",
                    on_click=tap("loadOwnData"),
                ),
                class_name="stack-tight",
            ),
        ),
    )


def _when_known(content: rx.Component) -> rx.Component:
    """What depends on who it is and on how they signed in."""
    return rx.cond(
        own.loaded,
        rx.cond(~own.asked & own.old, sign_in_again(), content),
        rx.cond((own.error == "") & store.online, skeleton(2)),
    )


def _copy() -> rx.Component:
    going = own.busy == "copy"
    return card(
        _title("mine.copy.title", "download"),
        rx.el.p(t("mine.copy.text"), class_name="soft"),
        _when_known(
            CopyForm.create(
                ask_password("copy", t("mine.copy.why")),
                button(
                    t("mine.copy.act"),
                    type="submit",
                    icon_name="download",
                    wide=True,
                    disabled=~store.online | (own.busy != ""),
                    class_name="mine-act",
                ),
                class_name="stack",
            )
        ),
        refusal("copy"),
        rx.el.div(
            rx.cond(going, rx.el.p(t("mine.copy.going"))),
            rx.cond(
                own.done == "copied",
                banner(rx.el.p(t("mine.copy.done")), tone="yes"),
            ),
            role="status",
            class_name="mine-live",
        ),
        rx.cond(
            going,
            rx.el.progress(
                value=rx.cond(own.share > 0, own.share, rx.Var("undefined")),
                max=100,
                aria_label=t("mine.copy.going"),
                class_name="mine-progress",
            ),
        ),
        rx.cond(
            own.file != "",
            button(
                t("mine.copy.again"),
                kind="outline",
                icon_name="file-down",
                wide=True,
                on_click=tap("saveAgain"),
            ),
        ),
        class_name="stack",
    )


def _explained() -> rx.Component:
    return rx.fragment(
        rx.el.p(t("mine.erase.text")),
        rx.el.h3(t("mine.goes.title"), class_name="mine-part"),
        _points(
            ("trash-2", t("mine.goes.all")),
            ("calendar-x", t("mine.goes.plans")),
            ("eye-off", t("mine.goes.unseen")),
        ),
        rx.el.h3(t("mine.stays.title"), class_name="mine-part"),
        _points(
            ("hash", t("mine.stays.numbers")),
            ("landmark", t("mine.stays.law")),
            ("building-2", t("mine.stays.companies")),
        ),
    )


def _erase() -> rx.Component:
    return card(
        rx.el.div(_title("mine.erase.title", "user-round-x"), listen(), class_name="spread"),
        _explained(),
        rx.cond(
            own.loaded & own.demo,
            banner(rx.el.p(t_any("error.", rx.Var.create("erasure_demo"))), tone="plain"),
            rx.cond(
                ~own.erasure,
                _when_known(
                    open_button(
                        t("mine.erase.open"),
                        opens=ERASE,
                        icon_name="trash-2",
                        wide=True,
                        disabled=~store.online,
                        class_name="mine-erase",
                    )
                ),
            ),
        ),
        class_name="stack",
        custom_attrs=LISTENED,
    )


def _moment(value: str, *, chosen: bool) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio", name="when", value=value, default_checked=chosen, class_name="check"
        ),
        rx.el.span(
            rx.el.span(t(f"mine.when.{value}"), class_name="strong"),
            rx.el.span(t(f"mine.when.{value}_text"), class_name="soft small"),
            class_name="choice-words",
        ),
        class_name="check-label",
    )


def _sheet() -> rx.Component:
    """The question before it is asked for; once it is, the only choice left is now."""
    waits = own.erasure.to(bool)
    return dialog(
        ERASE,
        rx.cond(waits, t("mine.sheet.now"), t("mine.sheet.title")),
        EraseForm.create(
            rx.cond(
                waits,
                rx.el.p(t("mine.when.now_text")),
                rx.el.fieldset(
                    rx.el.legend(t("mine.when.title"), class_name="strong"),
                    _moment("week", chosen=True),
                    _moment("now", chosen=False),
                    class_name="filter-group",
                ),
            ),
            ask_password("erase", t("mine.erase.why")),
            rx.el.div(
                checkbox_field(
                    "erase_sure",
                    t("mine.sheet.sure"),
                    aria_describedby="erase_sure-error",
                    aria_invalid=rx.cond(own.missing == "unticked", "true", "false"),
                ),
                rx.el.p(
                    rx.cond(
                        own.missing == "unticked",
                        rx.el.span(icon("circle-alert", size=18), t("mine.sheet.unticked")),
                    ),
                    id="erase_sure-error",
                    class_name="field-error",
                    aria_live="polite",
                ),
            ),
            refusal("erase"),
            rx.el.div(
                button(
                    rx.cond(waits, t("mine.waits.now"), t("mine.erase.title")),
                    kind="danger",
                    type="submit",
                    icon_name="trash-2",
                    wide=True,
                    disabled=~store.online | (own.busy != ""),
                ),
                close_button(t("mine.sheet.not"), wide=True),
                class_name="stack-tight",
            ),
            waits=waits,
            class_name="stack",
        ),
        sheet=True,
    )


@page("/mon-espace/mes-donnees", title="mine.title", on_load=PhoneState.load)
def mine() -> rx.Component:
    """What is held of me, the copy of it, and my way out."""
    return youth_page(
        "space",
        nav_link(
            icon("arrow-left", size=22),
            rx.el.span(t("common.nav.space")),
            href="/mon-espace",
            class_name="step-back",
        ),
        rx.el.h1(t("mine.title"), class_name="space-hello"),
        sheet("mine"),
        LoadOwnData.create(),
        rx.el.div(
            _became(),
            _held(),
            _network(),
            _copy(),
            _erase(),
            class_name="stack",
        ),
        _sheet(),
    )

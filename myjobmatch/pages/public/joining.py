"""What registering and activating have in common: the frame of a step, and the last three steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    checkbox_field,
    icon,
    icon_button,
    link_button,
    public_shell,
    skeleton,
    text_field,
)
from myjobmatch.components.joining_store import (
    JoinForm,
    JoinStart,
    do,
    joining,
    ticking,
    typing,
    typing_password,
)
from myjobmatch.domain.joining import JOIN_TEXT_VERSION
from myjobmatch.i18n.t import t, t_any

Body = Callable[[], rx.Component]
POINTS = (
    ("sparkles", "public.agreement.offers"),
    ("eye-off", "public.agreement.anonymous"),
    ("house", "public.agreement.home"),
    ("undo-2", "public.agreement.withdraw"),
)


def _error() -> rx.Component:
    return rx.el.div(
        rx.cond(
            joining.error != "",
            rx.el.div(
                icon("circle-alert"),
                rx.el.p(t_any("error.", joining.error, joining.params), class_name="banner-text"),
                class_name="banner tone-bad",
            ),
        ),
        id="joining-error",
        role="alert",
    )


def _bar(steps: int) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.cond(
                joining.number > 1,
                icon_button("arrow-left", t("public.joining.back"), on_click=do("back")),
                rx.el.span(),
            ),
            rx.el.p(
                t("public.joining.step", number=joining.number, total=joining.total),
                class_name="soft small",
            ),
            class_name="spread joining-top",
        ),
        rx.el.div(
            *[
                rx.cond(
                    joining.total > number,
                    rx.el.span(
                        class_name="joining-piece",
                        custom_attrs={"data-on": rx.cond(joining.number > number, "yes", "no")},
                    ),
                )
                for number in range(steps)
            ],
            class_name="joining-pieces",
            aria_hidden="true",
        ),
    )


def _foot(last: Any) -> rx.Component:
    return rx.el.div(
        _error(),
        rx.cond(
            joining.offline,
            banner(rx.el.p(t("public.joining.offline")), tone="warn"),
        ),
        button(
            rx.cond(
                joining.sending,
                t("public.joining.sending"),
                rx.cond(joining.number == joining.total, last, t("public.joining.next")),
            ),
            type="submit",
            wide=True,
            id="joining-next",
            disabled=joining.sending,
        ),
        class_name="joining-foot",
    )


def joining_page(steps: dict[str, tuple[Any, Any, Body]], last: Any, below: Any) -> rx.Component:
    """A page of steps: `key: (question, what is said under it, body)`; `last` is the word of the last button."""

    def step(question: Any, said: Any, body: Body) -> rx.Component:
        return rx.el.div(
            rx.el.h1(question, tab_index=-1),
            rx.el.p(said, class_name="soft"),
            body(),
            class_name="joining-step",
        )

    return public_shell(
        JoinStart.create(),
        rx.cond(
            joining.ready,
            JoinForm.create(
                _bar(len(steps)),
                rx.match(
                    joining.step,
                    *[(key, step(*parts)) for key, parts in steps.items()],
                    rx.fragment(),
                ),
                _foot(last),
                class_name="joining",
            ),
            rx.el.div(
                rx.el.h1(next(iter(steps.values()))[0], class_name="visually-hidden"),
                skeleton(5),
                class_name="joining",
            ),
        ),
        rx.el.p(below, class_name="joining-below"),
        narrow=True,
        languages=joining.number <= 1,
    )


def login() -> rx.Component:
    """A phone number or a user name."""
    return text_field(
        "login",
        t("public.joining.login.field"),
        hint=t("public.joining.login.hint"),
        default_value=joining.typed.login,
        on_change=typing("login"),
        auto_complete="username",
        auto_capitalize="none",
        spell_check=False,
    )


def secret() -> rx.Component:
    """A password, which can be seen, or the key of the device."""
    return rx.el.div(
        rx.el.div(
            text_field(
                "password",
                t("public.joining.secret.field"),
                hint=t("public.joining.secret.hint"),
                type=rx.cond(joining.shown, "text", "password"),
                on_change=typing_password(),
                auto_complete="new-password",
            ),
            rx.el.div(
                rx.el.p(
                    rx.cond(
                        joining.strength != "",
                        t_any("public.joining.strength.", joining.strength),
                        "",
                    ),
                    role="status",
                    class_name="joining-strength",
                    custom_attrs={"data-strength": joining.strength},
                ),
                button(
                    rx.cond(
                        joining.shown,
                        t("public.joining.secret.hide"),
                        t("public.joining.secret.show"),
                    ),
                    kind="quiet",
                    icon_name="eye",
                    type="button",
                    on_click=do("showPassword"),
                ),
                class_name="spread",
            ),
        ),
        rx.cond(
            joining.passkeys & ~joining.renews,
            rx.el.div(
                rx.el.p(t("public.joining.secret.or"), class_name="joining-or"),
                button(
                    t("public.joining.secret.passkey"),
                    kind="outline",
                    icon_name="fingerprint",
                    wide=True,
                    type="button",
                    on_click=do("choosePasskey"),
                    disabled=joining.sending,
                ),
                rx.el.p(t("public.joining.secret.passkey_hint"), class_name="soft small"),
                class_name="stack-tight",
            ),
        ),
        class_name="stack",
    )


def agreement_text() -> rx.Component:
    """What one agrees to, in plain words; `data-version` says which text it is."""
    return rx.el.ul(
        *[rx.el.li(icon(name, size=20), rx.el.span(t(key))) for name, key in POINTS],
        id="agreement-text",
        class_name="agreement-points",
        custom_attrs={"data-version": JOIN_TEXT_VERSION},
    )


def minor_text() -> rx.Component:
    """What a legal representative must sign, and what not."""
    return rx.el.div(
        icon("signature", size=22),
        rx.el.div(
            rx.el.p(t("public.agreement.minor"), class_name="strong"),
            rx.el.p(t("public.agreement.minor_signs")),
            rx.el.p(t("public.agreement.minor_alone")),
            class_name="stack-tight",
        ),
        class_name="agreement-minor",
    )


def agreement() -> rx.Component:
    """The text, read or heard, and a tick."""
    return rx.el.div(
        button(
            t("public.agreement.hear"),
            kind="outline",
            icon_name="volume-2",
            type="button",
            on_click=do("hear", "agreement-all"),
        ),
        rx.el.div(
            agreement_text(),
            rx.cond(joining.minor, minor_text()),
            id="agreement-all",
            class_name="stack",
        ),
        checkbox_field(
            "agreed", t("public.agreement.yes"), on_change=ticking(), default_checked=joining.agreed
        ),
        link_button(t("public.agreement.more"), "/vie-privee", kind="quiet"),
        class_name="stack",
    )


SHARED: dict[str, tuple[Any, Any, Body]] = {
    "login": (t("public.joining.login.question"), t("public.joining.login.text"), login),
    "secret": (t("public.joining.secret.question"), t("public.joining.secret.text"), secret),
    "agreement": (t("public.agreement.question"), t("public.agreement.text"), agreement),
}
"""The steps that both ways in end with."""

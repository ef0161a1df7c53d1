"""Inviting: registering who sits beside one, the printable code, and where a youth's way in stands."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    card,
    checkbox_field,
    desk_shell,
    icon,
    link_button,
    nav_link,
    page_title,
    skeleton,
    text_field,
)
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.frame import youth_frame
from myjobmatch.pages.public.joining import agreement_text
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.invite import InviteState
from myjobmatch.state.advisor.youth_head import YouthHeadState


def _given(*acts: Any) -> rx.Component:
    """The sheet that the youth takes along: QR, code, address, until when."""
    state = InviteState
    return card(
        rx.el.div(
            rx.el.img(src=state.qr, alt=t("advisor.invite.qr"), class_name="invite-qr"),
            rx.el.div(
                rx.el.h2(t("advisor.invite.for", name=state.first_name), class_name="h3"),
                rx.el.ol(
                    rx.el.li(t("advisor.invite.how_scan")),
                    rx.el.li(t("advisor.invite.how_type", address=state.address)),
                    class_name="invite-how",
                ),
                rx.el.p(state.code, class_name="invite-code", custom_attrs={"translate": "no"}),
                rx.el.p(t("advisor.invite.until", at=state.expires_at), class_name="soft"),
                class_name="stack-tight",
            ),
            class_name="invite-sheet",
        ),
        rx.el.p(
            icon("info", size=18),
            rx.el.span(t("advisor.invite.once")),
            class_name="row invite-note",
        ),
        rx.el.div(
            button(
                t("advisor.invite.print"),
                icon_name="printer",
                custom_attrs={"data-prints": ""},
            ),
            *acts,
            class_name="row invite-acts",
        ),
        class_name="stack invite-given",
    )


def _part(name: str, label: Any, size: int) -> rx.Component:
    return text_field(name, label, input_mode="numeric", max_length=size, required=True)


def _form() -> rx.Component:
    state = InviteState
    return rx.el.form(
        rx.el.div(
            text_field("first-name", t("advisor.invite.first_name"), required=True, max_length=60),
            text_field("last-name", t("advisor.invite.last_name"), max_length=60),
            class_name="invite-pair",
        ),
        rx.el.fieldset(
            rx.el.legend(t("advisor.invite.birth"), class_name="field-label"),
            rx.el.div(
                _part("day", t("advisor.invite.day"), 2),
                _part("month", t("advisor.invite.month"), 2),
                _part("year", t("advisor.invite.year"), 4),
                class_name="joining-date",
            ),
            class_name="joining-fieldset",
        ),
        rx.el.div(
            text_field(
                "place",
                t("advisor.invite.place"),
                default_value=state.picked,
                key=state.picked,
                on_change=state.find.debounce(250),
                auto_complete="off",
            ),
            rx.cond(
                state.places.length() > 0,
                rx.el.ul(
                    rx.foreach(
                        state.places,
                        lambda label: rx.el.li(
                            rx.el.button(
                                icon("map-pin", size=18),
                                rx.el.span(label),
                                type="button",
                                on_click=state.pick(label),
                                class_name="joining-place",
                            )
                        ),
                    ),
                    class_name="joining-places",
                ),
            ),
            class_name="stack-tight",
        ),
        text_field(
            "phone", t("advisor.invite.phone"), hint=t("advisor.invite.phone_hint"), type="tel"
        ),
        rx.el.details(
            rx.el.summary(t("advisor.invite.read_text")),
            agreement_text(),
            class_name="fold",
            open=True,
        ),
        checkbox_field("agreed", t("advisor.invite.agreed")),
        button(t("advisor.invite.make"), type="submit", icon_name="qr-code"),
        on_submit=state.invite,
        class_name="stack",
    )


@page("/conseil/inviter", title="advisor.invite.title", on_load=InviteState.load, keeps=True)
def invite() -> rx.Component:
    """Register somebody and give them a code."""
    state = InviteState
    return desk_shell(
        Role.ADVISOR,
        "portfolio",
        nav_link(
            icon("arrow-left", size=18),
            rx.el.span(t("advisor.youth.back")),
            href="/conseil/portefeuille",
            class_name="back-link",
        ),
        page_title(t("advisor.invite.title"), intro=t("advisor.invite.intro")),
        rx.cond(
            state.code != "",
            _given(
                link_button(
                    t("advisor.invite.fill"),
                    "/conseil/jeunes/" + state.youth + "/profil",
                    kind="outline",
                ),
                button(t("advisor.invite.again"), kind="quiet", on_click=state.again),
            ),
            card(_form(), class_name="invite-form"),
        ),
    )


def _last_code() -> rx.Component:
    door = InviteState.door
    return rx.el.p(t("advisor.door.code", state=door.code, at=door.expires_at), role="status")


def _code_acts(label: Any, **traits: Any) -> rx.Component:
    state = InviteState
    return rx.el.div(
        button(label, icon_name="qr-code", on_click=state.renew, **traits),
        rx.cond(
            state.door.code == "waiting",
            button(t("advisor.door.revoke"), kind="outline", on_click=state.revoke),
        ),
        class_name="row",
    )


def _door() -> rx.Component:
    state, door = InviteState, InviteState.door
    return rx.el.div(
        card(
            rx.el.h2(t("advisor.door.account"), class_name="h3"),
            rx.cond(
                door.has_account,
                rx.el.div(
                    rx.el.p(badge(t("advisor.door.has_account"), tone="yes", icon_name="check")),
                    rx.el.p(t("advisor.door.forgotten"), class_name="soft"),
                    rx.cond(
                        (door.code == "none") | (door.code == "used"), rx.fragment(), _last_code()
                    ),
                    _code_acts(t("advisor.door.give_password"), kind="outline"),
                    class_name="stack",
                ),
                rx.el.div(
                    _last_code(),
                    _code_acts(
                        rx.cond(
                            door.code == "none", t("advisor.door.give"), t("advisor.door.renew")
                        )
                    ),
                    class_name="stack",
                ),
            ),
            class_name="stack",
        ),
        rx.cond(state.code != "", _given()),
        card(
            rx.el.h2(t("advisor.door.agreement"), class_name="h3"),
            rx.cond(
                door.agreed,
                rx.el.p(
                    badge(t("advisor.door.agreed"), tone="yes", icon_name="check"),
                    " ",
                    t_any("enum.AgreementHow.", door.how),
                ),
                rx.el.p(badge(t("advisor.door.not_agreed"), tone="warn")),
            ),
            rx.cond(
                door.minor,
                rx.el.div(
                    rx.el.p(t("advisor.door.minor"), class_name="soft"),
                    badge(
                        t_any("enum.RepresentativeStatus.", door.representative),
                        tone=rx.cond(door.representative == "received", "yes", "warn"),
                    ),
                    rx.cond(
                        door.representative == "pending",
                        button(t("advisor.door.signed"), kind="outline", on_click=state.signed),
                    ),
                    class_name="invite-signed",
                ),
            ),
            class_name="stack",
        ),
        class_name="stack",
    )


@page(
    "/conseil/jeunes/[youth_id]/acces",
    title="advisor.door.title",
    on_load=[YouthHeadState.load, InviteState.load_door],
    keeps=True,
)
def door() -> rx.Component:
    """How this youth comes in."""
    return youth_frame(
        "door",
        rx.el.div(
            rx.el.div(
                rx.el.h2(t("advisor.door.title")),
                rx.el.p(t("advisor.door.intro"), class_name="soft"),
                class_name="invite-door",
            ),
            rx.cond(InviteState.loaded, _door(), skeleton(4)),
            class_name="stack",
        ),
    )

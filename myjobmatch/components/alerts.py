"""Choosing one's alerts: this device, kinds by channel, quiet hours, addresses. The same parts for every role.

`familiar` is how the reader is addressed: "tu" for a youth, "vous" at a desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.components.actions import button
from myjobmatch.components.alert_signs import KIND_SIGNS
from myjobmatch.components.fields import chip_choice, select_field
from myjobmatch.components.icons import icon
from myjobmatch.components.surfaces import banner, card
from myjobmatch.domain.notifications import Channel
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.alerts import AlertsState, KindRow

MODULE = "$/utils/mjm/push"
HALF_HOURS = tuple(range(0, 24 * 60, 30))


@dataclass(frozen=True, slots=True)
class PushView:
    """Where this device stands: `loading`, `unsupported`, `ios`, `denied`, `off` or `on`."""

    state: str
    busy: bool
    failed: str


push: Any = rx.Var(
    _js_expr="push_",
    _var_type=PushView,
    _var_data=VarData(
        imports={MODULE: [ImportVar(tag="usePush")]}, hooks={"const push_ = usePush();": None}
    ),
).to(PushView)
"""A Var of `PushView`."""


class KeepRinging(rx.Component):
    """Tells the device whose page this is, and renews what it rings for."""

    library = MODULE
    tag = "KeepRinging"

    owner: rx.Var[str]


def _do(name: str) -> Any:
    return rx.Var(
        _js_expr=f"(() => {{ {name}(); }})",
        _var_data=VarData(imports={MODULE: [ImportVar(tag=name)]}),
    ).to(rx.EventChain)


def _said(familiar: bool, key: str, **params: Any) -> rx.Var[str]:
    return t(f"alerts.{'tu' if familiar else 'vous'}.{key}", **params)


def alerts_intro(*, familiar: bool) -> rx.Component:
    """Why, in plain words, before anything is asked."""
    return card(
        rx.el.p(_said(familiar, "intro")),
        rx.el.ul(
            *[
                rx.el.li(icon(name, size=20), rx.el.span(_said(familiar, key)))
                for name, key in (
                    ("sliders-horizontal", "point_choice"),
                    ("moon", "point_quiet"),
                    ("lock", "point_lock"),
                )
            ],
            class_name="alerts-points",
        ),
        class_name="stack",
    )


def _ask(familiar: bool) -> rx.Component:
    return rx.el.div(
        rx.el.p(_said(familiar, "device.off"), class_name="soft"),
        button(
            t("alerts.device.off_act"),
            icon_name="bell",
            wide=True,
            on_click=_do("turnOn"),
            disabled=push.busy,
        ),
        class_name="stack-tight",
    )


def _ringing() -> rx.Component:
    return rx.el.div(
        rx.el.p(
            icon("circle-check", size=20),
            rx.el.span(t("alerts.device.on")),
            class_name="alerts-state",
        ),
        rx.el.div(
            button(
                t("alerts.device.trial"),
                kind="outline",
                icon_name="bell-ring",
                on_click=AlertsState.try_out,
            ),
            button(t("alerts.device.stop"), kind="quiet", on_click=_do("turnOff")),
            class_name="row",
        ),
        class_name="stack-tight",
    )


def _denied(familiar: bool) -> rx.Component:
    return banner(
        rx.el.p(_said(familiar, "device.denied"), class_name="strong"),
        rx.el.p(_said(familiar, "device.denied_how")),
        tone="warn",
    )


def _ios(familiar: bool) -> rx.Component:
    return rx.el.div(
        rx.el.p(_said(familiar, "device.ios"), class_name="strong"),
        rx.el.ol(
            *[rx.el.li(_said(familiar, f"device.ios_{step}")) for step in (1, 2, 3)],
            class_name="alerts-steps",
        ),
        class_name="stack-tight",
    )


def alerts_device(*, familiar: bool) -> rx.Component:
    """This device: what it can, may and does."""
    return card(
        KeepRinging.create(owner=AlertsState.account),
        rx.el.h2(t("alerts.device.title"), class_name="alerts-title"),
        rx.el.div(
            rx.match(
                push.state,
                ("on", _ringing()),
                ("off", _ask(familiar)),
                ("denied", _denied(familiar)),
                ("ios", _ios(familiar)),
                ("unsupported", rx.el.p(_said(familiar, "device.unsupported"))),
                rx.el.p(t("common.loading"), class_name="soft"),
            ),
            custom_attrs={"data-push": push.state},
        ),
        rx.el.div(
            rx.cond(
                push.failed != "",
                banner(rx.el.p(t("alerts.device.failed")), tone="bad"),
            ),
            rx.match(
                AlertsState.trial,
                ("taken", banner(rx.el.p(t("alerts.device.trial_taken")), tone="yes")),
                ("later", banner(rx.el.p(t("alerts.device.trial_later")), tone="warn")),
                ("gone", banner(rx.el.p(t("alerts.device.trial_gone")), tone="warn")),
                rx.fragment(),
            ),
            role="status",
            class_name="alerts-told",
        ),
        rx.cond(
            AlertsState.devices_count > 1,
            rx.el.p(
                t("alerts.device.others", count=AlertsState.devices_count), class_name="soft small"
            ),
        ),
        class_name="stack",
    )


def _chip(row: rx.Var[KindRow], channel: Channel, chosen: Any) -> rx.Component:
    return chip_choice(
        t(f"alerts.channel.{channel.value}"),
        chosen=chosen,
        on_click=AlertsState.choose(row.kind, channel.value, ~chosen),
    )


def _kind(row: rx.Var[KindRow]) -> rx.Component:
    name = f"alerts-kind-{row.kind}"
    return rx.el.li(
        rx.el.p(
            rx.match(
                row.kind,
                *[(kind.value, icon(sign, size=20)) for kind, sign in KIND_SIGNS.items()],
                icon("bell", size=20),
            ),
            rx.el.span(t_any("alerts.kind.", row.kind), class_name="strong"),
            id=name,
            class_name="alerts-kind",
        ),
        rx.el.div(
            _chip(row, Channel.PUSH, row.push),
            rx.cond(AlertsState.email.verified != "", _chip(row, Channel.EMAIL, row.email)),
            rx.cond(AlertsState.sms.verified != "", _chip(row, Channel.SMS, row.sms)),
            role="group",
            aria_labelledby=name,
            class_name="alerts-chips",
        ),
        key=row.kind,
    )


def alerts_kinds(*, familiar: bool) -> rx.Component:
    """What, and how: a row a kind, a chip a channel that works."""
    return card(
        rx.el.h2(t("alerts.kinds.title"), class_name="alerts-title"),
        rx.el.p(_said(familiar, "kinds.text"), class_name="soft"),
        rx.el.ul(rx.foreach(AlertsState.kinds, _kind), class_name="alerts-kinds"),
        class_name="stack",
    )


def _hour(minutes: int) -> tuple[str, str]:
    return str(minutes), f"{minutes // 60:02d}:{minutes % 60:02d}"


def alerts_quiet(*, familiar: bool) -> rx.Component:
    """When nothing rings."""
    hours = [_hour(minutes) for minutes in HALF_HOURS]
    return card(
        rx.el.h2(t("alerts.quiet.title"), class_name="alerts-title"),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                id="quiet-on",
                checked=AlertsState.quiet_on,
                on_change=AlertsState.quiet,
                class_name="check",
            ),
            rx.el.span(t("alerts.quiet.on")),
            class_name="check-label",
        ),
        rx.cond(
            AlertsState.quiet_on,
            rx.el.div(
                select_field(
                    "quiet-from",
                    t("alerts.quiet.from"),
                    hours,
                    value=AlertsState.quiet_from,
                    on_change=AlertsState.quiet_start,
                ),
                select_field(
                    "quiet-to",
                    t("alerts.quiet.to"),
                    hours,
                    value=AlertsState.quiet_to,
                    on_change=AlertsState.quiet_end,
                ),
                class_name="alerts-hours",
            ),
        ),
        rx.el.p(_said(familiar, "quiet.text"), class_name="soft small"),
        class_name="stack",
    )


def _hidden(channel: Channel) -> rx.Component:
    return rx.el.input(type="hidden", name="channel", value=channel.value, read_only=True)


def _give(channel: Channel) -> rx.Component:
    sms = channel is Channel.SMS
    return rx.el.form(
        _hidden(channel),
        rx.el.div(
            rx.el.label(
                t(f"alerts.{channel.value}.label"),
                html_for=f"address-{channel.value}",
                class_name="field-label",
            ),
            rx.el.input(
                id=f"address-{channel.value}",
                name="address",
                type="tel" if sms else "email",
                auto_complete="tel" if sms else "email",
                max_length=254,
                required=True,
                class_name="input",
            ),
            *([rx.el.p(t("alerts.sms.hint"), class_name="field-hint")] if sms else []),
            class_name="field",
        ),
        button(t("alerts.get_code"), kind="outline", type="submit", wide=True),
        on_submit=AlertsState.give,
        class_name="stack-tight",
    )


def _enter(channel: Channel, contact: Any, familiar: bool) -> rx.Component:
    sms = channel is Channel.SMS
    return rx.el.form(
        _hidden(channel),
        rx.el.p(_said(familiar, "code.hint_sms" if sms else "code.hint", address=contact.pending)),
        rx.el.div(
            rx.el.label(
                t("alerts.code.label"), html_for=f"code-{channel.value}", class_name="field-label"
            ),
            rx.el.input(
                id=f"code-{channel.value}",
                name="code",
                input_mode="numeric",
                auto_complete="one-time-code",
                max_length=12,
                required=True,
                aria_describedby=f"code-{channel.value}-error",
                class_name="input alerts-code",
            ),
            rx.el.p(
                rx.cond(
                    AlertsState.wrong == channel.value,
                    rx.el.span(icon("circle-alert", size=18), rx.el.span(t("alerts.code.wrong"))),
                ),
                id=f"code-{channel.value}-error",
                class_name="field-error",
                aria_live="polite",
            ),
            class_name="field",
        ),
        button(t("alerts.code.send"), type="submit", wide=True),
        button(
            t("alerts.other_number" if sms else "alerts.other_address"),
            kind="quiet",
            wide=True,
            on_click=AlertsState.change(channel.value),
        ),
        on_submit=AlertsState.enter,
        class_name="stack-tight",
    )


def _used(channel: Channel, contact: Any) -> rx.Component:
    sms = channel is Channel.SMS
    return rx.el.div(
        rx.el.p(
            icon("circle-check", size=20),
            rx.el.span(contact.verified, custom_attrs={"dir": "ltr"}, class_name="alerts-address"),
            rx.el.span(t("alerts.verified"), class_name="visually-hidden"),
            class_name="alerts-state",
        ),
        rx.el.div(
            button(
                t("alerts.other_number" if sms else "alerts.other_address"),
                kind="quiet",
                on_click=AlertsState.change(channel.value),
            ),
            button(t("alerts.forget"), kind="quiet", on_click=AlertsState.forget(channel.value)),
            class_name="row",
        ),
        class_name="stack-tight",
    )


def _address(channel: Channel, contact: Any, familiar: bool) -> rx.Component:
    return rx.cond(
        contact.offered,
        card(
            rx.el.h2(t(f"alerts.{channel.value}.title"), class_name="alerts-title"),
            rx.el.p(_said(familiar, f"{channel.value}.text"), class_name="soft"),
            rx.cond(
                AlertsState.changing == channel.value,
                _give(channel),
                rx.cond(
                    contact.pending != "",
                    _enter(channel, contact, familiar),
                    rx.cond(contact.verified != "", _used(channel, contact), _give(channel)),
                ),
            ),
            class_name="stack",
        ),
    )


def alerts_addresses(*, familiar: bool) -> rx.Component:
    """E-mail and text messages: an address is used once its code was entered."""
    return rx.fragment(
        _address(Channel.EMAIL, AlertsState.email, familiar),
        _address(Channel.SMS, AlertsState.sms, familiar),
    )

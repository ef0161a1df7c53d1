"""A form that the browser itself sends: Reflex's own always prevents it, with or without a handler."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML


class _PlainForm(BaseHTML):
    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]
    enc_type: rx.Var[str]


def plain_form(*children: Any, **props: Any) -> rx.Component:
    """A form for an HTTP endpoint (`method`, `action`)."""
    return _PlainForm.create(*children, **props)

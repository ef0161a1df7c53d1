"""The frame of every youth page: the shell, the store's live link, and what must be told."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import phone_shell
from myjobmatch.components.install import install_notice
from myjobmatch.components.phone_notices import phone_notices
from myjobmatch.components.store import KeepLanguage, LivePhone
from myjobmatch.state.youth.phone import PhoneState


def youth_page(active: str, *children: Any, bare: bool = False) -> rx.Component:
    """A page of the bottom bar's `active` place; its `on_load` is `PhoneState.load`."""
    before, after = install_notice(active)
    return phone_shell(
        active,
        LivePhone.create(seq=PhoneState.seq),
        KeepLanguage.create(),
        phone_notices(),
        before,
        *children,
        after,
        bare=bare,
    )

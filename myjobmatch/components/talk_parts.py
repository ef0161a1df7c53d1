"""Conversations on the phone: what `client/talk.jsx` draws, and how messages look."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.client import IDB
from myjobmatch.components.icons import icon
from myjobmatch.components.links import nav_link
from myjobmatch.i18n.t import t, t_any

TALK = "$/utils/mjm/talk"
_KEPT: Any = {IDB: [rx.ImportVar(tag=None, render=False)]}


class _Talk(rx.Component):
    """A part of `client/talk.jsx`."""

    library = TALK

    def add_imports(self) -> Any:
        """The store stands behind all of them."""
        return _KEPT


class TalkComposer(_Talk):
    """Words, files, a voice, something shared: for the conversation that the address names."""

    tag = "TalkComposer"

    longest: rx.Var[int]


class TalkFile(_Talk):
    """One attachment of a message."""

    tag = "TalkFile"

    file: rx.Var[Any]


class MessageMenu(_Talk):
    """Editing and deleting a message of one's own."""

    tag = "MessageMenu"

    message: rx.Var[Any]


class ShareList(_Talk):
    """The offers that one may share."""

    tag = "ShareList"


class PhoneTyping(_Talk):
    """That somebody writes in the open conversation."""

    tag = "PhoneTyping"

    serial: rx.Var[int]
    conversation: rx.Var[str]
    name: rx.Var[str]


class TalkSearch(_Talk):
    """Searching what the phone holds."""

    tag = "TalkSearch"


def shared_card(card: Any, *, path: Any = None) -> rx.Component:
    """A shared card: what it is, two lines, whether it still stands; the whole of it opens what it shows."""
    inside = (
        rx.el.span(
            rx.match(
                card.kind,
                ("appointment", icon("calendar", size=18)),
                ("workshop", icon("users", size=18)),
                ("action", icon("list-checks", size=18)),
                icon("briefcase", size=18),
            ),
            rx.el.span(t_any("enum.CardKind.", card.kind)),
            rx.cond(
                card.state != "open",
                rx.el.span(t_any("enum.CardState.", card.state), class_name="badge tone-warn"),
            ),
            class_name="talk-card-head",
        ),
        rx.cond(card.title != "", rx.el.bdi(card.title, class_name="strong")),
        rx.cond(card.at, rx.el.span(t("talk.card.at", at=card.at))),
        rx.cond(card.line != "", rx.el.bdi(card.line)),
        rx.cond(card.second != "", rx.el.bdi(card.second, class_name="soft")),
    )
    return rx.cond(
        (card.path != "") & (card.state != "gone"),
        nav_link(*inside, href=card.path if path is None else path, class_name="talk-card"),
        rx.el.span(*inside, class_name="talk-card"),
    )

"""Conversations with one's youths."""

import reflex as rx

from myjobmatch.components import desk_shell, page_title
from myjobmatch.components.desk_messages import desk_messages
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.state.desk.messages import MessagesState


@page("/conseil/messages", title="common.messages.title", on_load=MessagesState.load)
def advisor_messages() -> rx.Component:
    """What my youths write to me."""
    return desk_shell(
        Role.ADVISOR,
        "messages",
        page_title(t("common.messages.title")),
        desk_messages(),
        wide=True,
    )

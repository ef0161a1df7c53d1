"""Conversations with one's youths, and the way to writing to several."""

import reflex as rx

from myjobmatch.components import desk_shell, link_button, page_title
from myjobmatch.components.sheets import sheet
from myjobmatch.components.talk_desk import talk_desk
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.talk import TalkState
from myjobmatch.state.typing import TypingState


@page(
    "/conseil/messages",
    title="common.messages.title",
    on_load=[TalkState.load, TypingState.watch],
)
def advisor_messages() -> rx.Component:
    """What my youths write to me."""
    return desk_shell(
        Role.ADVISOR,
        "messages",
        sheet("talk"),
        page_title(
            t("common.messages.title"),
            link_button(t("talkdesk.many.link"), href="/conseil/messages/plusieurs"),
        ),
        talk_desk(),
        wide=True,
    )

"""Conversations with the people who shared their first name."""

import reflex as rx

from myjobmatch.components import desk_shell, page_title
from myjobmatch.components.desk_messages import desk_messages
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.state.desk.messages import MessagesState


@page("/employeur/messages", title="common.messages.title", on_load=MessagesState.load)
def employer_messages() -> rx.Component:
    """What those I matched with write to me."""
    return desk_shell(
        (Role.RECRUITER, Role.EMPLOYMENT_OFFICER),
        "messages",
        page_title(t("common.messages.title"), intro=t("employer.messages.intro")),
        desk_messages(),
        wide=True,
    )

"""A youth's page: what needs me first, then what they did, can do and want; proposing an offer."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    open_button,
    skeleton,
)
from myjobmatch.components.desk_keys import DeskKeys
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.documents import shared_documents
from myjobmatch.pages.advisor.youth.frame import youth_frame
from myjobmatch.pages.advisor.youth.matches import matches
from myjobmatch.pages.advisor.youth.notes import next_steps, notes, quick_line
from myjobmatch.pages.advisor.youth.obstacles import obstacles
from myjobmatch.pages.advisor.youth.parts import facts
from myjobmatch.pages.advisor.youth.profile_card import own_words, profile_card
from myjobmatch.pages.advisor.youth.propose import DIALOG, propose_dialog
from myjobmatch.pages.advisor.youth.timeline import timeline
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.youth import YouthPageState
from myjobmatch.state.advisor.youth_head import YouthHeadState
from myjobmatch.state.advisor.youth_notes import YouthNotesState


@page(
    "/conseil/jeunes/[youth_id]",
    title="advisor.youth.title",
    on_load=[YouthHeadState.load, YouthNotesState.load, YouthPageState.load],
    keeps=True,
)
def youth() -> rx.Component:
    """One youth."""
    return youth_frame(
        "overview",
        DeskKeys.create(),
        rx.cond(YouthPageState.found, _file(), skeleton(6)),
        # beside the file, not in it: its button is there before the file has come
        propose_dialog(),
        actions=(_propose(),),
    )


def _propose() -> rx.Component:
    return rx.cond(
        YouthHeadState.own,
        open_button(
            t("advisor.youth.propose"),
            opens=DIALOG,
            kind="primary",
            icon_name="send",
            on_click=YouthPageState.look_for_offers,
        ),
    )


def _file() -> rx.Component:
    return rx.el.div(
        _attention(),
        quick_line(),
        rx.el.div(
            rx.el.div(next_steps(), notes(), class_name="stack"),
            rx.el.div(
                obstacles(),
                profile_card(),
                own_words(),
                class_name="stack",
            ),
            rx.el.div(
                matches(),
                facts(
                    t("advisor.youth.applications"),
                    YouthPageState.applications,
                    "enum.ApplicationStatus.",
                    t("advisor.youth.no_applications"),
                ),
                facts(
                    t("advisor.youth.proposals"),
                    YouthPageState.proposals,
                    "enum.ProposalStatus.",
                    t("advisor.youth.no_proposals"),
                ),
                shared_documents(),
                timeline(),
                class_name="stack",
            ),
            class_name="file-grid",
        ),
    )


def _attention() -> rx.Component:
    return rx.el.div(
        rx.foreach(
            YouthPageState.attention,
            lambda reason: badge(
                t_any("enum.Attention.", reason), tone="warn", icon_name="triangle-alert"
            ),
        ),
        class_name="row file-badges",
    )

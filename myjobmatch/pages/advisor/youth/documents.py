"""The documents that a youth lets their advisor read, on the youth's page."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import card, icon, out_link
from myjobmatch.i18n.t import t
from myjobmatch.state.advisor.youth import SharedDocument, YouthPageState


def _document(view: rx.Var[SharedDocument]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        out_link(
            icon("download", size=18),
            rx.el.span(one.name, custom_attrs={"dir": "auto"}),
            href="/api/v1/documents/" + one.id,
            aria_label=t("advisor.youth.document_open", name=one.name),
            class_name="row",
            custom_attrs={"download": ""},
        )
    )


def shared_documents() -> rx.Component:
    """Those that are shared; nothing when there are none."""
    return rx.cond(
        YouthPageState.documents.length() > 0,
        card(
            rx.el.h2(t("advisor.youth.documents")),
            rx.el.p(t("advisor.youth.documents_text"), class_name="soft small"),
            rx.el.ul(rx.foreach(YouthPageState.documents, _document), class_name="facts"),
        ),
    )

"""Documents kept private: sent, named, shared one by one with the advisor, taken away."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import button, card, empty_state, icon, out_link, skeleton
from myjobmatch.components.search_parts import put_back_banner
from myjobmatch.components.search_store import RenameForm, Upload, account, search, tap
from myjobmatch.components.store import act, store
from myjobmatch.domain.my_search import (
    LONGEST_DOCUMENT_NAME,
    MOST_BYTES_A_YOUTH,
    MOST_DOCUMENT_BYTES,
    MOST_DOCUMENTS,
    DocumentView,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.pages.youth.offers_file import back
from myjobmatch.state.youth.phone import PhoneState

_MIB = 1024 * 1024


def _document(view: rx.Var[DocumentView]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.el.div(
            rx.cond(one.kind == "pdf", icon("file-text", size=24), icon("image", size=24)),
            rx.el.div(
                rx.el.h2(one.name, custom_attrs={"dir": "auto"}),
                rx.el.p(
                    t_any("enum.DocumentKind.", one.kind),
                    " · ",
                    t("search.documents.size", size=(one.size / 1024).to(int)),
                    " · ",
                    t("search.documents.added", on=one.added_at),
                    class_name="soft small",
                ),
            ),
            class_name="search-document-head",
        ),
        rx.cond(
            store.me.advisor != "",
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    class_name="check",
                    checked=one.shared,
                    on_change=act("share_document", id=one.id, shared=~one.shared),
                ),
                rx.el.span(t("search.documents.share", advisor=store.me.advisor)),
                class_name="check-label",
            ),
        ),
        rx.el.div(
            rx.cond(
                store.online,
                out_link(
                    icon("download"),
                    rx.el.span(t("search.documents.open")),
                    href="/api/v1/documents/" + one.id,
                    class_name="btn btn-outline",
                    custom_attrs={"download": ""},
                    aria_label=t("search.documents.open_name", name=one.name),
                ),
            ),
            button(
                t("search.documents.delete"),
                kind="quiet",
                icon_name="trash-2",
                aria_label=t("search.documents.delete_name", name=one.name),
                on_click=tap("takeDocument", one),
            ),
            class_name="item-foot",
        ),
        rx.el.details(
            rx.el.summary(t("search.documents.rename")),
            RenameForm.create(document=one, most=LONGEST_DOCUMENT_NAME),
            class_name="fold",
        ),
        class_name="item",
        key=one.id,
    )


@page("/mon-espace/documents", title="search.documents.title", on_load=PhoneState.load)
def documents() -> rx.Component:
    """What is kept, and how to add to it."""
    return youth_page(
        "space",
        back(t("common.nav.space"), "/mon-espace"),
        rx.el.h1(t("search.documents.title"), class_name="search-title"),
        put_back_banner(),
        rx.cond(
            store.ready,
            rx.el.div(
                card(
                    rx.el.p(
                        icon("lock", size=18),
                        rx.el.span(t("search.documents.private")),
                        class_name="search-private",
                    ),
                    Upload.create(
                        account=account,
                        label=t("search.documents.add"),
                        accept=".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg",
                    ),
                    rx.el.p(
                        rx.cond(
                            store.online,
                            t(
                                "search.documents.limits",
                                most=MOST_DOCUMENT_BYTES // _MIB,
                                documents=MOST_DOCUMENTS,
                                room=MOST_BYTES_A_YOUTH // _MIB,
                            ),
                            t("search.documents.offline"),
                        ),
                        class_name="field-hint",
                    ),
                    class_name="stack",
                ),
                rx.cond(
                    search.documents.length() > 0,
                    rx.el.ul(rx.foreach(search.documents, _document), class_name="list"),
                    empty_state(
                        "folder-lock",
                        t("search.documents.empty"),
                        t("search.documents.empty_text"),
                    ),
                ),
                class_name="stack",
            ),
            skeleton(5),
        ),
    )

"""The company's offers: how each fares, and what to do with it."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    close_button,
    dialog,
    empty_state,
    link_button,
    nav_link,
    open_button,
    page_title,
    skeleton,
    text_area,
)
from myjobmatch.components.marked_words import marked_text, word_list
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.employer.endings import ending_dialogs
from myjobmatch.pages.employer.frame import employer_page, no_company
from myjobmatch.pages.registry import page
from myjobmatch.state.employer_offers import OfferRow, OffersState, WaitingRow


def _status(row: rx.Var[OfferRow]) -> rx.Component:
    label = t_any("enum.OfferStatus.", row.status)
    return rx.match(
        row.status,
        ("published", badge(label, tone="yes", icon_name="circle-check")),
        ("paused", badge(label, tone="warn", icon_name="circle-pause")),
        ("submitted", badge(label, tone="warn", icon_name="hourglass")),
        ("refused", badge(label, tone="bad", icon_name="circle-alert")),
        ("filled", badge(label, tone="no", icon_name="circle-check-big")),
        ("expired", badge(label, tone="no", icon_name="calendar-x")),
        ("withdrawn", badge(label, tone="no", icon_name="archive")),
        badge(label, icon_name="pencil"),
    )


def _figure(number: rx.Var[int], label: rx.Var[str]) -> rx.Component:
    return rx.el.div(
        rx.el.dd(number, class_name="figure-number"),
        rx.el.dt(label, class_name="figure-label"),
        class_name="figure",
    )


def _acts(row: rx.Var[OfferRow]) -> rx.Component:
    def move(label: str, name: str, icon_name: str) -> rx.Component:
        return button(
            t(label),
            kind="quiet",
            icon_name=icon_name,
            on_click=OffersState.move(row.id, row.version, name),
        )

    return rx.el.div(
        rx.cond(
            row.status == "published",
            link_button(
                t("employer.offers.candidates"),
                "/employeur/candidats?offre=" + row.id,
                kind="primary",
                icon_name="users",
                custom_attrs={"data-waits": rx.cond(row.likes > row.seen, "true", "false")},
            ),
        ),
        rx.cond(
            (row.status == "filled") | (row.status == "expired") | (row.status == "withdrawn"),
            None,
            link_button(
                t("employer.offers.edit"),
                "/employeur/offres/" + row.id,
                kind="outline",
                icon_name="pencil",
            ),
        ),
        rx.cond(row.status == "published", move("employer.offers.pause", "pause", "pause")),
        rx.cond(
            (row.status == "paused") | (row.status == "filled") | (row.status == "withdrawn"),
            move("employer.offers.resume", "resume", "play"),
        ),
        rx.cond(
            (row.status == "published") | (row.status == "paused"),
            rx.fragment(
                open_button(
                    t("employer.offers.fill"),
                    opens="fill-offer",
                    about=row.id,
                    kind="quiet",
                    icon_name="circle-check-big",
                    on_click=OffersState.ask(row.id),
                ),
                open_button(
                    t("employer.offers.withdraw"),
                    opens="withdraw-offer",
                    about=row.id,
                    kind="quiet",
                    icon_name="archive",
                    on_click=OffersState.ask(row.id),
                ),
            ),
        ),
        rx.cond(
            (row.status == "published") | (row.status == "paused") | (row.status == "expired"),
            rx.fragment(
                *[
                    button(
                        t("employer.offers.prolong", days=days),
                        kind="quiet",
                        icon_name="calendar-plus",
                        on_click=OffersState.prolong(row.id, row.version, days),
                    )
                    for days in (30, 60)
                ]
            ),
        ),
        button(
            t("employer.offers.duplicate"),
            kind="quiet",
            icon_name="copy",
            on_click=OffersState.copy_offer(row.id, OffersState.token),
        ),
        class_name="row offer-acts",
    )


def _row(row: rx.Var[OfferRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.h2(nav_link(row.title, href="/employeur/offres/" + row.id)),
                rx.el.p(
                    t_any("enum.ContractKind.", row.contract),
                    rx.cond(row.place != "", " · " + row.place, ""),
                    " · ",
                    t("employer.offers.positions", count=row.positions),
                    class_name="soft",
                ),
                rx.el.p(
                    _status(row),
                    rx.el.span(
                        rx.cond(
                            (row.status == "published") & (row.expires_at != ""),
                            t("employer.offers.until", at=row.expires_at),
                            t("employer.offers.changed", at=row.changed_at),
                        ),
                        class_name="soft small",
                    ),
                    class_name="row",
                ),
                class_name="offer-words",
            ),
            rx.el.dl(
                _figure(row.likes, t("employer.offers.likes", count=row.likes)),
                _figure(row.seen, t("employer.offers.seen", count=row.seen)),
                _figure(row.matches, t("employer.offers.matches", count=row.matches)),
                class_name="figures",
            ),
            class_name="offer-line",
        ),
        rx.cond(
            row.refusal_reason != "",
            banner(rx.el.p(t("employer.offers.refused", reason=row.refusal_reason)), tone="bad"),
        ),
        _acts(row),
        key=row.id,
        class_name="card offer-row",
    )


def _waiting(row: rx.Var[WaitingRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h3(row.title),
            rx.el.p(
                row.company, rx.cond(row.place != "", " · " + row.place, ""), class_name="soft"
            ),
            rx.cond(
                row.new_company,
                rx.el.p(badge(t("employer.review.new_company"), tone="warn")),
            ),
            rx.cond(
                row.words.length() > 0,
                rx.el.div(
                    rx.el.p(t("employer.review.words"), class_name="strong"),
                    marked_text(row.marked_title, t("employer.editor.name")),
                    marked_text(row.marked_text, t("employer.editor.description")),
                    word_list(row.words),
                    class_name="stack-small",
                ),
            ),
            rx.el.details(
                rx.el.summary(t("employer.review.read")),
                rx.el.p(row.description, class_name="long-text"),
            ),
        ),
        rx.el.div(
            button(
                t("employer.review.approve"),
                kind="yes",
                icon_name="check",
                on_click=OffersState.approve(row.id, row.version),
            ),
            open_button(
                t("employer.review.refuse"),
                opens="refuse-offer",
                about=row.id,
                on_click=OffersState.consider(row.id),
            ),
            class_name="row",
        ),
        key=row.id,
        class_name="card waiting-row",
    )


def _refusal() -> rx.Component:
    """Why an offer goes back; drawn anew, so closed, once it went."""
    return rx.el.div(
        dialog(
            "refuse-offer",
            t("employer.review.refuse_title"),
            rx.el.p(OffersState.reviewed.title, class_name="strong"),
            rx.el.form(
                text_area(
                    "reason",
                    t("employer.review.reason"),
                    hint=t("employer.review.reason_hint"),
                    rows=4,
                    required=True,
                    max_length=500,
                ),
                rx.el.div(
                    close_button(t("employer.review.cancel")),
                    button(t("employer.review.send"), kind="danger", type="submit"),
                    class_name="row dialog-acts",
                ),
                on_submit=OffersState.refuse,
                key=OffersState.reviewed.id,
                class_name="stack",
            ),
            about=OffersState.reviewed.id,
        ),
        key=OffersState.review_key,
    )


@page("/employeur/offres", title="employer.offers.title", on_load=OffersState.load)
def offers() -> rx.Component:
    """All offers, the latest change first."""
    return employer_page(
        "offers",
        page_title(
            t("employer.offers.title"),
            rx.cond(
                OffersState.company_id != "",
                link_button(
                    t("employer.offers.new"), "/employeur/offres/nouvelle", icon_name="plus"
                ),
            ),
            intro=t("employer.offers.intro"),
        ),
        rx.el.p(
            rx.cond(OffersState.done != "", t_any("employer.offers.done_", OffersState.done), ""),
            role="status",
            class_name="done-word",
        ),
        rx.cond(
            OffersState.loaded,
            rx.fragment(
                rx.cond(
                    OffersState.waiting.length() > 0,
                    rx.el.section(
                        rx.el.h2(t("employer.review.title")),
                        rx.el.ul(
                            rx.foreach(OffersState.waiting, _waiting), class_name="plain-list"
                        ),
                        _refusal(),
                        class_name="stack review",
                    ),
                ),
                rx.cond(
                    OffersState.company_id == "",
                    no_company(),
                    rx.cond(
                        OffersState.rows.length() > 0,
                        rx.fragment(
                            rx.el.ul(rx.foreach(OffersState.rows, _row), class_name="plain-list"),
                            ending_dialogs(),
                        ),
                        empty_state(
                            "briefcase",
                            t("employer.offers.empty"),
                            t("employer.offers.empty_text"),
                            link_button(
                                t("employer.offers.new"),
                                "/employeur/offres/nouvelle",
                                icon_name="plus",
                            ),
                        ),
                    ),
                ),
            ),
            card(skeleton(6)),
        ),
        choose=OffersState.choose,
    )

"""How an employer ends an offer: who got the job, and what is said to the others."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import button, checkbox_field, close_button, dialog
from myjobmatch.i18n.t import t
from myjobmatch.state.employer_offers import OffersState, Talk


def _talk(one: rx.Var[Talk]) -> rx.Component:
    return rx.el.li(
        checkbox_field("hired-" + one.id, rx.el.bdi(one.person), default_checked=one.hired),
        key=one.id,
    )


def ending_dialogs() -> rx.Component:
    """Both, about the offer asked of last; drawn anew, so closed, once it ended."""
    title = rx.el.p(OffersState.asked.title, class_name="strong", custom_attrs={"dir": "auto"})
    return rx.el.div(
        dialog(
            "fill-offer",
            t("employer.endings.fill_title"),
            title,
            rx.el.form(
                rx.cond(
                    OffersState.talks.length() > 0,
                    rx.el.fieldset(
                        rx.el.legend(t("employer.endings.who")),
                        rx.el.ul(rx.foreach(OffersState.talks, _talk), class_name="plain-list"),
                        rx.el.p(t("employer.endings.nobody"), class_name="soft small"),
                    ),
                ),
                rx.el.p(t("employer.endings.fill_text")),
                rx.el.div(
                    close_button(t("employer.endings.keep"), kind="outline"),
                    button(t("employer.endings.fill"), type="submit", icon_name="circle-check-big"),
                    class_name="row dialog-acts",
                ),
                on_submit=OffersState.fill,
                class_name="stack",
            ),
            about=OffersState.asked.id,
        ),
        dialog(
            "withdraw-offer",
            t("employer.endings.withdraw_title"),
            title,
            rx.el.p(t("employer.endings.withdraw_text")),
            rx.el.div(
                close_button(t("employer.endings.keep"), kind="outline"),
                close_button(
                    t("employer.offers.withdraw"), kind="danger", on_click=OffersState.withdraw
                ),
                class_name="row dialog-acts",
            ),
            about=OffersState.asked.id,
        ),
        key=OffersState.ended_key,
    )

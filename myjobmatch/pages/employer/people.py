"""The people of a company: who is in it, who is invited, who asks to be let in."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    close_button,
    dialog,
    icon,
    open_button,
    page_title,
    select_field,
    skeleton,
    text_field,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.employer.frame import company_tabs, employer_page, no_company
from myjobmatch.pages.registry import page
from myjobmatch.state.employer_people import InvitationRow, PeopleState, PersonRow, RequestRow


def _error(name: str) -> rx.Var[str]:
    return rx.cond(
        PeopleState.wrong_field == name,
        t_any("error.", PeopleState.problem, PeopleState.problem_params),
        "",
    )


def _role(owner: rx.Var[bool]) -> rx.Component:
    return rx.cond(
        owner,
        badge(t("enum.CompanyRole.owner"), tone="act", icon_name="key-round"),
        badge(t("enum.CompanyRole.recruiter")),
    )


def _person(row: rx.Var[PersonRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.bdi(row.name, class_name="strong"),
                " ",
                rx.cond(row.me, rx.el.span(t("company.people.me"), class_name="soft"), ""),
            ),
            rx.el.p(rx.el.bdi(row.email), class_name="soft small"),
        ),
        _role(row.owner),
        rx.cond(
            PeopleState.decides,
            rx.el.div(
                button(
                    rx.cond(
                        row.owner, t("company.people.to_recruiter"), t("company.people.to_owner")
                    ),
                    kind="quiet",
                    on_click=PeopleState.turn_role(row.id, ~row.owner),
                ),
                open_button(
                    rx.cond(row.me, t("company.people.leave"), t("company.people.remove")),
                    opens="remove-person",
                    about=row.id,
                    kind="quiet",
                    on_click=PeopleState.consider(row.id),
                ),
                class_name="row",
            ),
        ),
        key=row.id,
        class_name="company-row",
    )


def _invitation(row: rx.Var[InvitationRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.bdi(row.email, class_name="strong"),
                rx.cond(row.person != "", " · " + row.person, ""),
            ),
            rx.el.p(
                rx.cond(
                    row.over,
                    t("company.people.over", at=row.until),
                    t("company.people.until", sent=row.sent_at, at=row.until),
                ),
                class_name="soft small",
            ),
        ),
        rx.cond(
            row.over,
            badge(t("company.people.expired"), tone="warn", icon_name="hourglass"),
            _role(row.owner),
        ),
        rx.el.div(
            button(
                t("company.people.resend"),
                kind="quiet",
                icon_name="send",
                on_click=PeopleState.resend(row.email, row.person, row.owner),
            ),
            button(
                t("company.people.take_back"),
                kind="quiet",
                on_click=PeopleState.take_back(row.email),
            ),
            class_name="row",
        ),
        key=row.email,
        class_name="company-row",
    )


def _request(row: rx.Var[RequestRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(rx.el.bdi(row.name, class_name="strong")),
            rx.el.p(
                rx.el.bdi(row.email),
                " · ",
                t("company.people.asked", at=row.asked_at),
                class_name="soft small",
            ),
        ),
        rx.el.div(
            button(
                t("company.people.yes"),
                kind="yes",
                icon_name="check",
                on_click=PeopleState.settle(row.id, True),
            ),
            button(
                t("company.people.no"),
                kind="outline",
                on_click=PeopleState.settle(row.id, False),
            ),
            class_name="row",
        ),
        key=row.id,
        class_name="company-row",
    )


def _invite() -> rx.Component:
    return card(
        rx.el.h2(t("company.people.invite"), class_name="h3"),
        rx.el.p(t("company.people.invite_text"), class_name="soft"),
        rx.el.form(
            text_field(
                "email",
                t("company.door.email"),
                error=_error("email"),
                type="email",
                auto_complete="off",
                auto_capitalize="none",
                spell_check=False,
                max_length=254,
            ),
            text_field(
                "person",
                t("company.people.name"),
                hint=t("company.people.name_hint"),
                max_length=120,
            ),
            select_field(
                "role",
                t("company.people.role"),
                [
                    ("recruiter", t("company.people.role_recruiter")),
                    ("owner", t("company.people.role_owner")),
                ],
            ),
            rx.el.div(
                rx.cond(
                    PeopleState.wrong_field == "form",
                    banner(
                        rx.el.p(t_any("error.", PeopleState.problem, PeopleState.problem_params)),
                        tone="bad",
                    ),
                ),
                role="alert",
            ),
            button(t("company.people.send"), type="submit", icon_name="send"),
            on_submit=PeopleState.invite,
            key="invite" + PeopleState.form_key.to_string(),
            no_validate=True,
            class_name="stack",
        ),
        class_name="stack",
    )


def _removal() -> rx.Component:
    """Drawn anew, so closed, once they are gone."""
    return rx.el.div(
        dialog(
            "remove-person",
            rx.cond(
                PeopleState.leaving.me,
                t("company.people.leave_title"),
                t("company.people.remove_title", name=PeopleState.leaving.name),
            ),
            rx.el.p(t("company.people.remove_text")),
            rx.el.div(
                close_button(t("company.people.keep")),
                button(
                    rx.cond(
                        PeopleState.leaving.me,
                        t("company.people.leave"),
                        t("company.people.remove"),
                    ),
                    kind="danger",
                    on_click=PeopleState.remove,
                ),
                class_name="row dialog-acts",
            ),
            about=PeopleState.leaving.id,
        ),
        key=PeopleState.dialog_key,
    )


def _content() -> rx.Component:
    state = PeopleState
    return rx.fragment(
        rx.el.p(
            rx.cond(
                state.done != "",
                t_any("company.people.done_", state.done, rx.Var.create({"who": state.done_for})),
                "",
            ),
            role="status",
            class_name="done-word",
        ),
        rx.cond(
            state.requests.length() > 0,
            card(
                rx.el.h2(t("company.people.requests"), class_name="h3"),
                rx.el.p(t("company.people.requests_text"), class_name="soft"),
                rx.el.ul(rx.foreach(state.requests, _request), class_name="company-rows"),
                class_name="stack",
            ),
        ),
        rx.el.div(
            rx.el.div(
                card(
                    rx.el.h2(t("company.people.list"), class_name="h3"),
                    rx.cond(
                        state.people.length() > 0,
                        rx.el.ul(rx.foreach(state.people, _person), class_name="company-rows"),
                        rx.el.p(t("company.people.nobody"), class_name="soft"),
                    ),
                    rx.cond(
                        state.decides,
                        None,
                        rx.el.p(
                            icon("info", size=18),
                            rx.el.span(t("company.people.owners_decide")),
                            class_name="row soft small",
                        ),
                    ),
                    class_name="stack",
                ),
                rx.cond(
                    state.invitations.length() > 0,
                    card(
                        rx.el.h2(t("company.people.invitations"), class_name="h3"),
                        rx.el.ul(
                            rx.foreach(state.invitations, _invitation), class_name="company-rows"
                        ),
                        class_name="stack",
                    ),
                ),
                class_name="stack",
            ),
            rx.cond(state.decides & (state.company_status != "suspended"), _invite()),
            class_name="company-grid",
        ),
        _removal(),
    )


@page("/employeur/equipe", title="company.people.title", on_load=PeopleState.load, keeps=True)
def people() -> rx.Component:
    """The people of the company acted for."""
    return employer_page(
        "company",
        page_title(t("company.people.title"), intro=t("company.people.intro")),
        company_tabs("people"),
        rx.cond(
            PeopleState.loaded,
            rx.cond(PeopleState.company_id == "", no_company(), _content()),
            card(skeleton(6)),
        ),
        choose=PeopleState.choose,
    )

"""The companies of a structure: read who waits, approve, refuse, suspend, reinstate; and offers that wait."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    desk_shell,
    empty_state,
    page_title,
    skeleton,
)
from myjobmatch.components.marked_words import marked_text, word_list
from myjobmatch.components.sheets import sheet
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.employers import (
    CaseRow,
    EmployersState,
    OfferShown,
    StepShown,
    WaitingRow,
)


@page("/conseil/entreprises", title="company.cases.title", on_load=EmployersState.load)
def employers() -> rx.Component:
    """For the manager of a structure."""
    return desk_shell(Role.MANAGER, "companies", *_content())


@page("/employeur/entreprises", title="company.cases.title", on_load=EmployersState.load)
def companies() -> rx.Component:
    """For its employment officers."""
    return desk_shell(Role.EMPLOYMENT_OFFICER, "companies", *_content())


def _content() -> list[rx.Component]:
    state = EmployersState
    return [
        sheet("company"),
        page_title(t("company.cases.title"), intro=t("company.cases.intro")),
        rx.el.div(
            rx.cond(
                state.done != "",
                banner(
                    rx.el.p(
                        t_any(
                            "company.cases.done_",
                            state.done,
                            rx.Var.create({"name": state.done_for}),
                        )
                    ),
                    rx.cond(
                        state.undo != "",
                        button(
                            t("company.cases.undo"),
                            kind="quiet",
                            icon_name="undo-2",
                            on_click=state.accept(state.undo),
                        ),
                    ),
                    tone="yes",
                ),
            ),
            role="status",
        ),
        rx.cond(
            state.loaded,
            rx.el.div(
                rx.cond(
                    (state.waiting.length() == 0) & (state.rows.length() == 0),
                    empty_state(
                        "building-2", t("company.cases.none"), t("company.cases.none_text")
                    ),
                ),
                rx.foreach(state.waiting, _case),
                rx.cond(
                    state.rows.length() > 0,
                    rx.el.section(
                        rx.el.h2(t("company.cases.offers_alone")),
                        rx.foreach(state.rows, _offer_alone),
                        class_name="stack",
                    ),
                ),
                _list("company.cases.held", state.held),
                _list("company.cases.approved", state.approved),
                class_name="stack today-employers",
            ),
            skeleton(5),
        ),
    ]


def _list(title: str, cases: rx.Var[list[CaseRow]]) -> rx.Component:
    return rx.cond(
        cases.length() > 0,
        rx.el.section(
            rx.el.h2(t(title)),
            rx.el.div(rx.foreach(cases, _line), class_name="stack"),
            class_name="stack",
        ),
    )


def _fact(label: str, value: rx.Var[str] | rx.Component) -> rx.Component:
    return rx.el.div(rx.el.dt(t(label)), rx.el.dd(value))


def _known(case: rx.Var[CaseRow]) -> rx.Component:
    """What the directory says beside what was typed."""
    return rx.cond(
        case.known != "",
        rx.cond(
            case.closed,
            banner(rx.el.p(t("company.cases.closed", name=case.known)), tone="bad"),
            banner(
                rx.el.p(t("company.cases.known", name=case.known, place=case.known_place)),
                tone="yes",
            ),
        ),
        rx.cond(
            case.looked_up,
            banner(rx.el.p(t("company.cases.unknown")), tone="warn"),
            rx.el.p(t("company.cases.no_directory"), class_name="soft small"),
        ),
    )


def _offer(offer: rx.Var[OfferShown]) -> rx.Component:
    return rx.el.details(
        rx.el.summary(rx.el.bdi(offer.title), rx.cond(offer.place != "", " · " + offer.place, "")),
        rx.el.p(offer.description, dir="auto", class_name="company-long"),
        class_name="company-offer",
    )


def _step(step: rx.Var[StepShown]) -> rx.Component:
    return rx.el.li(
        t_any("enum.CompanyStatus.", step.after),
        ", ",
        t("company.cases.at", at=step.at),
        rx.cond(step.by != "", t("company.cases.by", name=step.by), ""),
        rx.cond(step.reason != "", rx.el.span(" « ", rx.el.bdi(step.reason), " »"), ""),
    )


def _life(case: rx.Var[CaseRow]) -> rx.Component:
    return rx.cond(
        case.steps.length() > 1,
        rx.el.details(
            rx.el.summary(t("company.cases.life")),
            rx.el.ul(rx.foreach(case.steps, _step), class_name="company-steps small"),
        ),
    )


def _reason(question: rx.Var[str]) -> list[rx.Component]:
    """A field without an id: drawn in each row, it would hide the others from Reflex's form."""
    state = EmployersState
    return [
        rx.el.label(
            rx.el.span(question, class_name="field-label"),
            rx.el.textarea(name="reason", rows="3", max_length=500, class_name="input"),
        ),
        rx.el.p(t("company.cases.reason_hint"), class_name="field-hint"),
        rx.el.p(
            rx.cond(state.problem != "", t_any("error.", state.problem, state.problem_params), ""),
            role="alert",
            class_name="field-error",
        ),
    ]


def _no(case: rx.Var[CaseRow], question: rx.Var[str], act: rx.Var[str]) -> rx.Component:
    """The reason for a no, under the buttons."""
    state = EmployersState
    return rx.cond(
        state.refusing == case.id,
        rx.el.form(
            *_reason(question),
            button(act, kind="danger", type="submit"),
            on_submit=state.decline,
            no_validate=True,
            class_name="stack",
        ),
    )


def _case(case: rx.Var[CaseRow]) -> rx.Component:
    """A company that waits."""
    state = EmployersState
    return card(
        rx.el.div(
            rx.el.h2(rx.el.bdi(case.name), class_name="h3"),
            badge(t("company.cases.waits"), tone="warn", icon_name="hourglass"),
            class_name="spread",
        ),
        _known(case),
        rx.el.dl(
            _fact("company.cases.siret", case.siret),
            _fact("company.cases.place", case.place),
            rx.cond(case.sector != "", _fact("company.cases.sector", case.sector)),
            rx.cond(case.people != "", _fact("company.cases.people", case.people)),
            _fact("company.cases.since", t("company.cases.at", at=case.since)),
            class_name="company-facts",
        ),
        rx.cond(
            case.presentation != "",
            rx.el.p(case.presentation, dir="auto", class_name="company-long"),
        ),
        rx.cond(
            case.offers.length() > 0,
            rx.el.div(
                rx.el.h3(
                    t("company.cases.offers", count=case.offers.length()), class_name="strong"
                ),
                rx.foreach(case.offers, _offer),
                class_name="stack",
            ),
            rx.el.p(t("company.cases.no_offer"), class_name="soft"),
        ),
        _life(case),
        rx.el.div(
            button(
                t("company.cases.approve", count=case.offers.length()),
                kind="yes",
                icon_name="check",
                on_click=state.accept(case.id),
            ),
            button(
                t("company.cases.refuse"),
                kind="outline",
                aria_expanded=rx.cond(state.refusing == case.id, "true", "false"),
                on_click=state.consider(case.id),
            ),
            class_name="row",
        ),
        _no(case, t("company.cases.reason_refuse"), t("company.cases.refuse_now")),
        key=case.id,
        class_name="stack company-case",
        custom_attrs={"data-status": case.status},
    )


def _line(case: rx.Var[CaseRow]) -> rx.Component:
    """A company that was decided on."""
    state = EmployersState
    return card(
        rx.el.div(
            rx.el.div(
                rx.el.h3(rx.el.bdi(case.name), class_name="strong"),
                rx.el.p(
                    case.place,
                    rx.cond(case.siret != "", " · SIRET " + case.siret, ""),
                    class_name="soft small",
                ),
            ),
            rx.cond(
                case.status == "approved",
                button(
                    t("company.cases.suspend"),
                    kind="quiet",
                    aria_expanded=rx.cond(state.refusing == case.id, "true", "false"),
                    aria_label=t("company.cases.suspend_name", name=case.name),
                    on_click=state.consider(case.id),
                ),
                rx.el.div(
                    badge(t_any("enum.CompanyStatus.", case.status), tone="bad"),
                    button(
                        rx.cond(
                            case.status == "suspended",
                            t("company.cases.reinstate"),
                            t("company.cases.approve_after_all"),
                        ),
                        kind="outline",
                        aria_label=rx.cond(
                            case.status == "suspended",
                            t("company.cases.reinstate_name", name=case.name),
                            t("company.cases.approve_name", name=case.name),
                        ),
                        on_click=state.accept(case.id),
                    ),
                    class_name="row",
                ),
            ),
            class_name="spread",
        ),
        rx.cond(case.reason != "", rx.el.p(t("company.reason"), " ", rx.el.bdi(case.reason))),
        _life(case),
        _no(case, t("company.cases.reason_suspend"), t("company.cases.suspend_now")),
        key=case.id,
        class_name="stack company-case",
        custom_attrs={"data-status": case.status},
    )


def _offer_alone(row: rx.Var[WaitingRow]) -> rx.Component:
    """An offer that waits although its company was approved."""
    state = EmployersState
    return card(
        rx.el.h3(row.title, class_name="h3"),
        rx.el.p(
            row.company,
            " · ",
            row.place,
            " · ",
            t("today.employers.since", at=row.since),
            class_name="soft small",
        ),
        rx.cond(
            row.marked_text.length() > 0,
            None,
            rx.el.p(row.description, dir="auto", class_name="file-note-text"),
        ),
        rx.cond(
            row.words.length() > 0,
            rx.el.div(
                rx.el.p(t("employer.review.words"), class_name="strong"),
                marked_text(row.marked_title, t("employer.editor.name")),
                marked_text(row.marked_text, t("employer.editor.description")),
                word_list(row.words),
                class_name="stack",
            ),
        ),
        rx.el.div(
            button(
                t("today.employers.publish"),
                icon_name="check",
                on_click=state.approve(row.id, row.version),
            ),
            button(
                t("today.employers.refuse"),
                kind="outline",
                aria_expanded=rx.cond(state.refusing == row.id, "true", "false"),
                on_click=state.consider(row.id),
            ),
            class_name="row",
        ),
        rx.cond(
            state.refusing == row.id,
            rx.el.form(
                *_reason(t("today.employers.reason")),
                button(t("today.employers.send_back"), kind="outline", type="submit"),
                on_submit=state.refuse,
                no_validate=True,
                class_name="stack",
            ),
        ),
        key=row.id,
        class_name="stack",
    )

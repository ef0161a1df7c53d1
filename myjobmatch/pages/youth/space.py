"""Mon espace: where the profile stands, how employers see it, who helps, and the reader's own settings."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    banner,
    card,
    close_button,
    dialog,
    icon,
    language_choice,
    link_button,
    nav_link,
    open_button,
    skeleton,
    theme_switch,
)
from myjobmatch.components.doors import doors_section
from myjobmatch.components.icons import easy_icon
from myjobmatch.components.install import haptics_switch, install_line
from myjobmatch.components.listen import LISTENED, listen
from myjobmatch.components.own_card import own_card
from myjobmatch.components.profile_store import STEP_ICONS, profile
from myjobmatch.components.shells import sign_out_button
from myjobmatch.components.store import store
from myjobmatch.components.welcome import request_card, small_question, welcome_call
from myjobmatch.components.who_answers import who_answers
from myjobmatch.domain.profile_view import STEPS
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.state.six_months import SixMonthsState
from myjobmatch.state.youth.phone import PhoneState

ADDRESS = "/mon-espace/profil"
OWN_CARD = "own-card"
MINE = "/mon-espace/mes-donnees"


def _title(key: str, easy: str) -> rx.Component:
    return rx.el.h2(easy_icon(easy), t(key), class_name="space-title")


def _count(key: str) -> Any:
    """How many things a step holds; none for those that are not counted."""
    return {
        "done": profile.experiences.length(),
        "skills": profile.skills.length(),
        "aptitudes": profile.aptitudes.length(),
        "occupations": profile.occupations.length(),
        "contracts": profile.contracts.length(),
    }.get(key)


def _told(key: str) -> rx.Component:
    count = _count(key)
    if count is not None:
        return rx.el.span(t("youth.space.count", count=count))
    if key == "travel":
        return rx.el.span(t("youth.profile.minutes.value", minutes=profile.max_minutes))
    return rx.el.span(
        rx.cond(
            profile.now_free,
            t("youth.profile.now"),
            t("youth.space.from", day=profile.available_from),
        )
    )


def _line(key: str) -> rx.Component:
    told = getattr(profile.told, key)
    return rx.el.li(
        nav_link(
            rx.el.span(icon(STEP_ICONS[key], size=20), class_name="line-sign"),
            rx.el.span(t_any("youth.profile.name.", rx.Var.create(key)), class_name="line-name"),
            rx.cond(
                told,
                rx.el.span(
                    icon("check", size=16, class_name="tick"), _told(key), class_name="line-told"
                ),
                rx.el.span(t("youth.space.to_tell"), class_name="line-told soft"),
            ),
            icon("chevron-right", size=18, class_name="line-go"),
            href=f"{ADDRESS}#{key}",
        )
    )


def _progress() -> rx.Component:
    """How far the profile is, in pieces, and the next small question."""
    return card(
        rx.el.div(
            rx.el.p(
                rx.el.span(
                    rx.match(
                        profile.done,
                        (0, t("youth.space.cheer_start")),
                        (len(STEPS), t("youth.space.cheer_full")),
                        t("youth.space.cheer", done=profile.done, total=len(STEPS)),
                    ),
                    class_name="strong",
                ),
            ),
            rx.el.div(
                *[
                    rx.el.span(
                        class_name="piece-bar",
                        custom_attrs={"data-on": rx.cond(profile.done > number, "yes", "no")},
                    )
                    for number in range(len(STEPS))
                ],
                class_name="piece-bars",
                aria_hidden="true",
            ),
            class_name="stack-tight",
        ),
        rx.cond(
            profile.next != "",
            rx.el.div(
                rx.el.p(t("youth.space.next"), class_name="soft small"),
                rx.el.p(t_any("youth.profile.question.", profile.next), class_name="next-question"),
                link_button(
                    t("youth.space.answer"),
                    ADDRESS + "#" + profile.next.to(str),
                    wide=True,
                    icon_name="arrow-right",
                ),
                class_name="stack-tight",
            ),
        ),
        nav_link(
            icon("layers", size=20),
            rx.el.span(t("youth.profile.eligible", count=profile.eligible)),
            icon("chevron-right", size=18),
            href="/decouvrir",
            class_name="space-offers",
        ),
        class_name="space-progress",
    )


def _papers() -> rx.Component:
    """What one takes along: the CV and documents."""
    return rx.el.nav(
        rx.el.ul(
            *[
                rx.el.li(
                    nav_link(
                        rx.el.span(icon(name, size=20), class_name="line-sign"),
                        rx.el.span(label, class_name="line-name"),
                        rx.el.span(),
                        icon("chevron-right", size=18, class_name="line-go"),
                        href=href,
                    )
                )
                for name, label, href in (
                    ("list-checks", t("week.title"), "/mon-espace/semaine"),
                    ("calendar-days", t("youth.space.appointments"), "/mon-espace/rendez-vous"),
                    ("file-text", t("search.tools.cv"), "/mon-espace/cv"),
                    ("folder-lock", t("search.tools.documents"), "/mon-espace/documents"),
                    ("presentation", t("youth.space.workshops"), "/mon-espace/ateliers"),
                )
            ],
            class_name="space-lines",
        ),
        aria_label=t("search.tools.papers"),
    )


def _asked() -> rx.Component:
    """Companies that do not know who they ask wait for an answer."""
    return rx.cond(
        store.sharing.open.length() > 0,
        card(
            _title("sharing.questions", "message-circle-question"),
            rx.el.p(t("sharing.questions_text"), class_name="soft"),
            link_button(
                t("youth.space.answer"), "/mon-espace/partage", wide=True, icon_name="arrow-right"
            ),
            class_name="stack-tight",
        ),
    )


def _erasing() -> rx.Component:
    """The account is to go: nobody finds that out by chance."""
    erasure = store.me.erasure
    return rx.cond(
        erasure,
        banner(
            rx.el.p(t("youth.space.erasing", day=erasure.due_on), class_name="strong"),
            nav_link(t("youth.space.erasing_see"), href=MINE, class_name="space-link"),
            tone="warn",
        ),
    )


def _six_months() -> rx.Component:
    """Half a year after an operation: one question."""
    return rx.cond(
        SixMonthsState.waiting,
        card(
            _title("sixmonths.call", "message-circle-question"),
            link_button(t("sixmonths.answer"), "/six-mois", wide=True, icon_name="arrow-right"),
            class_name="stack-tight",
        ),
    )


def _seen() -> rx.Component:
    return card(
        _title("youth.space.seen", "eye"),
        rx.el.p(t("youth.space.seen_text"), class_name="soft"),
        open_button(t("youth.space.seen_open"), opens=OWN_CARD, icon_name="eye", wide=True),
        dialog(
            OWN_CARD,
            t("youth.space.seen"),
            rx.el.div(
                own_card(),
                rx.el.p(
                    icon("lock", size=20),
                    rx.el.span(t("youth.space.seen_never")),
                    class_name="step-effect",
                ),
                close_button(t("common.close"), wide=True),
                class_name="stack",
            ),
            sheet=True,
        ),
        class_name="stack",
    )


def _advisor() -> rx.Component:
    return rx.cond(
        store.me.advisor != "",
        card(
            _title("youth.space.advisor", "user-round"),
            rx.el.div(
                rx.el.span(icon("message-circle", size=22), class_name="talk-sign"),
                rx.el.div(
                    rx.el.p(rx.el.bdi(store.me.advisor), class_name="strong"),
                    rx.el.p(rx.el.bdi(store.me.structure), class_name="soft small"),
                ),
                class_name="row",
            ),
            who_answers(),
            rx.cond(
                profile.advisor_thread != "",
                link_button(
                    t("youth.space.write"),
                    "/messages#" + profile.advisor_thread.to(str),
                    kind="outline",
                    wide=True,
                ),
            ),
            class_name="stack",
        ),
    )


def _settings() -> rx.Component:
    return card(
        _title("youth.space.settings", "settings"),
        nav_link(
            icon("bell", size=20),
            rx.el.span(t("youth.space.alerts")),
            icon("chevron-right", size=18),
            href="/mon-espace/alertes",
            class_name="space-alerts",
        ),
        rx.el.div(rx.el.p(t("common.language")), language_choice(), class_name="stack-tight"),
        rx.el.div(rx.el.span(t("common.theme")), theme_switch(), class_name="spread"),
        rx.el.div(rx.el.span(t("youth.space.haptics")), haptics_switch(), class_name="spread"),
        install_line(),
        class_name="stack",
    )


def _more() -> rx.Component:
    """Pages of one's own that are rarely needed."""

    def line(sign: str, text: rx.Var[str], href: str, **props: Any) -> rx.Component:
        return rx.el.li(
            nav_link(
                rx.el.span(icon(sign, size=20), class_name="line-sign"),
                rx.el.span(text, class_name="line-name"),
                icon("chevron-right", size=18, class_name="line-go"),
                href=href,
                **props,
            )
        )

    return rx.el.ul(
        line("eye", t("sharing.title"), "/mon-espace/partage"),
        line("file-text", t("youth.space.agreement"), "/mon-espace/accord"),
        line("fingerprint", t("common.keys.title"), "/mon-espace/securite"),
        line("archive", t("youth.space.data"), MINE),
        line(
            "hand",
            t("youth.space.gestures"),
            "/premiers-pas",
            on_click=welcome_call("lessonsAgain"),
        ),
        class_name="space-lines",
    )


def _privacy() -> rx.Component:
    return card(
        rx.el.div(_title("youth.space.privacy", "shield"), listen(), class_name="spread"),
        rx.el.ul(
            *[
                rx.el.li(icon(name, size=20), rx.el.span(text))
                for name, text in (
                    ("eye-off", t("youth.space.privacy_employer")),
                    ("house", t("youth.space.privacy_home")),
                    ("message-circle", t("youth.space.privacy_words")),
                )
            ],
            class_name="space-points",
        ),
        nav_link(t("youth.space.privacy_more"), href="/vie-privee", class_name="space-link"),
        class_name="stack",
        custom_attrs=LISTENED,
    )


@page("/mon-espace", title="youth.space.title", on_load=[PhoneState.load, SixMonthsState.look])
def space() -> rx.Component:
    """What is mine."""
    return youth_page(
        "space",
        rx.el.h1(
            rx.cond(
                store.me.first_name != "",
                t("youth.space.hello", name=store.me.first_name),
                t("youth.space.title"),
            ),
            class_name="space-hello",
        ),
        rx.cond(
            store.ready,
            rx.el.div(
                _erasing(),
                request_card(),
                _asked(),
                _six_months(),
                _progress(),
                small_question(),
                rx.el.nav(
                    rx.el.ul(*[_line(key) for key in STEPS], class_name="space-lines"),
                    aria_label=t("youth.profile.steps"),
                ),
                _papers(),
                doors_section(),
                _seen(),
                _advisor(),
                class_name="stack",
            ),
            skeleton(6),
        ),
        rx.el.div(
            _settings(), _more(), _privacy(), sign_out_button(), class_name="stack space-own"
        ),
    )

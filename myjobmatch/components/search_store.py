"""A youth's own search as its pages see it in the client store, and what their controls are.

The view is `client/search.js:searchOf`; `search_hooks.jsx` works without a network, `search_online.jsx` does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.components.store import store
from myjobmatch.domain.my_search import (
    CvFacts,
    DocumentView,
    ReminderView,
    SavedSearchView,
    StepView,
)
from myjobmatch.domain.outcomes import HireView, InterviewView
from myjobmatch.domain.tips import InterviewTips

HOOKS = "$/utils/mjm/search_hooks"
ONLINE = "$/utils/mjm/search_online"


@dataclass(frozen=True, slots=True)
class KeptReminder(ReminderView):
    """A reminder; `due` when its moment has come, `title` of the file it is about."""

    due: bool = False
    title: str = ""
    pending: bool = False


@dataclass(frozen=True, slots=True)
class KeptStep(StepView):
    """A step; `teller` who told it, of a match in which both know each other."""

    teller: str = ""


@dataclass(frozen=True, slots=True)
class KeptInterview(InterviewView):
    """An interview that lies ahead; `pending` while the answer waits, `tel` and `map` made of the place."""

    ends_at: datetime | None = None
    pending: bool = False
    tel: str = ""
    map: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """One thing that is followed. `kind`: match, application, like, tracked; `state`: `search.state.*`.

    `stage`, empty but of a match in touch: how far it has come; `asks_how`: the youth is asked how it went.
    """

    key: str
    kind: str
    id: str
    offer_id: str
    title: str
    company: str
    place: str
    url: str
    source: str
    status: str
    state: str
    reason: str
    over: bool
    pending: bool
    asks_now: bool
    since: datetime
    day: str
    company_id: str
    conversation_id: str
    steps: list[KeptStep]
    stage: str
    interview: KeptInterview | None
    hire: HireView | None
    asks_how: bool
    undoable: bool
    note: str
    reminders: list[KeptReminder]
    next_at: str


@dataclass(frozen=True, slots=True)
class MySearch:
    """All of it."""

    files: list[File]
    due: list[KeptReminder]
    asking: list[File]
    proposed: list[File]
    asks_how: list[File]
    going: list[File]
    over: list[File]
    searches: list[SavedSearchView]
    fresh: int
    documents: list[DocumentView]
    cv: CvFacts


@dataclass(frozen=True, slots=True)
class TakenAway:
    """What was taken away last."""

    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Tips:
    """Tips, and `some`, `loading`, `waiting` for a network or `unknown`."""

    tips: InterviewTips | None
    state: str


@dataclass(frozen=True, slots=True)
class FoundCard:
    """An offer that a search finds."""

    id: str
    title: str
    company: str
    place: str
    contract: str
    minutes: int | None
    published_at: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds, and `some`, `none`, `loading` or `waiting`."""

    offers: list[FoundCard]
    state: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The CV that is asked for and what the server says of it."""

    layout: str
    anonymous: bool
    language: str
    href: str
    picture: str
    missing: list[str]
    cut: int
    unprintable: int
    state: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form of an application made elsewhere begins with; `id` when one is corrected."""

    id: str


def hooked(name: str, hook: str, module: str, kind: Any) -> Any:
    """A Var that a hook of these modules fills, whatever component reads it."""
    return rx.Var(
        _js_expr=name,
        _var_type=kind,
        _var_data=VarData(
            imports={module: [ImportVar(tag=hook)]}, hooks={f"const {name} = {hook}();": None}
        ),
    ).to(kind)


search: Any = store.search.to(MySearch)
"""A Var of `MySearch`."""

file: Any = hooked("file_", "useFile", HOOKS, File)
"""The file that the address names; null for none."""

taken_away: Any = hooked("taken_", "useTakenAway", HOOKS, TakenAway)
draft: Any = hooked("draft_", "useDraft", HOOKS, Draft)
tips: Any = hooked("tips_", "useTips", ONLINE, Tips)
saved_search: Any = hooked("saved_", "useSavedSearch", ONLINE, SavedSearchView)
found: Any = hooked("found_", "useFound", ONLINE, Found)
sheet: Any = hooked("sheet_", "useCv", ONLINE, Sheet)


account: Any = store.account.to(str)
"""Whose the phone is: the account's public id."""


def tap(name: str, *arguments: Any, module: str = HOOKS) -> Any:
    """For `on_click`: a function of these modules, in the browser alone."""
    values = tuple(rx.Var.create(argument) for argument in arguments)
    return rx.Var(
        _js_expr=f"(() => {{ {name}({', '.join(str(value) for value in values)}); }})",
        _var_data=VarData.merge(
            VarData(imports={module: [ImportVar(tag=name)]}),
            *(value._get_all_var_data() for value in values),
        ),
    ).to(rx.EventChain)


class TrackedForm(rx.Component):
    """The form of an application made elsewhere: fields by name, kept on the phone first."""

    library = HOOKS
    tag = "TrackedForm"


class TakeAway(rx.Component):
    """The button that takes an application away."""

    library = HOOKS
    tag = "TakeAway"

    file: rx.Var[Any]


class NoteBox(rx.Component):
    """A note that keeps itself."""

    library = HOOKS
    tag = "NoteBox"

    name: rx.Var[str]
    value: rx.Var[str]
    most: rx.Var[int]


class ReminderForm(rx.Component):
    """A new reminder on a file."""

    library = HOOKS
    tag = "ReminderForm"

    name: rx.Var[str]
    suggestion: rx.Var[str]
    most: rx.Var[int]


class SearchForm(rx.Component):
    """The form of a saved search."""

    library = ONLINE
    tag = "SearchForm"


class LikeFound(rx.Component):
    """Likes an offer of a list."""

    library = ONLINE
    tag = "LikeFound"

    offer: rx.Var[Any]
    label: rx.Var[str]
    liked: rx.Var[str]


class CvText(rx.Component):
    """A text of the CV that keeps itself; `rows` makes it one of several lines."""

    library = ONLINE
    tag = "CvText"

    name: rx.Var[str]
    value: rx.Var[Any]
    rows: rx.Var[int]


class CvExperience(rx.Component):
    """Whether an experience stands in the CV."""

    library = ONLINE
    tag = "CvExperience"

    experience: rx.Var[Any]
    hidden: rx.Var[Any]
    label: rx.Var[str]


class Upload(rx.Component):
    """Sends a document, and says how far it is."""

    library = ONLINE
    tag = "Upload"

    account: rx.Var[str]
    label: rx.Var[str]
    accept: rx.Var[str]


class RenameForm(rx.Component):
    """Another name for a document."""

    library = ONLINE
    tag = "RenameForm"

    document: rx.Var[Any]
    most: rx.Var[int]

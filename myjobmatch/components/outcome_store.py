"""How it goes on with a company, as its controls see it (`client/outcome_hooks.jsx`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import reflex as rx

from myjobmatch.components.search_store import hooked, tap

MODULE = "$/utils/mjm/outcome_hooks"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said last: `kind` of `outcome.said.*`; what of it can be taken back by `interview_id` or `match_id`."""

    kind: str
    at: datetime
    company: str
    interview_id: str
    match_id: str


said: Any = hooked("outcome_said_", "useSaid", MODULE, Said)
"""A Var of `Said`; null for nothing."""


def tell(name: str, *arguments: Any) -> Any:
    """For `on_click`: `answerInterview`, `cancelInterview`, `sayHow`, `sayOutcome`, `undoOutcome`, `askTerms`…"""
    return tap(name, *arguments, module=MODULE)


class HireForm(rx.Component):
    """The contract of the hire that was told last."""

    library = MODULE
    tag = "HireForm"

"""The life of an action, what it counts for, and what may be said of it."""

from datetime import date, timedelta

import pytest

from myjobmatch.domain.action_catalogue import SHARED
from myjobmatch.domain.actions import (
    ACTION,
    DEFAULT_MINUTES,
    ActionCategory,
    ActionStatus,
    checked_done_day,
    checked_minutes,
    checked_planned_day,
    hours_of_action,
)
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.weeks import HourStage
from myjobmatch.i18n.catalogue import messages

DAY = date(2026, 9, 14)
S = ActionStatus


def test_hours_by_default_are_those_of_the_field() -> None:
    hours = {category: minutes / 60 for category, minutes in DEFAULT_MINUTES.items()}
    three = {ActionCategory.EMPLOYMENT, ActionCategory.TRAINING}
    assert hours == {one: 3 if one in three else 2 for one in ActionCategory}


def test_the_shared_catalogue_has_something_of_each_category_and_is_named() -> None:
    assert {entry.category for entry in SHARED.values()} == set(ActionCategory)
    for key in SHARED:
        assert checked_public_id(key) == key
        assert f"week.default.{key}" in messages("fr")


@pytest.mark.parametrize(
    ("status", "planned", "done", "stage", "day"),
    [
        (S.AGREED, DAY, None, HourStage.PLANNED, DAY),
        (S.AGREED, None, None, None, None),
        (S.DECLARED, DAY, DAY - timedelta(days=7), HourStage.WAITING, DAY - timedelta(days=7)),
        (S.VALIDATED, None, DAY, HourStage.VALIDATED, DAY),
        (S.RETURNED, None, DAY, HourStage.PLANNED, DAY),
        (S.CANCELLED, DAY, DAY, None, None),
    ],
)
def test_what_an_action_counts_for(
    status: S, planned: date | None, done: date | None, stage: HourStage | None, day: date | None
) -> None:
    counted = hours_of_action(status, 90, planned, done)
    assert (counted and counted.stage, counted and counted.day) == (stage, day)


def test_a_validated_action_goes_back_by_undoing_only_and_never_to_the_bin() -> None:
    with pytest.raises(Conflict, match="action_transition"):
        ACTION.check(S.VALIDATED, S.CANCELLED)
    assert ACTION.allows(S.DECLARED, S.RETURNED)
    assert not ACTION.allows(S.AGREED, S.RETURNED)


@pytest.mark.parametrize("minutes", [0, 14, 20, 35 * 60 + 15, -15])
def test_durations_are_quarters_of_hours(minutes: int) -> None:
    with pytest.raises(Invalid, match="action_minutes"):
        checked_minutes(minutes)


def test_days_are_near() -> None:
    assert checked_done_day(DAY, DAY) == DAY
    with pytest.raises(Invalid, match="future"):
        checked_done_day(DAY + timedelta(days=1), DAY)
    with pytest.raises(Invalid, match="old"):
        checked_done_day(DAY - timedelta(days=63), DAY)
    with pytest.raises(Invalid, match="plan"):
        checked_planned_day(DAY + timedelta(days=367), DAY)

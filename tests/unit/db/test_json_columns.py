"""What a column of JSON takes: everything that JSON can say, however odd, and nothing else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from myjobmatch.db.engine import _compact_json
from myjobmatch.domain.enums import Schedule


@pytest.mark.parametrize(
    "value",
    [
        ["day", "night"],
        {"é": [1, 2.5, None, True], "b": {}},
        {"half": "\ud83d"},
        {3: "a number for a key"},
        2**80,
        [Schedule.NIGHT],
    ],
)
def test_it_is_kept_as_it_always_was(value: Any) -> None:
    assert _compact_json(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(TypeError):
        _compact_json({"at": datetime(2026, 11, 30, tzinfo=UTC)})

"""How much of the candidates one company may look at: enough to recruit, too little to gather.

Nobody is named on a card, yet many cards from many places, side by side, may tell where somebody lives
(docs/candidates.md, docs/security.md).
"""

from datetime import timedelta

DEALT_A_DAY = 80
"""How many cards a company is shown for the first time in a day: all its recruiters and offers together."""

MORE_A_TIME = 80
"""How many more an officer lets a company see on a day, each time."""

MOST_MORE = 5
"""How often a day."""

PLACES_TOLD = 1
"""From how many places a company is told a band of one person's way; from others, that it is within their reach.

Two would let an attacker locate one person in four (tests/integration/services/test_locating.py).
"""

TOLD_FOR = timedelta(days=365)
"""How long that counts."""

LONGEST_REASON = 300

_CELL = 0.01


def cell_of(latitude: float, longitude: float) -> str:
    """The square of about a kilometre that a place lies in: two doors of one street are one place."""
    return f"{round(latitude / _CELL)}:{round(longitude / _CELL)}"

"""The code on the room's screen: another one every twenty seconds, made of a secret and the clock.

It holds while it is shown and while the next one is: a picture of it that is sent to somebody comes too late.
"""

import hashlib
import hmac
import re
from datetime import datetime, timedelta

from myjobmatch.domain.activation_code import SIGNS
from myjobmatch.domain.errors import Invalid

STEP = timedelta(seconds=20)
STEPS_HELD = 2
"""The step shown and the one before it: between 20 and 40 seconds."""

LENGTH = 6
_MEANT = str.maketrans({"B": "8", "S": "5", "U": "V", "Z": "2"})
_BETWEEN = re.compile(r"[\s.\-_–—·]+")


def step_at(moment: datetime) -> int:
    """The number of the step that a moment lies in."""
    return int(moment.timestamp() // STEP.total_seconds())


def step_ends(step: int) -> float:
    """The moment at which a step ends, in seconds since 1970."""
    return (step + 1) * STEP.total_seconds()


def code_of(secret: str, step: int) -> str:
    """The code of a session's secret at a step: 27^6 of them."""
    digest = hmac.new(secret.encode(), str(step).encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest[:8], "big")
    signs = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(SIGNS))
        signs.append(SIGNS[rest])
    return "".join(signs)


def step_of(secret: str, code: str, moment: datetime) -> int | None:
    """The step that a code belongs to if it still holds at this moment."""
    now = step_at(moment)
    held = None
    for step in range(now, now - STEPS_HELD, -1):
        # every step is compared, and wholly: how long it takes tells nothing
        if hmac.compare_digest(code_of(secret, step), code) and held is None:
            held = step
    return held


def canonical(text: object) -> str:
    """A code as it is shown, from what was typed or scanned: any case, spaces and hyphens, look-alikes.

    Raises:
        Invalid: it cannot be a code (`attendance_code_form`).
    """
    if not isinstance(text, str) or len(text) > 40:
        raise Invalid("attendance_code_form")
    code = _BETWEEN.sub("", text).upper().translate(_MEANT)
    if len(code) != LENGTH or any(sign not in SIGNS for sign in code):
        raise Invalid("attendance_code_form")
    return code


def grouped(code: str) -> str:
    """A code as it is shown: `K7M-4QX`."""
    return f"{code[:3]}-{code[3:]}"

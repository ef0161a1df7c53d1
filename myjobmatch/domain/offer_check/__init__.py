"""What the words of an offer may not say: discrimination and scams, in French and English.

`check_text` reads one text. The rules are data, a file for a
few criteria each; `normal` makes a text comparable and remembers where each letter stood.
"""

from myjobmatch.domain.offer_check.check import check_text
from myjobmatch.domain.offer_check.finding import (
    KINDS,
    Finding,
    Segment,
    Severity,
    segments,
)
from myjobmatch.domain.offer_check.normal import folded

__all__ = ["KINDS", "Finding", "Segment", "Severity", "check_text", "folded", "segments"]

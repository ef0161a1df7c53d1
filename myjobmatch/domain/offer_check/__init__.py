"""What the words of an offer may not say: discrimination and scams, in French and English.

`check.check_text` reads one text. The rules are data, a file for a few criteria each; `normal` makes a
text comparable and remembers where each letter stood. The rules take a while to be made, so whoever
only speaks of findings does not load them.
"""

from myjobmatch.domain.offer_check.finding import (
    KINDS,
    Finding,
    Segment,
    Severity,
    segments,
)
from myjobmatch.domain.offer_check.normal import folded

__all__ = ["KINDS", "Finding", "Segment", "Severity", "folded", "segments"]

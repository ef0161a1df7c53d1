"""Why an employer may say no, as it is kept and as it is told."""

PASS_REASONS = ("skills", "experience", "availability", "travel", "looking_elsewhere", "other")
"""Why a candidate is passed: what the card says, and nothing that the law forbids to weigh."""


def reason_told(reason: str) -> str:
    """The reason as the catalogues know it; one that was not given is another one."""
    return reason if reason in PASS_REASONS else "other"

"""Whether a job is done from home."""

from myjobmatch.domain.enums import LabelledEnum


class Remote(LabelledEnum):
    """How much of the work may be done elsewhere than on the spot."""

    NONE = "none"
    PARTLY = "partly"
    FULLY = "fully"

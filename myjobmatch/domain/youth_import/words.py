"""The words of an import: what is imported, where it stands, what a row is and becomes."""

from enum import StrEnum

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_CELL_CHARS = 4_000
"""The limits of a file; what is beyond is refused with its line, never cut in silence."""


class ImportKind(StrEnum):
    """What a file holds."""

    YOUTHS = "youths"
    DOSSIERS = "dossiers"
    SITUATIONS = "situations"


class ImportStatus(StrEnum):
    """Where an import stands."""

    DRAFT = "draft"
    RUNNING = "running"
    DONE = "done"
    UNDONE = "undone"


class Field(StrEnum):
    """What a column may be; labels are `imports.field.<value>`."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    POSTCODE = "postcode"
    COMMUNE = "commune"
    SCHEME = "scheme"
    DOSSIER = "dossier"
    SEX = "sex"
    NATIONALITY = "nationality"
    DISABILITY = "disability"
    ADVISOR = "advisor"
    SITUATION = "situation"
    CONTRACT = "contract"
    SINCE = "since"
    UNTIL = "until"


class Severity(StrEnum):
    """How much a remark weighs: an error keeps the row out."""

    ERROR = "error"
    WARNING = "warning"


class RowVerdict(StrEnum):
    """What a row is, before anybody decides: labels are `imports.verdict.<value>`."""

    ERROR = "error"
    LIKELY = "likely"
    NEW = "new"
    SAME = "same"


class RowChoice(StrEnum):
    """What is to be done with a row."""

    CREATE = "create"
    UPDATE = "update"
    SKIP = "skip"


class RowOutcome(StrEnum):
    """What became of a row; labels are `imports.outcome.<value>`."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"
    UNDONE = "undone"
    KEPT = "kept"

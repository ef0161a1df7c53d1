"""A copy of everything that is held on a youth, for them: what its rows are made of (docs/your-data.md).

Regulation (EU) 2016/679, articles 15 and 20.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from myjobmatch.domain.enums import LabelledEnum, Role


class Who(LabelledEnum):
    """Who did something, as the copy says it: of other people their part, never their name."""

    ME = "me"
    ADVISOR = "advisor"
    COMPANY = "company"


def who_of(role: Role) -> Who | None:
    """What somebody of a role is to a youth; another youth is nobody."""
    if role is Role.YOUTH:
        return None
    return Who.COMPANY if role is Role.RECRUITER else Who.ADVISOR


@dataclass(frozen=True, slots=True)
class Ref:
    """What a row points to: by its public id and by words, never by the number that it has inside.

    `kind` says what it is where it has no title: a conversation with an advisor.
    """

    id: str = ""
    title: str = ""
    company: str = ""
    kind: LabelledEnum | None = None

    def told(self) -> dict[str, str]:
        """As it stands in a file: only what is known."""
        known = {"id": self.id, "kind": self.kind, "title": self.title, "company": self.company}
        return {name: str(value) for name, value in known.items() if value}


Row = Mapping[str, object]
"""A row by column: values, enums, `Ref`, `Who`, and what JSON holds."""


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that goes along: of which row, under which name to begin with, and where its bytes lie."""

    table: str
    public_id: str
    name: str
    stored_as: str


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """All that is held: rows by table, the files, and to whom one writes."""

    tables: Mapping[str, Sequence[Row]]
    files: Sequence[HeldFile]
    structure: str
    phone: str

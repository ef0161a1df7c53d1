"""What is told about a row that could not be read, or not wholly."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A row's trouble. `code` is the last part of the catalogue key `cli.import.problem.<code>`.

    `line` counts from 1 in the (uncompressed) file; `ref` is the source's own id of the row, where
    known; `skipped` tells that the row was left out, otherwise it was taken without the part named.
    Nothing of the row's content is here: reports are passed around.
    """

    file: str
    line: int
    ref: str
    code: str
    skipped: bool = False


OnProblem = Callable[[Problem], None]


class UnreadableSource(Exception):
    """The file or folder as a whole is not what it should be. `code` as in `cli.import.unreadable.<code>`."""

    def __init__(self, code: str, file: str) -> None:
        """Name the file and why it cannot be read."""
        super().__init__(f"{file}: {code}")
        self.code = code
        self.file = file

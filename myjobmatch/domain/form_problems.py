"""What is wrong with a form, field by field, and the refusal that carries it."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from myjobmatch.domain.errors import Invalid


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with a field: the code is the last part of the catalogue key `error.<code>`."""

    field: str
    code: str
    params: dict[str, str | int | float] = dataclasses.field(default_factory=dict)


class FormNotReady(Invalid):
    """Something of what was typed cannot be: `problems` says which fields, in the form's order, and why.

    Nothing was changed.
    """

    def __init__(self, code: str, problems: Sequence[FieldProblem]) -> None:
        """Refuse by a sentence of the whole form."""
        super().__init__(code)
        self.problems = list(problems)

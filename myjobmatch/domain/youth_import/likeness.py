"""Who is here already: by name, birth date and phone; certain, likely with the reason, or somebody else.

Certain is only what leaves no doubt, since a certain row is not asked about. What nearly fits is likely: whoever
imports decides. Names alike with other birth dates are two people.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from myjobmatch.domain.youth_import.names import name_key, near
from myjobmatch.domain.youth_import.rows import Person


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody known: a youth (dense id), or a row of the same file that will be one."""

    name: str
    """The name key."""
    birth_date: date | None
    phone: str
    dossier: str
    youth_id: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Whom a row is, how sure that is, and why: `imports.why.<why>`."""

    known: Known
    certain: bool
    why: str


class Register:
    """Everybody known, found by what a row says."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        """Begin with these."""
        self._by_dossier: dict[str, Known] = {}
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        self._by_birth: dict[date, list[Known]] = defaultdict(list)
        self._by_phone: dict[str, list[Known]] = defaultdict(list)
        self._by_content: dict[str, Known] = {}
        self._left_out: dict[str, Known] = {}
        self._youths: set[int] = set()
        for each in known:
            self.add(each)

    def add(self, known: Known, content_key: str = "") -> None:
        """One more."""
        if known.dossier:
            self._by_dossier.setdefault(known.dossier, known)
        if known.birth_date is not None:
            self._by_birth[known.birth_date].append(known)
        if known.phone:
            self._by_phone[known.phone].append(known)
        self._by_name[known.name].append(known)
        if known.youth_id is not None:
            self._youths.add(known.youth_id)
        if content_key:
            self._by_content.setdefault(content_key, known)

    def holds(self, youth_id: int) -> bool:
        """Whether this youth is among those known."""
        return youth_id in self._youths

    def remember(self, content_key: str, known: Known) -> None:
        """That row was this one before, whatever their file says now."""
        self._by_content.setdefault(content_key, known)

    def leave_out(self, content_key: str, known: Known) -> None:
        """That row was left out before, for being like this one: it is not somebody new the next time."""
        self._left_out.setdefault(content_key, known)

    def find(self, person: Person) -> Likeness | None:
        """Whom the person is; None for somebody new."""
        if before := self._by_content.get(person.content_key):
            return Likeness(before, True, "row_before")
        key = name_key(person.first_name, person.last_name)
        best: Likeness | None = None
        for known in self._candidates(person, key):
            found = _alike(person, key, known)
            if found is not None and (
                best is None or (found.certain, _RANK[found.why]) > (best.certain, _RANK[best.why])
            ):
                best = found
        if best is None and (left := self._left_out.get(person.content_key)):
            return Likeness(left, False, "left_out_before")
        return best

    def _candidates(self, person: Person, key: str) -> list[Known]:
        found: list[Known] = []
        if person.dossier and (known := self._by_dossier.get(person.dossier)):
            found.append(known)
        found += self._by_name.get(key, ())
        if person.birth_date is not None:
            found += self._by_birth.get(person.birth_date, ())
        if person.phone:
            found += self._by_phone.get(person.phone, ())
        return found


_REASONS = (
    "left_out_before",
    "name_only",
    "birth_swapped",
    "other_birth",
    "same_phone_birth",
    "more_names",
    "other_phone",
    "other_dossier",
    "dossier_other_name",
    "name_phone",
    "name_birth",
    "name_birth_phone",
    "dossier",
    "row_before",
)
_RANK = {why: rank for rank, why in enumerate(_REASONS)}


def _alike(person: Person, key: str, known: Known) -> Likeness | None:
    same_birth = person.birth_date is not None and person.birth_date == known.birth_date
    same_phone = bool(person.phone) and person.phone == known.phone
    other_phone = bool(person.phone) and bool(known.phone) and not same_phone
    unknown_birth = person.birth_date is None or known.birth_date is None
    if person.dossier and person.dossier == known.dossier:
        named = not key or near(key, known.name) or (same_birth and _share(key, known.name))
        why = "dossier" if named else "dossier_other_name"
        return Likeness(known, named, why)
    if key == known.name and key:
        return _same_name(person, known, same_birth, same_phone, other_phone, unknown_birth)
    if same_birth and key and near(key, known.name):
        return Likeness(known, False, "more_names")
    if same_birth and same_phone and _share(key, known.name):
        return Likeness(known, False, "same_phone_birth")
    return None


def _same_name(
    person: Person,
    known: Known,
    same_birth: bool,
    same_phone: bool,
    other_phone: bool,
    unknown_birth: bool,
) -> Likeness | None:
    other_dossier = bool(person.dossier) and bool(known.dossier)
    if same_birth or (unknown_birth and same_phone):
        if other_dossier:
            return Likeness(known, False, "other_dossier")
        if other_phone:
            return Likeness(known, False, "other_phone")
        if not same_birth:
            return Likeness(known, True, "name_phone")
        return Likeness(known, True, "name_birth_phone" if same_phone else "name_birth")
    if unknown_birth:
        return Likeness(known, False, "name_only")
    if same_phone:
        return Likeness(known, False, "other_birth")
    if _swapped(person.birth_date, known.birth_date):
        return Likeness(known, False, "birth_swapped")
    return None


def _share(one: str, other: str) -> bool:
    return bool(set(one.split()) & set(other.split()))


def _swapped(one: date | None, other: date | None) -> bool:
    if one is None or other is None:
        return False
    return (one.year, one.day, one.month) == (other.year, other.month, other.day)

"""An exhausted deck: which single constraint keeps most offers away, counted one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import DeckAside
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.cards import Relaxation
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.deck_terms import STEPS_MINUTES, DeckFilters, DeckTerms
from myjobmatch.domain.enums import ContractKind, Licence, RelaxKind
from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching.terms import count_passing, longest_way
from myjobmatch.services.asides import label_of, narrower
from myjobmatch.services.matching_runtime import MatchingRuntime

MOST_TOLD = 4
STEPS_TRIED = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose deck it is, and what it could not hold whatever gave way: ids decided, held, barred."""

    profile: CandidateProfile
    home: Point | None
    left_out: Sequence[int]
    barred: Sequence[int]
    locale: str


@dataclass(frozen=True, slots=True)
class _Case:
    told: Relaxation
    who: CandidateProfile
    terms: DeckTerms


async def relaxations(
    asked: Asked,
    filters: DeckFilters,
    standing: Sequence[DeckAside],
    uow: UnitOfWork,
    matching: MatchingRuntime,
) -> tuple[Relaxation, ...]:
    """What would bring more offers, most first: of each kind the best, of things put aside each.

    A longer way is told to the first step that brings at least half of what the longest one tried does.
    Exact: `count` is by how many the deck's eligible offers grow when that alone gives way.
    """
    who, figures = asked.profile, matching.parameters
    view = matching.offers.view()
    wished = who.wanted_occupation_ids
    today = paris_day(uow.clock.now())
    narrow = await narrower(standing, wished, uow, matching)
    now = narrow(filters.terms(today))
    cases = [
        _Case(told, person, narrow(wider.terms(today)))
        for told, person, wider in _wider(who, filters, longest_way(now, who, figures))
    ]
    for one in standing:
        rest = [other for other in standing if other is not one]
        without = await narrower(rest, wished, uow, matching)
        label = label_of(one, matching.catalogue, asked.locale)
        told = Relaxation(RelaxKind.ASIDE, one.value, 0, one.public_id, label)
        cases.append(_Case(told, who, without(filters.terms(today))))

    def count() -> list[Relaxation]:
        within = max(longest_way(case.terms, case.who, figures) for case in cases)
        ways = matching.travel.minutes_in_reach(view, asked.home, who.modes, within=within)
        out = view.rows_of([*asked.left_out, *asked.barred])

        def passing(person: CandidateProfile, terms: DeckTerms) -> int:
            return count_passing(person, terms, view, ways, out, figures)

        before = passing(who, now)
        return [replace(case.told, count=passing(case.who, case.terms) - before) for case in cases]

    if not cases:
        return ()
    return _best([told for told in await off_loop(count) if told.count > 0])


def _wider(
    who: CandidateProfile, filters: DeckFilters, longest: int
) -> Iterator[tuple[Relaxation, CandidateProfile, DeckFilters]]:
    """Each constraint of the filters and of the profile, with one step less of it."""
    for step in [step for step in STEPS_MINUTES if step > longest][:STEPS_TRIED]:
        yield Relaxation(RelaxKind.TRAVEL, str(step), 0), who, replace(filters, minutes=step)
    accepted = filters.contracts or who.contracts
    for kind in ContractKind:
        if accepted and kind not in accepted:
            wider = replace(filters, contracts=accepted | {kind})
            yield Relaxation(RelaxKind.CONTRACT, kind.value, 0), who, wider
    for schedule in sorted(filters.without):
        wider = replace(filters, without=filters.without - {schedule})
        yield Relaxation(RelaxKind.SCHEDULE, schedule.value, 0), who, wider
    if filters.time is not None:
        wider = replace(filters, time=None)
        yield Relaxation(RelaxKind.TIME, filters.time.value, 0), who, wider
    if filters.starts is not None:
        wider = replace(filters, starts=None)
        yield Relaxation(RelaxKind.STARTS, filters.starts.value, 0), who, wider
    for licence in Licence:
        if licence not in who.licences:
            held = replace(who, licences=who.licences | {licence})
            yield Relaxation(RelaxKind.LICENCE, licence.value, 0), held, filters


def _best(found: list[Relaxation]) -> tuple[Relaxation, ...]:
    ways = [told for told in found if told.kind is RelaxKind.TRAVEL]
    chosen = [told for told in found if told.kind is RelaxKind.ASIDE]
    if ways:
        most = max(told.count for told in ways)
        chosen.append(next(told for told in ways if 2 * told.count >= most))
    for kind in (RelaxKind.CONTRACT, RelaxKind.SCHEDULE, RelaxKind.TIME, RelaxKind.STARTS):
        of_kind = [told for told in found if told.kind is kind]
        if of_kind:
            chosen.append(max(of_kind, key=lambda told: told.count))
    chosen.sort(key=lambda told: -told.count)
    licences = [told for told in found if told.kind is RelaxKind.LICENCE]
    hint = [max(licences, key=lambda told: told.count)] if licences else []
    return (*chosen[:MOST_TOLD], *hint)

"""Tips before an interview, drawn from what the offer asks for and what the youth told of themselves."""

from dataclasses import dataclass, replace

from myjobmatch.db.aside import off_loop
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import Breakdown, Explanation, SkillMatch
from myjobmatch.domain.enums import ContractKind, Licence, Schedule, SkillOrigin
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.profiles import CandidateProfile, Journey, OfferProfile
from myjobmatch.domain.tips import MOST_MISSING, MOST_TOLD, InterviewTips, TipSkill, matched_first
from myjobmatch.domain.travel import clock_of
from myjobmatch.matching.explanation import explain
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.decisions import NEVER_SHOWN
from myjobmatch.services.deck_cards import place_of
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.my_search import own_tracked

SURE_ENOUGH = 0.55
"""Below this the title of an application made elsewhere is not taken for an occupation."""

_NO_SCORE = Breakdown(score=0.0, preference=None, coverage=None, feasibility=None, answer=None)
_LASTING = frozenset({ContractKind.CDI, ContractKind.OTHER})


@dataclass(frozen=True, slots=True)
class AskTips:
    """The file: `o-` and an offer's id, or `t-` and an application made elsewhere."""

    key: str


async def tips_for(
    app: Application, actor: Actor, query: AskTips, language: str | None = None
) -> InterviewTips:
    """Bring the engine up to date, and answer `interview_tips` in a language.

    Raises:
        Forbidden, NotFound: as `interview_tips`.
    """
    await app.matching.refresh()
    reader = replace(actor, locale=language) if language else actor
    return await app.run(interview_tips, reader, query, app.matching)


@service(is_youth, writes=False)
async def interview_tips(
    actor: Actor, query: AskTips, uow: UnitOfWork, matching: MatchingRuntime
) -> InterviewTips:
    """What to tell, what to be honest about, what to ask, how to get there.

    Raises:
        NotFound: no such file (`file_unknown`, `tracked_unknown`).
    """
    youth_id = actor.youth_id or 0
    profile = matching.with_near((await uow.youths.candidate_profiles([youth_id]))[youth_id])
    origins = dict(await uow.youths.skills(youth_id))
    if query.key.startswith("t-"):
        return await _elsewhere(actor, query.key, profile, origins, uow, matching)
    if not query.key.startswith("o-"):
        raise NotFound("file_unknown")
    offer = await uow.offers.by_public_id(checked_public_id(query.key[2:]))
    if offer is None or offer.status in NEVER_SHOWN:
        raise NotFound("file_unknown")
    row = (await uow.offers.rows([offer.id]))[offer.id]
    asked = matching.complete((await uow.offers.profiles([offer.id]))[offer.id])
    facts = (await uow.youths.lawful_facts([youth_id])).get(youth_id)
    home = facts.home if facts else None

    def travelled() -> Journey:
        return matching.travel.journey(
            home, place_of(offer), profile.modes, asked.schedules, within=240
        )

    way = await off_loop(travelled)
    return replace(
        _tips(query.key, profile, asked, origins, matching, actor.locale),
        title=offer.title,
        company=row.company_name,
        place=offer.place,
        asks=_asks(
            pay=bool(offer.pay_text),
            hours=offer.weekly_hours is not None,
            starts=offer.starts_on is not None,
            contract=offer.contract,
        ),
        minutes=way.minutes,
        mode=way.mode,
        estimated=way.estimated,
        last_return="" if way.last_return is None else clock_of(way.last_return),
        licences=tuple(Licence(value) for value in offer.licences_required),
        schedules=tuple(Schedule(value) for value in offer.schedules),
        contract=offer.contract,
    )


async def _elsewhere(
    actor: Actor,
    key: str,
    profile: CandidateProfile,
    origins: dict[int, SkillOrigin],
    uow: UnitOfWork,
    matching: MatchingRuntime,
) -> InterviewTips:
    """Of an application made elsewhere only its title is known: it may name an occupation."""
    tracked = await own_tracked(actor, key[2:], uow)
    found = await off_loop(matching.catalogue.find_occupations, tracked.title, 1)
    occupation = found[0][0] if found and found[0][1] >= SURE_ENOUGH else None
    asked = OfferProfile(offer_id=0, title=tracked.title, occupation_id=occupation)
    label = matching.catalogue.occupations.get(occupation, actor.locale) if occupation else ""
    return replace(
        _tips(key, profile, matching.complete(asked), origins, matching, actor.locale),
        title=tracked.title,
        company=tracked.company,
        place=tracked.place,
        asks=_asks(pay=False, hours=False, starts=False, contract=None),
        guessed=label,
    )


def _tips(
    key: str,
    profile: CandidateProfile,
    asked: OfferProfile,
    origins: dict[int, SkillOrigin],
    matching: MatchingRuntime,
    locale: str,
) -> InterviewTips:
    catalogue = matching.catalogue
    why: Explanation = explain(
        profile,
        asked,
        _NO_SCORE,
        skills=catalogue.space,
        label=lambda i: catalogue.skills.get(i, locale),
        aptitude_label=lambda i: catalogue.aptitudes.get(i, locale),
        parameters=matching.parameters,
    )

    def told(skill: SkillMatch) -> TipSkill:
        return TipSkill(
            skill.label,
            skill.by,
            skill.essential,
            origins.get(skill.skill_id, SkillOrigin.OTHER),
        )

    tell = tuple(told(skill) for skill in matched_first(why.matched, MOST_TOLD))
    near = tuple(told(skill) for skill in matched_first(why.near, MOST_MISSING))
    held = [catalogue.skills.get(i, locale) for i in profile.skill_ids]
    lean_on = tell[0].label if tell else next((label for label in held if label), "")
    return InterviewTips(
        key=key,
        title="",
        company="",
        place="",
        tell=tell,
        near=near,
        missing=tuple(s.label for s in matched_first(why.missing, MOST_MISSING)),
        aptitudes=why.aptitudes[:MOST_MISSING],
        lean_on=lean_on,
        asks=(),
        minutes=None,
        mode=None,
        estimated=True,
        last_return="",
        licences=(),
        schedules=(),
        contract=None,
        guessed="",
    )


def _asks(
    *, pay: bool, hours: bool, starts: bool, contract: ContractKind | None
) -> tuple[str, ...]:
    """What the offer leaves open comes first, then what is always good to ask."""
    told = {"hours": hours, "pay": pay, "starts": starts}
    codes = [code for code, known in told.items() if not known]
    codes += ["day", "learn"]
    if contract is ContractKind.APPRENTICESHIP:
        codes.append("school")
    elif contract is not None and contract not in _LASTING:
        codes.append("after")
    return (*codes, "next")

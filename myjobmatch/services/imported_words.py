"""How the words of a feed's offer are found in the catalogue: by code, by name, by family of words."""

from dataclasses import dataclass, field

from myjobmatch.db.repositories.feed import FrenchName
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.enums import SkillKind
from myjobmatch.domain.near_jobs import UsualWords, unpacked
from myjobmatch.domain.taxonomy import EntryRead, Name
from myjobmatch.integrations.aptitude_words import aptitude_family
from myjobmatch.integrations.france_travail import FeedOffer, SkillAsked
from myjobmatch.integrations.france_travail_words import folded
from myjobmatch.integrations.rome import SOURCE as ROME

SAMPLE = 20_000
"""So many adverts that are here already say what is usual, before a run's own."""


@dataclass(slots=True)
class Demands:
    """What an offer asks for, as catalogue ids, and the gaps told of it."""

    occupation_id: int | None = None
    skills: dict[int, bool] = field(default_factory=dict)
    aptitudes: set[int] = field(default_factory=set)
    gaps: list[str] = field(default_factory=list)


@dataclass(slots=True)
class OfferWords:
    """The catalogue, as an import of offers looks things up in it; loaded once an import."""

    occupations: dict[str, int]
    skills: dict[str, tuple[int, SkillKind]]
    names: dict[str, tuple[int, SkillKind]]
    families: dict[str, int]
    usual: UsualWords = field(default_factory=UsualWords)
    """What many adverts say: it does not tell a job from another."""

    @classmethod
    async def load(cls, uow: UnitOfWork) -> "OfferWords":
        """Read occupations, skills and their French names.

        Of several skills of one name ROME's wins, ESCO's comes last; of aptitudes, ours come before
        ROME's own: those are what youths choose among.
        """
        known = sorted(await uow.feed.french_names(), key=_rank)
        names: dict[str, tuple[int, SkillKind]] = {}
        families: dict[str, int] = {}
        for name in known:
            names.setdefault(folded(name.text), (name.skill_id, name.kind))
            if name.kind is SkillKind.SAVOIR_ETRE and (family := aptitude_family(name.text)):
                families.setdefault(family, name.skill_id)
        usual = UsualWords()
        for marks in await uow.feed.marks(SAMPLE):
            usual.meet(unpacked(marks))
        return cls(
            usual=usual,
            occupations=await uow.catalogue.occupations_by_code(ROME),
            skills=await uow.feed.skill_codes(ROME),
            names=names,
            families=families,
        )

    def skill(self, asked: SkillAsked) -> tuple[int, SkillKind] | None:
        """The skill that is meant: ROME's code, else a French name."""
        if asked.code in self.skills:
            return self.skills[asked.code]
        return self.names.get(folded(asked.label)) if asked.label else None

    def unknown_skills(self, offers: list[FeedOffer]) -> list[EntryRead]:
        """ROME skills that the offers name by a code and a label we do not have: to be created."""
        unknown = {
            asked.code: EntryRead(
                file="", line=offer.line, part="skills", source=ROME, code=asked.code,
                is_skill=True, names=(Name("fr", asked.label, preferred=True),),
                skill_kind=SkillKind.SAVOIR_FAIRE, rules=False,
            )
            for offer in reversed(offers)
            for asked in offer.skills
            if asked.code and asked.label and self.skill(asked) is None
        }  # fmt: skip
        return list(unknown.values())

    def learn(self, created: dict[str, int]) -> None:
        """Know the skills just created, by code."""
        self.skills |= {code: (id_, SkillKind.SAVOIR_FAIRE) for code, id_ in created.items()}

    def demands(self, offer: FeedOffer) -> Demands:
        """What an offer asks for, as catalogue ids."""
        found = Demands(occupation_id=self.occupations.get(offer.occupation_code))
        if offer.occupation_code and found.occupation_id is None:
            found.gaps.append("unknown_occupation")
        for asked in offer.skills:
            skill = self.skill(asked)
            if skill is None:
                family = aptitude_family(asked.label) if not asked.code else ""
                if family in self.families:
                    found.aptitudes.add(self.families[family])
                else:
                    found.gaps.append("unknown_skill")
            elif skill[1] is SkillKind.SAVOIR_ETRE:
                found.aptitudes.add(skill[0])
            else:
                found.skills[skill[0]] = found.skills.get(skill[0], False) or asked.essential
        for quality in offer.qualities:
            if (aptitude := self._aptitude(quality)) is None:
                found.gaps.append("unknown_aptitude")
            else:
                found.aptitudes.add(aptitude)
        return found

    def _aptitude(self, quality: str) -> int | None:
        named = self.names.get(folded(quality))
        if named is not None and named[1] is SkillKind.SAVOIR_ETRE:
            return named[0]
        return self.families.get(aptitude_family(quality))


def _rank(name: FrenchName) -> tuple[int, int]:
    if name.kind is SkillKind.SAVOIR_ETRE:
        return (0 if name.source != ROME else 1), name.skill_id
    return {ROME: 2, "esco": 4}.get(name.source, 3), name.skill_id

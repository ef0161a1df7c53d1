"""The demonstration's catalogue, put into the database: occupations of ROME, skills, aptitudes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from myjobmatch.db.models import (
    Occupation,
    OccupationAptitude,
    OccupationLabel,
    OccupationLink,
    OccupationSkill,
    Skill,
    SkillLabel,
)
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.catalogue.reader import Catalogue
from myjobmatch.domain.enums import LabelKind, SkillKind
from myjobmatch.services.notices import CATALOGUE

OCCUPATION_SOURCE = "rome"
SKILL_SOURCE = "demo"


@dataclass(frozen=True, slots=True)
class CatalogueIds:
    """Dense ids by code: ROME codes, our skills (S0001), our aptitudes (A01)."""

    occupations: dict[str, int]
    skills: dict[str, int]


async def load_catalogue(uow: UnitOfWork, catalogue: Catalogue) -> CatalogueIds:
    """Insert what is not there yet.

    An occupation that an import of ROME brought first keeps its names and its mobilities, and is
    linked to our skills.
    """
    known = await uow.catalogue.occupations_by_code(OCCUPATION_SOURCE)
    skills = await uow.catalogue.skills_by_code(SKILL_SOURCE)
    fresh = {
        row.rome_code: Occupation(source=OCCUPATION_SOURCE, code=row.rome_code, riasec=row.riasec)
        for row in catalogue.occupations
        if row.rome_code not in known
    }
    kinds = {row.code: SkillKind(row.kind) for row in catalogue.skills}
    kinds |= {row.code: SkillKind.SAVOIR_ETRE for row in catalogue.aptitudes}
    new_skills = {
        code: Skill(source=SKILL_SOURCE, code=code, kind=kind)
        for code, kind in kinds.items()
        if code not in skills
    }
    uow.session.add_all([*fresh.values(), *new_skills.values()])
    await uow.session.flush()
    occupations = known | {code: row.id for code, row in fresh.items()}
    skills |= {code: row.id for code, row in new_skills.items()}
    elsewhere = _elsewhere(catalogue)
    labels: list[dict[str, object]] = []
    for row in catalogue.occupations:
        if row.rome_code in fresh:
            own = _names(row.label_fr, row.label_en, row.synonyms_fr, row.synonyms_en)
            for language, kind, text in (*own, *elsewhere[row.rome_code]):
                labels.append(
                    {
                        "occupation_id": occupations[row.rome_code],
                        "language": language,
                        "kind": kind,
                        "text": text,
                    }
                )
    await uow.catalogue.insert(OccupationLabel, labels)
    named = {
        row.code: _names(row.label_fr, row.label_en, row.synonyms_fr, row.synonyms_en)
        for row in catalogue.skills
    }
    named |= {
        row.code: _names(row.label_fr, row.label_en, (row.sentence_fr,), (row.sentence_en,))
        for row in catalogue.aptitudes
    }
    await uow.catalogue.insert(
        SkillLabel,
        [
            {"skill_id": skills[code], "language": language, "kind": kind, "text": text}
            for code in new_skills
            for language, kind, text in (*named[code], *elsewhere[code])
        ],
    )
    ids = CatalogueIds(occupations, skills)
    await _link(uow, catalogue, set(fresh), set(new_skills), ids)
    uow.changed(CATALOGUE, 0)
    return ids


def _elsewhere(catalogue: Catalogue) -> dict[str, list[tuple[str, LabelKind, str]]]:
    """By code what it is called in other languages: each text once a language, the preferred one first."""
    found: dict[str, dict[tuple[str, str], LabelKind]] = defaultdict(dict)
    for name in catalogue.names:
        found[name.code][name.language, name.label] = LabelKind.PREFERRED
        for text in name.synonyms:
            found[name.code].setdefault((name.language, text), LabelKind.ALTERNATIVE)
    for told in catalogue.skill_texts:
        found[told.skill_code].setdefault((told.language, told.text), LabelKind.ALTERNATIVE)
    texts = {
        code: [(language, kind, text) for (language, text), kind in by_text.items()]
        for code, by_text in found.items()
    }
    return defaultdict(list, texts)


def _names(
    label_fr: str, label_en: str, synonyms_fr: Iterable[str], synonyms_en: Iterable[str]
) -> Iterable[tuple[str, LabelKind, str]]:
    for language, label, synonyms in (("fr", label_fr, synonyms_fr), ("en", label_en, synonyms_en)):
        yield language, LabelKind.PREFERRED, label
        for synonym in dict.fromkeys(synonyms):
            if synonym != label:
                yield language, LabelKind.ALTERNATIVE, synonym


async def _link(
    uow: UnitOfWork,
    catalogue: Catalogue,
    fresh: set[str],
    fresh_skills: set[str],
    ids: CatalogueIds,
) -> None:
    await uow.catalogue.insert(
        OccupationSkill,
        [
            {
                "occupation_id": ids.occupations[row.rome_code],
                "skill_id": ids.skills[row.skill_code],
                "essential": row.relation == "essential",
            }
            for row in catalogue.occupation_skills
            if row.skill_code in fresh_skills
        ],
    )
    await uow.catalogue.insert(
        OccupationAptitude,
        [
            {
                "occupation_id": ids.occupations[row.rome_code],
                "skill_id": ids.skills[row.aptitude_code],
            }
            for row in catalogue.occupation_aptitudes
            if row.aptitude_code in fresh_skills
        ],
    )
    await uow.catalogue.insert(
        OccupationLink,
        [
            {
                "from_id": ids.occupations[row.from_rome],
                "to_id": ids.occupations[row.to_rome],
                "near": row.kind == "near",
            }
            for row in catalogue.mobilities
            if row.from_rome in fresh
        ],
    )

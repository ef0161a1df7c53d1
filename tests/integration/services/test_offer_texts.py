"""What an offer's text suggests: occupations from its title, skills from its clauses, aptitudes."""

from dataclasses import dataclass

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Forbidden
from myjobmatch.services.application import Application
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.offer_texts import (
    TextQuery,
    check_wording,
    clauses,
    find_skills,
    list_aptitudes,
    suggest,
)
from tests import factories


@dataclass
class World:
    """A small catalogue, a recruiter and a youth."""

    app: Application
    words: factories.Words
    recruiter: Actor
    youth: Actor


@pytest.fixture
async def world(database: Database) -> World:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        return World(
            app=Application(database, database.clock, MatchingRuntime(database, None)),
            words=words,
            recruiter=await factories.recruiter(uow, await factories.company(uow, where)),
            youth=await factories.youth(uow, where),
        )


async def test_skills_come_from_the_clauses_and_occupations_from_the_title(world: World) -> None:
    query = TextQuery(
        "Vendeur en alimentation", "Vous conseillez un client et vous tenez une caisse."
    )
    hints = await suggest(world.app, world.recruiter, query)

    assert hints.occupations[0].id == world.words.occupations["D1106"]
    assert world.words.skills["till"] in {skill.skill_id for skill in hints.skills}
    assert hints.skills[0].from_text


async def test_what_is_chosen_is_not_suggested_again(world: World) -> None:
    till = world.words.skills["till"]
    query = TextQuery("", "Vous tenez une caisse.", chosen=frozenset({till}))
    hints = await suggest(world.app, world.recruiter, query)

    assert till not in {skill.skill_id for skill in hints.skills}


async def test_an_empty_text_suggests_nothing(world: World) -> None:
    hints = await suggest(world.app, world.recruiter, TextQuery("", ""))

    assert (hints.occupations, hints.skills, hints.wording.sound) == ((), (), True)


async def test_a_skill_is_found_by_meaning_and_aptitudes_are_all_there(world: World) -> None:
    app = world.app
    await app.matching.refresh()
    hits = await app.run(find_skills, world.recruiter, "réparer un vélo", app.matching)
    aptitudes = await app.run(list_aptitudes, world.recruiter, None, app.matching)

    assert hits[0].id == world.words.skills["bike"]
    assert [hint.label for hint in aptitudes] == ["Être attentif aux autres"]


async def test_only_employers_are_helped_to_write(world: World) -> None:
    with pytest.raises(Forbidden):
        await suggest(world.app, world.youth, TextQuery("Vendeur", ""))


def test_a_text_is_read_clause_by_clause() -> None:
    text = (
        "Vous servez les clients, tenez la caisse et rangez les rayons.\n- Nettoyer le sol ; vite"
    )

    assert clauses(text) == [
        "Vous servez les clients",
        "tenez la caisse",
        "rangez les rayons",
        "Nettoyer le sol",
    ]


def test_a_title_is_read_with_its_description() -> None:
    assert not check_wording("Serveuse", "Vous servez en salle.").sound
    assert check_wording("Serveuse", "Serveuse ou serveur, en salle.").sound

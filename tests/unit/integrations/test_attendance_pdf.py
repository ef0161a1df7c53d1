"""The attendance sheet: every line on it, heads on each page, whatever the names are written in."""

from __future__ import annotations

import pypdfium2

from myjobmatch.integrations.attendance_pdf import PrintedSheet, SheetLine, draw_sheet


def sheet(lines: tuple[SheetLine, ...]) -> PrintedSheet:
    return PrintedSheet(
        language="fr",
        title="Feuille",
        subject="Un atelier dont le titre est long " * 4,
        structure="Mission Locale",
        facts=("le 6 novembre", "Salle bleue"),
        heads=("Nom", "Présence", "Émargement"),
        lines=lines,
        total="tant",
        empty="Personne",
        note="Une note",
        foot="Imprimé",
        page="Page",
        signs=("Signature", "Cachet"),
    )


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_a_long_list_takes_the_pages_it_needs_and_each_has_its_heads() -> None:
    lines = tuple(SheetLine(f"Nom{number:03}", "Présence", "signé") for number in range(60))
    told = pages(draw_sheet(sheet(lines)))
    assert len(told) == 3
    assert all("Émargement" in text and f"/ {len(told)}" in text for text in told)
    assert all(f"Nom{number:03}" in "".join(told) for number in range(60))
    assert "Cachet" in told[-1]


def test_names_of_other_letters_and_very_long_ones_stand_on_their_line() -> None:
    names = (
        "Коваленко Оксана",
        "بن سعيد لينا",
        "Rakotomalala-Andriamanantena Maximilienne-Aurélie",
    )
    told = pages(draw_sheet(sheet(tuple(SheetLine(name, "Présence", "x" * 60) for name in names))))
    assert len(told) == 1
    assert names[0] in told[0]
    assert names[2] in told[0]


def test_nobody_is_told_so() -> None:
    assert "Personne" in pages(draw_sheet(sheet(())))[0]

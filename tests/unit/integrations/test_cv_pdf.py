"""The CV as a PDF: one page in both layouts, in any script that its fonts have, what does not fit is told."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from myjobmatch.domain.cv import CvContent, CvSection
from myjobmatch.domain.papers import CvLayout
from myjobmatch.integrations.cv_pdf import printed
from myjobmatch.integrations.cv_pdf.glyphs import printable
from myjobmatch.integrations.cv_pdf.preview import picture

CONTENT = CvContent(
    name="Lina Bensaïd",
    headline="Vendeuse",
    contact=("06 39 98 00 01", "lina@exemple.invalid"),
    contact_title="Contact",
    sections=(
        CvSection("Ce que je sais faire", ("Conseiller un client", "Tenir une caisse"), short=True),
        CvSection("Mes expériences", ("Stage à la boulangerie.", "Олександра продавала хліб.")),
        CvSection("Langues", ("Français", "العربية"), short=True, aside=True),
        CvSection("Vide", ()),
    ),
    language="fr",
    layout=CvLayout.CLEAR,
)


def read(pdf: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    return reader, reader.pages[0].extract_text()


@pytest.mark.parametrize("layout", list(CvLayout))
def test_the_sheet_is_one_page_of_real_text(layout: CvLayout) -> None:
    made = printed(replace(CONTENT, layout=layout))
    reader, text = read(made.pdf)
    assert (made.cut, made.unprintable) == (0, 0)
    for said in ("Lina Bensaïd", "Vendeuse", "Tenir une caisse", "Олександра", "06 39 98 00 01"):
        assert said in text
    assert "Vide" not in text
    assert reader.metadata is not None
    assert reader.metadata.title == "Lina Bensaïd"
    assert reader.root_object["/Lang"] == "fr"
    assert next(iter(reader.outline))["/Title"] == "Lina Bensaïd"  # type: ignore[index, call-overload]
    fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        (inner,) = font.get_object()["/DescendantFonts"]
        assert "/FontFile2" in inner.get_object()["/FontDescriptor"].get_object()


@pytest.mark.parametrize("layout", list(CvLayout))
def test_what_is_too_long_is_cut_and_counted(layout: CvLayout) -> None:
    long = CvSection("Mes expériences", tuple(f"{n} " + "très long " * 200 for n in range(40)))
    made = printed(replace(CONTENT, layout=layout, sections=(long, *CONTENT.sections)))
    _, text = read(made.pdf)
    assert made.cut >= 40
    assert "…" in text


def test_a_name_without_an_end_makes_a_page_too() -> None:
    made = printed(replace(CONTENT, name="x" * 3_000, sections=CONTENT.sections))
    read(made.pdf)
    assert made.cut > 0


def test_signs_without_a_drawing_are_left_out_and_counted() -> None:
    assert printable("Vendeuse 😀🎉 motivée") == ("Vendeuse motivée", 2)
    assert printable("e\u0301te\u0301\u2060") == ("été", 0)
    assert printable("\u200d \u200e") == ("", 0)
    assert printable("面接") == ("", 2)
    made = printed(replace(CONTENT, headline="Vendeuse 😀"))
    assert made.unprintable == 1


def test_the_preview_is_a_picture_of_the_page() -> None:
    drawn = picture(printed(CONTENT).pdf)
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) < 200_000

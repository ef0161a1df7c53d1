"""Drawing the agreement of an immersion: sections of labelled facts and of text, then a box for each signature."""

from dataclasses import dataclass

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from myjobmatch.integrations.cv_pdf.glyphs import FAMILIES, font_file, printable

WIDTH, HEIGHT = 210.0, 297.0
MARGIN = 17.0
INK = (29, 26, 72)
SOFT = (82, 78, 125)
LINE = (206, 201, 224)
TINT = (241, 238, 250)
LABEL_WIDTH = 52.0
SIGN_HEIGHT = 36.0
_POINT = 0.3528
"""Millimetres of a point."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, facts under it (label and value), then paragraphs."""

    heading: str
    facts: tuple[tuple[str, str], ...] = ()
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignBox:
    """Who signs here, under which name, and what was noted of it."""

    label: str
    name: str
    noted: str = ""


@dataclass(frozen=True, slots=True)
class PrintedAgreement:
    """All the words of an agreement, in order."""

    language: str
    title: str
    subject: str
    notice: str
    sections: tuple[Section, ...]
    signs_heading: str
    signs: tuple[SignBox, ...]
    foot: str
    page: str


class _Paper(FPDF):
    def __init__(self, printed: PrintedAgreement) -> None:
        super().__init__(unit="mm", format="A4")
        self.printed = printed
        self.set_auto_page_break(True, MARGIN + 6)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        for family in FAMILIES:
            for style, weight in (("", "regular"), ("B", "bold")):
                self.add_font(family, style, font_file(family, weight))
        self.set_fallback_fonts(FAMILIES[1:], exact_match=True)
        self.set_lang(printed.language)
        self.set_title(f"{printed.title} : {printed.subject}")
        self.set_creator("My Job Match")
        self.alias_nb_pages()
        self.set_text_shaping(use_shaping_engine=True)

    def footer(self) -> None:
        """Who printed it, when, and which page this is."""
        self.set_xy(MARGIN, HEIGHT - MARGIN)
        self._ink(8.5, SOFT)
        self.cell(WIDTH - 2 * MARGIN - 30, 4, printable(self.printed.foot)[0])
        self.cell(30, 4, f"{self.printed.page} {self.page_no()} / {{nb}}", align="R")

    def _ink(self, size: float, colour: tuple[int, int, int], *, bold: bool = False) -> None:
        self.set_font(FAMILIES[0], "B" if bold else "", size)
        self.set_text_color(*colour)

    def words(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: tuple[int, int, int] = INK,
        x: float = MARGIN,
        width: float = WIDTH - 2 * MARGIN,
        fill: bool = False,
    ) -> None:
        """A text over as many lines as it needs; its own line feeds are kept."""
        self._ink(size, colour, bold=bold)
        for part in text.split("\n"):
            self.set_x(x)
            self.multi_cell(
                width,
                size * _POINT * 1.35,
                printable(part)[0] or " ",
                align="L",
                fill=fill,
                padding=2 if fill else 0,
                new_x=XPos.LMARGIN,
                new_y=YPos.NEXT,
            )

    def fact(self, label: str, value: str) -> None:
        """A label and beside it what it says."""
        if not self.room_for(12):
            self.add_page()
        top = self.get_y()
        self.words(label, 9.5, colour=SOFT, width=LABEL_WIDTH - 3)
        below, page = self.get_y(), self.page
        self.set_y(top)
        self.words(value, 10, x=MARGIN + LABEL_WIDTH, width=WIDTH - 2 * MARGIN - LABEL_WIDTH)
        if self.page == page:
            self.set_y(max(below, self.get_y()))
        self.ln(1.2)

    def section(self, section: Section) -> None:
        """A heading that is never left alone at the foot of a page."""
        if not self.room_for(24):
            self.add_page()
        self.ln(3)
        self.start_section(section.heading, strict=False)
        self.words(section.heading, 12.5, bold=True)
        self.set_draw_color(*LINE)
        self.line(MARGIN, self.get_y() + 0.8, WIDTH - MARGIN, self.get_y() + 0.8)
        self.ln(2.4)
        for label, value in section.facts:
            self.fact(label, value)
        for paragraph in section.text:
            self.words(paragraph, 9.5)
            self.ln(1.2)

    def room_for(self, height: float) -> bool:
        """Whether so much fits under the pen."""
        return self.get_y() + height <= HEIGHT - MARGIN - 6

    def signs(self) -> None:
        """A box for each who signs, two beside one another, all on one page."""
        boxes = self.printed.signs
        lines = (len(boxes) + 1) // 2
        if not self.room_for(lines * (SIGN_HEIGHT + 4) + 16):
            self.add_page()
        self.ln(3)
        self.start_section(self.printed.signs_heading, strict=False)
        self.words(self.printed.signs_heading, 12.5, bold=True)
        self.ln(2)
        top, width = self.get_y(), (WIDTH - 2 * MARGIN - 6) / 2
        self.set_auto_page_break(False)
        for place, box in enumerate(boxes):
            x = MARGIN + place % 2 * (width + 6)
            y = top + place // 2 * (SIGN_HEIGHT + 4)
            self.set_draw_color(*LINE)
            self.rect(x, y, width, SIGN_HEIGHT)
            self.set_y(y + 1.5)
            self.words(box.label, 9.5, bold=True, x=x + 2, width=width - 4)
            self.words(box.name, 9.5, x=x + 2, width=width - 4)
            if box.noted:
                self.words(box.noted, 9, colour=SOFT, x=x + 2, width=width - 4)

    def close_fonts(self) -> None:
        """Let go of the fonts' files, which are read as letters are needed."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()


def draw_agreement(printed: PrintedAgreement) -> bytes:
    """The PDF's bytes."""
    paper = _Paper(printed)
    try:
        paper.add_page()
        paper.set_fill_color(*TINT)
        paper.words(printed.title, 18, bold=True)
        paper.words(printed.subject, 12.5)
        paper.ln(2)
        paper.words(printed.notice, 9.5, fill=True)
        for section in printed.sections:
            paper.section(section)
        paper.signs()
        return bytes(paper.output())
    finally:
        paper.close_fonts()

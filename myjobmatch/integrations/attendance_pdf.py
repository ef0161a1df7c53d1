"""Drawing an attendance sheet: as many A4 pages as its lines need, each with its heads and its number."""

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
COLUMNS = (66.0, 30.0, 80.0)
ROW = 9.0
SIGNS_HEIGHT = 34.0


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A participant's line."""

    name: str
    presence: str
    signed: str


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """All the words of a sheet, in the reader's language."""

    language: str
    title: str
    subject: str
    structure: str
    facts: tuple[str, ...]
    heads: tuple[str, str, str]
    lines: tuple[SheetLine, ...]
    total: str
    empty: str
    note: str
    foot: str
    page: str
    signs: tuple[str, str]


class _Paper(FPDF):
    def __init__(self, sheet: PrintedSheet) -> None:
        super().__init__(unit="mm", format="A4")
        self.sheet = sheet
        self.set_auto_page_break(False)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        for family in FAMILIES:
            for style, weight in (("", "regular"), ("B", "bold")):
                self.add_font(family, style, font_file(family, weight))
        self.set_fallback_fonts(FAMILIES[1:], exact_match=True)
        self.set_lang(sheet.language)
        self.set_title(f"{sheet.title}: {sheet.subject}")
        self.set_creator("My Job Match")
        self.alias_nb_pages()
        self.set_text_shaping(use_shaping_engine=True)

    def footer(self) -> None:
        """Who printed it, when, and which page this is."""
        self.set_y(HEIGHT - MARGIN)
        self.write_line(self.sheet.foot, 8.5, colour=SOFT, width=WIDTH - 2 * MARGIN - 30)
        self.set_xy(WIDTH - MARGIN - 30, HEIGHT - MARGIN)
        self.set_font(FAMILIES[0], size=8.5)
        self.cell(30, 4, f"{self.sheet.page} {self.page_no()} / {{nb}}", align="R")

    def write_line(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: tuple[int, int, int] = INK,
        width: float = WIDTH - 2 * MARGIN,
    ) -> None:
        """A text over as many lines as it needs."""
        self.set_font(FAMILIES[0], "B" if bold else "", size)
        self.set_text_color(*colour)
        self.set_x(MARGIN)
        self.multi_cell(
            width,
            size * 0.3528 * 1.35,
            printable(text)[0],
            align="L",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def heads(self) -> None:
        """The heads of the columns."""
        self.set_fill_color(*TINT)
        self.row(self.sheet.heads, bold=True, fill=True)

    def row(self, texts: tuple[str, str, str], *, bold: bool = False, fill: bool = False) -> None:
        """A line of the table; what does not fit in its column is made smaller, never cut."""
        self.set_draw_color(*LINE)
        self.set_text_color(*INK)
        x, y = MARGIN, self.get_y()
        for text, width in zip(texts, COLUMNS, strict=True):
            self.set_xy(x, y)
            plain = printable(text)[0]
            size = 10.0
            self.set_font(FAMILIES[0], "B" if bold else "", size)
            while self.get_string_width(plain) > width - 3 and size > 6:
                size -= 0.5
                self.set_font(FAMILIES[0], "B" if bold else "", size)
            self.cell(width, ROW, plain, border="B", fill=fill, align="L")
            x += width
        self.set_y(y + ROW)

    def room_for(self, height: float) -> bool:
        """Whether so much fits under the pen."""
        return self.get_y() + height <= HEIGHT - MARGIN - 6

    def close_fonts(self) -> None:
        """Let go of the fonts' files, which are read as letters are needed."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()


def draw_sheet(sheet: PrintedSheet) -> bytes:
    """The PDF's bytes."""
    paper = _Paper(sheet)
    try:
        paper.add_page()
        paper.write_line(sheet.structure, 10, colour=SOFT)
        paper.ln(1.5)
        paper.start_section(sheet.title, strict=False)
        paper.write_line(sheet.title, 20, bold=True)
        paper.write_line(sheet.subject, 14)
        paper.ln(2)
        for fact in sheet.facts:
            paper.write_line(fact, 10)
        paper.ln(4)
        _table(paper, sheet)
        paper.ln(3)
        paper.write_line(sheet.total, 10.5, bold=True)
        paper.write_line(sheet.note, 9, colour=SOFT)
        _signs(paper, sheet)
        return bytes(paper.output())
    finally:
        paper.close_fonts()


def _table(paper: _Paper, sheet: PrintedSheet) -> None:
    paper.heads()
    if not sheet.lines:
        paper.ln(2)
        paper.write_line(sheet.empty, 10, colour=SOFT)
    for line in sheet.lines:
        if not paper.room_for(ROW):
            paper.add_page()
            paper.heads()
        paper.row((line.name, line.presence, line.signed))


def _signs(paper: _Paper, sheet: PrintedSheet) -> None:
    """Two places to sign by hand."""
    if not paper.room_for(SIGNS_HEIGHT):
        paper.add_page()
    paper.ln(6)
    y, width = paper.get_y(), (WIDTH - 2 * MARGIN - 8) / 2
    for place, label in enumerate(sheet.signs):
        x = MARGIN + place * (width + 8)
        paper.set_draw_color(*LINE)
        paper.rect(x, y, width, SIGNS_HEIGHT - 8)
        paper.set_xy(x + 2, y + 1.5)
        paper.set_font(FAMILIES[0], size=9)
        paper.set_text_color(*SOFT)
        paper.cell(width - 4, 5, printable(label)[0])

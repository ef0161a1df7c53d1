"""Drawing a CV on one A4 sheet in its layout; nothing when it does not fit in."""

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from myjobmatch.domain.cv import CvContent, CvSection
from myjobmatch.domain.papers import CvLayout
from myjobmatch.integrations.cv_pdf.glyphs import FAMILIES, font_file

WIDTH, HEIGHT = 210.0, 297.0
MARGIN = 17.0
COLUMN = 62.0
GAP = 9.0
INK = (29, 26, 72)
SOFT = (82, 78, 125)
ACCENT = (179, 52, 28)
TINT = (241, 238, 250)
LINE = (206, 201, 224)


class Sheet(FPDF):
    """One page, letters of one scale."""

    def __init__(self, content: CvContent, scale: float) -> None:
        """An empty page with the fonts in it."""
        super().__init__(unit="mm", format="A4")
        self.scale = scale
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0.0
        for family in FAMILIES:
            for style, weight in (("", "regular"), ("B", "bold")):
                self.add_font(family, style, font_file(family, weight))
        self.set_fallback_fonts(FAMILIES[1:], exact_match=True)
        self.set_lang(content.language)
        self.set_title(content.name)
        self.set_creator("My Job Match")
        self.set_display_mode("fullpage")
        self.add_page()
        self.set_font(FAMILIES[0], size=10)
        self.set_text_shaping(use_shaping_engine=True)

    def close_fonts(self) -> None:
        """Let go of the fonts' files, which are read as letters are needed."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def write_text(
        self,
        x: float,
        width: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: tuple[int, int, int] = INK,
        leading: float = 1.32,
    ) -> None:
        """A text from (x, where the pen is) down, in lines of a width."""
        points = size * self.scale
        self.set_font(FAMILIES[0], "B" if bold else "", points)
        self.set_text_color(*colour)
        self.set_x(x)
        height = points * 0.3528 * leading
        self.multi_cell(width, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def down(self, by: float) -> None:
        """Leave room."""
        self.set_y(self.get_y() + by * self.scale)

    def heading(self, x: float, width: float, title: str) -> None:
        """The title of a part, with a line under it; it stands in the outline."""
        self.down(4.6)
        self.start_section(title, strict=False)
        self.write_text(x, width, title, 11.5, bold=True, colour=ACCENT)
        self.set_draw_color(*LINE)
        self.set_line_width(0.3)
        y = self.get_y() + 0.4 * self.scale
        self.line(x, y, x + width, y)
        self.set_y(y)
        self.down(1.9)

    def item(self, x: float, width: float, text: str) -> None:
        """A sentence with a dot before it."""
        indent = 4.2
        size = 10.0 * self.scale
        self.set_fill_color(*ACCENT)
        y = self.get_y()
        self.ellipse(x + 0.6, y + size * 0.3528 * 0.48, 1.3, 1.3, style="F")
        self.write_text(x + indent, width - indent, text, 10)
        self.down(0.9)

    def section(self, x: float, width: float, section: CvSection) -> None:
        """A part: sentences below each other, words side by side."""
        self.heading(x, width, section.title)
        if section.short and not section.aside:
            self.write_text(x, width, "  ·  ".join(section.lines), 10, leading=1.5)
        elif section.aside:
            for line in section.lines:
                self.write_text(x, width, line, 9.6, leading=1.3)
                self.down(0.8)
        else:
            for line in section.lines:
                self.item(x, width, line)


def drawn(content: CvContent, scale: float) -> bytes | None:
    """The PDF's bytes, or None when the page is too small for it."""
    sheet = Sheet(content, scale)
    try:
        columns = content.layout is CvLayout.COLUMNS
        end = _columns(sheet, content) if columns else _clear(sheet, content)
        return bytes(sheet.output()) if end <= HEIGHT - MARGIN * 0.7 else None
    finally:
        sheet.close_fonts()


def _clear(sheet: Sheet, content: CvContent) -> float:
    """One column, the name on top."""
    width = WIDTH - 2 * MARGIN
    sheet.set_fill_color(*ACCENT)
    sheet.rect(0, 0, WIDTH, 4, style="F")
    sheet.set_y(MARGIN)
    sheet.start_section(content.name, strict=False)
    sheet.write_text(MARGIN, width, content.name, 24, bold=True, leading=1.15)
    if content.headline:
        sheet.down(1)
        sheet.write_text(MARGIN, width, content.headline, 13, colour=SOFT)
    if content.contact:
        sheet.down(1.6)
        sheet.write_text(MARGIN, width, "   ·   ".join(content.contact), 10)
    for section in content.sections:
        flat = CvSection(section.title, section.lines, section.short)
        sheet.section(MARGIN, width, flat)
    return sheet.get_y()


def _columns(sheet: Sheet, content: CvContent) -> float:
    """A narrow column of facts beside the rest; the name goes over both and is read first."""
    sheet.set_fill_color(*INK)
    sheet.rect(0, 0, WIDTH, 5, style="F")
    sheet.set_y(MARGIN)
    whole = WIDTH - 2 * MARGIN
    sheet.start_section(content.name, strict=False)
    sheet.write_text(MARGIN, whole, content.name, 25, bold=True, leading=1.15)
    if content.headline:
        sheet.down(1)
        sheet.write_text(MARGIN, whole, content.headline, 13, colour=SOFT)
    sheet.down(3)
    top = sheet.get_y()
    sheet.set_fill_color(*TINT)
    sheet.rect(0, top, MARGIN + COLUMN, HEIGHT - top, style="F")
    aside = [section for section in content.sections if section.aside]
    if content.contact:
        aside.insert(0, CvSection(content.contact_title, content.contact, aside=True))
    main = [section for section in content.sections if not section.aside]
    start = MARGIN + COLUMN + GAP
    for section in main:
        sheet.section(start, WIDTH - MARGIN - start, section)
    end = sheet.get_y()
    sheet.set_y(top)
    for section in aside:
        sheet.section(MARGIN, COLUMN - 8, section)
    return max(end, sheet.get_y())

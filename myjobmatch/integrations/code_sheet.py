"""Activation codes as a PDF to be printed and cut: a card for each youth, with their name, QR code and code."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from fpdf import FPDF
from fpdf.fonts import TTFFont

from myjobmatch.integrations.cv_pdf.glyphs import FAMILIES, font_file, printable

COLUMNS, ROWS = 2, 4
MARGIN = 10.0
WIDTH, HEIGHT = (210 - 2 * MARGIN) / COLUMNS, (297 - 2 * MARGIN) / ROWS
QR = 38.0
INK, SOFT, LINE = (29, 26, 72), (82, 78, 125), (206, 201, 224)


@dataclass(frozen=True, slots=True)
class Card:
    """One card: whose, which code, what the QR code opens."""

    name: str
    code: str
    link: str


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on every card: the head, what to do, the address, until when, that one keeps it to oneself."""

    title: str
    scan: str
    address: str
    until: str
    keep: str


def code_sheet(cards: Sequence[Card], words: Words) -> bytes:
    """The PDF, eight cards a page. Some moments for many: in a thread."""
    pdf = FPDF(unit="mm", format="A4")
    pdf.set_auto_page_break(False)
    for family in FAMILIES:
        for style, weight in (("", "regular"), ("B", "bold")):
            pdf.add_font(family, style, font_file(family, weight))
    pdf.set_fallback_fonts(FAMILIES[1:], exact_match=True)
    pdf.set_text_shaping(use_shaping_engine=True)
    pdf.set_title(words.title)
    pdf.set_creator("My Job Match")
    for number, card in enumerate(cards):
        place = number % (COLUMNS * ROWS)
        if place == 0:
            pdf.add_page()
        _card(
            pdf,
            card,
            words,
            MARGIN + place % COLUMNS * WIDTH,
            MARGIN + place // COLUMNS * HEIGHT,
        )
    drawn = bytes(pdf.output())
    for font in pdf.fonts.values():
        if isinstance(font, TTFFont):
            font.ttfont.close()
    return drawn


def _card(pdf: FPDF, card: Card, words: Words, x: float, y: float) -> None:
    pdf.set_draw_color(*LINE)
    pdf.set_line_width(0.2)
    pdf.set_dash_pattern(dash=1.5, gap=1.5)
    pdf.rect(x, y, WIDTH, HEIGHT)
    pdf.set_dash_pattern()
    image = io.BytesIO()
    segno.make(card.link, error="m").save(image, kind="png", scale=8, border=2)
    image.seek(0)
    pdf.image(image, x + 3, y + 17, QR, QR, alt_text=words.title)
    _line(pdf, x + 5, y + 5, WIDTH - 10, printable(card.name)[0][:48], 13, bold=True)
    left, width = x + QR + 5, WIDTH - QR - 9
    at = y + 18
    for text, size, bold, colour in (
        (words.scan, 9, False, INK),
        (words.address, 8.5, True, INK),
        (card.code, 15, True, INK),
        (words.until, 8.5, False, SOFT),
        (words.keep, 8.5, False, SOFT),
    ):
        at = _line(pdf, left, at, width, text, size, bold=bold, colour=colour) + 2
    _line(pdf, x + 5, y + HEIGHT - 7, WIDTH - 10, words.title, 8.5, colour=SOFT)


def _line(
    pdf: FPDF,
    x: float,
    y: float,
    width: float,
    text: str,
    size: float,
    *,
    bold: bool = False,
    colour: tuple[int, int, int] = INK,
) -> float:
    """Write a text in its width; answers where it ends."""
    pdf.set_font(FAMILIES[0], style="B" if bold else "", size=size)
    pdf.set_text_color(*colour)
    pdf.set_xy(x, y)
    pdf.multi_cell(width, size * 0.42, text, align="L")
    return pdf.get_y()

"""Ways to reach somebody that stand in a text: addresses, numbers, names on networks, hidden or not.

A youth answers through the service, where their identity is theirs to share; what leads out of it is
taken out of the text. Read over every sign of the text (`normal.signs`), not over its words.
"""

import re
from collections.abc import Iterator

from myjobmatch.domain.offer_check.finding import Severity

_LEAST_DIGITS = 8
Found = tuple[int, int, str, str, Severity]
"""(start, end, kind, article, severity)."""

_SIGNS = r"(?:\s?(?:@|\(\s?a\s?\)|\[\s?at\s?\]|\(\s?at\s?\)|\{\s?at\s?\}|<\s?at\s?>|-at-|_at_|\(arobase\)|\[arobase\]|\(arrobase\)|\(@\)|\[@\])\s?|\s(?:arobase|arrobase|arobas|arobaze|at|chez|a commercial)\s)"
_BRACKETED = r"\s?(?:@|[(\[{<]\s?(?:at|a|@|arobase|arrobase)\s?[)\]}>]|_at_|-at-)\s?"
_DOT = r"(?:\s?(?:\.|\(\s?\.\s?\)|\[\s?\.\s?\]|\(\s?(?:point|dot)\s?\)|\[\s?(?:point|dot)\s?\]|-dot-|-point-)\s?|\s(?:point|dot|pt)\s)"
_TLD = r"(?:com|fr|net|org|eu|info|io|me|biz|be|ch|co|uk|de|pro|email|jobs|online|site|shop|app|xyz|click|top|link|cc|ly|gl|to)"
_HOSTS = r"(?:gmail|g mail|hotmail|outlook|yahoo|orange|wanadoo|free|sfr|laposte|protonmail|proton|icloud|live|msn|gmx|bbox|aol|mail|yopmail)"
_MAIL = re.compile(
    rf"(?<![\w])[\w.+-]{{1,40}}(?:{_DOT}[\w+-]{{1,30}}){{0,3}}{_SIGNS}[\w-]{{1,40}}(?:{_DOT}[\w-]{{1,30}}){{0,2}}?{_DOT}{_TLD}(?![\w])"
    rf"|(?<![\w])[\w.+-]{{1,40}}{_BRACKETED}[\w-]{{1,40}}(?:{_DOT}[\w-]{{1,30}}){{0,2}}?{_DOT}[a-z]{{2,12}}(?![\w])"
    rf"|(?<![\w])[\w.+-]{{1,40}}(?:{_SIGNS}){_HOSTS}(?![\w])"
)
_SITE = re.compile(
    rf"https?\s?:\s?/\s?/\s?\S{{3,}}|\bwww\s?{_DOT}\s?[\w-]+(?:{_DOT}[\w-]+){{0,3}}|(?<![\w@.])[a-z0-9][a-z0-9-]{{1,40}}(?:\s?\.\s?(?=\w+/)|\.)(?:[a-z0-9-]{{2,30}}\.)?{_TLD}(?:/[\w./?=&%-]*)?(?![\w.@-])"
)
_NETWORK_LINK = re.compile(
    r"\b(?:wa\.me|t\.me|chat\.whatsapp\.com|bit\.ly|tinyurl\.com|cutt\.ly|forms\.gle|docs\.google\.com/forms|telegram\.me|m\.me|discord\.gg|snapchat\.com/add)\S*"
)
_DIGIT = r"[0-9oil]"
_NEXT = r"[ \t.,\-/_*·:()|]{0,3}"
_PHONE = re.compile(
    rf"(?<![\w,.])(?:(?:\+|00){_NEXT}(?:33|32|41|212|213|216|225|221|229|44){_NEXT}(?:\(?[0o]\)?{_NEXT})?[1-9o](?:{_NEXT}{_DIGIT}){{7,9}}|[0o]{_NEXT}[1-9](?:{_NEXT}{_DIGIT}{_NEXT}{_DIGIT}){{4}})(?![\w])"
)
_PREMIUM = re.compile(
    r"(?<![\w,.])(?:(?:\+|00)\s?33\s?)?[0o]?[ \t.\-]?8[ \t.\-]?[129](?:[ \t.\-]{0,2}\d){7}(?!\d)|(?<![\d,.])3[2-9]\d\d(?=\D{0,30}(?:surtax|€|euro|min\b|appel))|\b118\s?\d{3}\b"
)
_UNITS = r"zero|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|septante|quatre-vingts?|cent"
_EN_UNITS = r"zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|double|triple"
_NUMBER_WORD = rf"(?:quatre-vingts?(?:-dix)?(?:-\w+)?|soixante(?:-et)?(?:-\w+)?|(?:{_UNITS}|{_EN_UNITS})(?:-(?:{_UNITS}|{_EN_UNITS}))?|plus|\d{{1,2}})"
_SPELT = re.compile(
    rf"\b{_NUMBER_WORD}(?:(?: et | puis |[ ,.\-/]{{1,3}}){_NUMBER_WORD}(?!\w)){{4,}}"
)
_TWO_DIGITS = re.compile(
    r"dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|septante|teen|ty\b|ten|eleven|twelve|quatre-vingt"
)
_NAMES = r"(?:what'?s[ -]?app?|whats?[ -]?app?|wattsapp|watsap|telegram|signal|snap(?:chat)?|insta(?:gram)?|messenger|viber|discord|tik ?tok|facebook|fb|wechat|skype|imo|line|teams)"
_ASKED = re.compile(
    rf"\b(?:contact\w*|ecri\w+|envo\w+|ajout\w+|joi(?:ndre|gn\w+)|appel\w+|postul\w*|messages?|mp|dm|repond\w*|candidat\w*|parl\w+|rendez-vous|discut\w*|entretien|continu\w*|suite|recrut\w*|message|add|reach|text|write|send|apply|chat|contact|call|interview|find|talk|ping|join|answer|reply|follow)(?: [\w'-]+,?){{0,6}}? (?:sur|par|via|en|au|on|through|over|by|with|to|le|la|notre|my|mon|our|me on|us on|at|a) (?:\w+ ){{0,2}}?{_NAMES}\b"
    rf"|(?<!\w){_NAMES} ?(?:\w+ )?(?:me|moi|us|nous|:|@|au \d|at \w+ (?:zero|\d)|number|numero|uniquement|only|au 0)(?!\w)"
    r"|(?<![\w.])@[a-z0-9_.]{3,30}(?![\w@])"
)
_NETWORK_WORK = re.compile(
    r"\b(?:anim\w+|gerer|gerez|gestion|alimente\w*|publi\w+|comptes?|communaut\w+|clients?|moderat\w+|contenus?|community|manage\w*|customers?|followers|posts?|retrouvez notre|suivez)\b"
)
_REVEALED = re.compile(
    r"\b(?:en (?:remplacant|supprimant|enlevant|retirant)|remplac(?:ez|er)|supprime[rz]|enleve[rz]|lire a l'envers|a l'envers) [\w' ]{0,30}(?:par|arobase|chiffres?|lettres?|numero|espaces?|etoiles?|tirets?)\b"
)
_REFERENCE = re.compile(
    r"(?:siret|siren|rcs|ape|naf|iban|reference|ref|dossier|offre|rna|finess|uai|annonce|agrement|commande|lot)\.?\s?(?:n[°o.]?\s?)?:?\s?(?:[a-z]{0,3}\s?)?[\d ]*$"
)


def hidden_contacts(text: str) -> Iterator[Found]:
    """The addresses and numbers of a text."""
    for start, end in _numbers(_PREMIUM, text):
        yield start, end, "premium_phone", "L5321-3", Severity.REFUSE
    for start, end in _ways(text):
        yield start, end, "contact", "", Severity.REFUSE
    for start, end in _spans(_SITE, text):
        yield start, end, "contact", "", Severity.ASK


def _ways(text: str) -> Iterator[tuple[int, int]]:
    """Numbers, addresses and names on networks that lead to somebody."""
    for start, end in _numbers(_PHONE, text):
        said = text[start:end]
        if sum(sign.isdigit() for sign in said) >= _LEAST_DIGITS and not _is_dates(said):
            yield start, end
    for start, end in _spans(_SPELT, text):
        if _is_number_said(text[start:end]):
            yield start, end
    for pattern in (_MAIL, _NETWORK_LINK, _REVEALED):
        yield from _spans(pattern, text)
    for start, end in _spans(_ASKED, text):
        if not _NETWORK_WORK.search(text[max(0, start - 60) : end + 40]):
            yield start, end


def _numbers(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Numbers that one may call: no SIRET, no reference."""
    for start, end in _spans(pattern, text):
        if not _REFERENCE.search(text[max(0, start - 40) : start]):
            yield start, end


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a pattern stands, two hundred times at most, spaces at its ends left out."""
    for count, match in enumerate(pattern.finditer(text)):
        if count >= 200:
            return
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            yield start, end


def _is_number_said(said: str) -> bool:
    """Whether figures, some of them in letters, are as many as a telephone's."""
    pieces = re.split(r"[ ,./]+", said)[:40]
    spelt = [piece for piece in pieces if piece.isalpha() or "-" in piece]
    digits = sum(
        len(piece) if piece.isdigit() else 2 if _TWO_DIGITS.search(piece) else 1 for piece in pieces
    )
    return len(spelt) >= 2 and digits >= 8


def _is_dates(said: str) -> bool:
    """Days and hours written with figures are no number to call: "01/02/2027", "08-12-14-18-20"."""
    return bool(re.fullmatch(r"\d{2}[/.-]\d{2}[/.-](?:19|20)\d{2}.*", said))

"""Pay as it is written in an offer's words: "1 200 € par mois", "11 €/h", "22 k€ par an", as gross an hour."""

import re
from dataclasses import dataclass

FULL_TIME_HOURS = 35.0
_WEEKS_A_YEAR = 52
_GROSS_OF_NET = 1.3
"""What is net is at most this much more in gross: no net figure is refused that could be lawful."""
_LEAST_SEEN, _MOST_SEEN = 1.0, 150.0
_FORGIVEN = 0.02
"""A month's pay is rounded: the SMIC of a month is told without its cents."""

_AMOUNT = (
    r"(?P<{0}>\d{{1,3}}(?:[ .\u00a0\u202f]\d{{3}})+(?:,\d{{1,2}})?|\d{{1,6}}(?:[.,]\d{{1,2}})?)"
)
_EURO = r"(?:€|eur(?:os?)?\b)"
_HOUR = r"(?:(?:/|de l['’]|par|l['’]|à l['’])\s?h(?:eure)?\b|horaires?|/\s?h\b|de l['’]heure|an hour|per hour|hourly)"
_MONTH = r"(?:(?:/|par|du|le|au)\s?mois\b|mensuels?(?:lement)?|/\s?m\b|a month|per month|monthly)"
_YEAR = r"(?:(?:/|par|l['’])\s?an\b|annuels?(?:lement)?|/\s?an\b|a year|per year|yearly)"
_BETWEEN = r"(?:\s?(?:euros?|€))?\s?(?:à|-|–|et|to)\s?"
_PAY = re.compile(
    rf"(?P<before_unit>horaire|mensuel|annuel)?(?:\s(?:brut|net))?(?:\sde)?\s?(?<![\d.,]){_AMOUNT.format('least')}(?:{_BETWEEN}{_AMOUNT.format('most')})?\s?(?P<kilo>k)?{_EURO}"
    rf"(?P<after>[^\d€.;\n]{{0,24}}?(?:(?P<hour>{_HOUR})|(?P<month>{_MONTH})|(?P<year>{_YEAR})))?",
    re.IGNORECASE,
)
_NOT_PAY = re.compile(
    r"(?:primes?|paniers?|indemnit\w+|rembours\w+|tickets?|titres?|mutuelle|frais|bonus|remises?|cagnotte|loyers?|repas|transport"
    r"|chiffre d'affaires|\bca\b|budget|caution|participation|jusqu['’]à|commissions?|variables?|avantages?|pourboires?|up to)\b[^.;\n]{0,30}$",
    re.IGNORECASE,
)
_NET = re.compile(r"\bnets?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatedPay:
    """Pay found in a text: `words` as they stand, and what an hour of it is in gross euros."""

    start: int
    end: int
    words: str
    hourly: float


def stated_pay(text: str, weekly_hours: float | None = None) -> tuple[StatedPay, ...]:
    """Each pay that a text tells with its unit, the lower end of a span; bonuses and expenses are none.

    A month or a year is divided by the weekly hours (35 where they are not known); net is taken for
    the most gross that it can be.
    """
    found: list[StatedPay] = []
    for match in _PAY.finditer(text):
        unit = _unit(match)
        amount = _euros(match["least"])
        if unit is None or amount is None or _NOT_PAY.search(text[: match.start()][-60:]):
            continue
        if match["kilo"]:
            amount *= 1000
        hourly = amount
        if unit != "hour":
            hourly *= 12 if unit == "month" else 1
            hourly /= _WEEKS_A_YEAR * (weekly_hours or FULL_TIME_HOURS)
        if _NET.search(match.group() + text[match.end() :][:12]):
            hourly *= _GROSS_OF_NET
        if _LEAST_SEEN <= hourly <= _MOST_SEEN:
            start, end = match.start("least"), match.end()
            found.append(StatedPay(start, end, text[start:end].strip(), round(hourly, 2)))
    return tuple(found)


def under(pay: StatedPay, least: float) -> bool:
    """Whether it is less than an hour may pay, rounding of a month's sum forgiven."""
    return pay.hourly < least - _FORGIVEN


def _unit(match: re.Match[str]) -> str | None:
    for name in ("hour", "month", "year"):
        if match[name]:
            return name
    said = (match["before_unit"] or "").lower()
    return {"horaire": "hour", "mensuel": "month", "annuel": "year"}.get(said)


def _euros(text: str) -> float | None:
    digits = re.sub(r"[ \u00a0\u202f]", "", text)
    if re.search(r"\.\d{3}(?:\D|$)", digits):
        digits = digits.replace(".", "")
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return None

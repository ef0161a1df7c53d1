"""A youth's CV: what is typed for it alone, and the sheet made of it and of the profile.

What it says was given by the youth. It goes to nobody by itself: they download it and hand it on.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import YouthCv, YouthIdentity
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.cv import CvContent, CvSection, PrintedCv
from myjobmatch.domain.enums import SkillOrigin
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.my_search import (
    LONGEST_CV_LINE,
    LONGEST_HEADLINE,
    MOST_CV_LINES,
    CvFacts,
    lines_of,
)
from myjobmatch.domain.papers import CvLayout
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.profile_view import ProfileView
from myjobmatch.domain.text import one_line, some_lines
from myjobmatch.i18n.translate import translate
from myjobmatch.integrations.cv_pdf import printed
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.notices import ACCOUNT
from myjobmatch.services.profiles import profile_view

SKILLS_SHOWN = 24
MOST_HIDDEN = 100
_PHONE = re.compile(r"[+0-9][0-9 ().-]{5,24}")
_EMAIL = re.compile(r"[^\s@<>()\[\]\",;:]{1,64}@[^\s@<>()\[\]\",;:]{1,180}\.[^\s@.<>()]{2,24}")
_REACH = re.compile(
    rf"{_EMAIL.pattern}|https?://\S+|www\.\S+|(?:\+|\b0)[0-9](?:[ .-]?[0-9]){{7,13}}"
)
_GONE = "…"


@dataclass(frozen=True, slots=True)
class SaveCv:
    """What changes; a field left None stays. Lists are texts, a line each."""

    headline: str | None = None
    phone: str | None = None
    email: str | None = None
    show_contact: bool | None = None
    layout: CvLayout | None = None
    diplomas: str | None = None
    languages: str | None = None
    more: str | None = None
    hidden_experiences: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class MakeCv:
    """Which sheet: its layout, whether it names nobody, and the language of its titles."""

    layout: CvLayout
    anonymous: bool = False
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class MadeCv:
    """The sheet, and what would make it better: codes of `cv.missing.*`."""

    printed: PrintedCv
    missing: tuple[str, ...]


@service(is_youth)
async def save_cv(actor: Actor, command: SaveCv, uow: UnitOfWork) -> CvFacts:
    """Keep what is typed for the CV.

    Raises:
        Invalid: too long (`search_text_long`, with `most`), too many lines (`cv_lines`, with `most`),
            no phone number (`cv_phone`) or address (`cv_email`).
    """
    youth_id = actor.youth_id or 0
    row = await uow.my_search.cv(youth_id)
    if row is None:
        shown = await cv_facts(youth_id, uow)
        row = YouthCv(
            youth_id=youth_id,
            headline="",
            phone=shown.phone,
            email=shown.email,
            show_contact=True,
            layout=CvLayout.CLEAR,
            diplomas=[],
            languages=[],
            more=[],
            hidden_experiences=[],
        )
        uow.my_search.add(row)
    if command.headline is not None:
        row.headline = _line(command.headline, LONGEST_HEADLINE)
    if command.phone is not None:
        row.phone = _formed(command.phone, _PHONE, 30, "cv_phone")
    if command.email is not None:
        row.email = _formed(command.email, _EMAIL, 254, "cv_email")
    for name in ("diplomas", "languages", "more"):
        text = getattr(command, name)
        if text is not None:
            setattr(row, name, list(_lines(text)))
    if command.show_contact is not None:
        row.show_contact = command.show_contact
    if command.layout is not None:
        row.layout = command.layout
    if command.hidden_experiences is not None:
        row.hidden_experiences = sorted(set(command.hidden_experiences))[:MOST_HIDDEN]
    row.changed_at = uow.clock.now()
    uow.changed(ACCOUNT, actor.account_id)
    return _facts(row)


async def cv_facts(youth_id: int, uow: UnitOfWork) -> CvFacts:
    """What a youth typed for their CV; phone and address are those of their file until they say others."""
    row = await uow.my_search.cv(youth_id)
    if row is not None:
        return _facts(row)
    identity = await uow.youths.identity(youth_id)
    return CvFacts(phone=identity.phone, email=identity.email) if identity else CvFacts()


@service(is_youth, writes=False)
async def cv_content(
    actor: Actor, command: MakeCv, uow: UnitOfWork, matching: MatchingRuntime
) -> tuple[CvContent, tuple[str, ...]]:
    """What the sheet says, and what is missing in it."""
    youth_id = actor.youth_id or 0
    profile = await profile_view(youth_id, command.language, uow, await matching.words())
    facts = await cv_facts(youth_id, uow)
    identity = await uow.youths.identity(youth_id)
    today = paris_day(uow.clock.now()).isoformat()
    content = _content(profile, facts, identity, command, today)
    return content, _missing(profile, facts, identity)


async def make_cv(app: Application, actor: Actor, command: MakeCv) -> MadeCv:
    """The sheet as a PDF, made in a thread.

    Raises:
        Forbidden: not a youth (`not_allowed`).
    """
    content, missing = await app.run(cv_content, actor, command, app.matching)
    return MadeCv(await off_loop(printed, content), missing)


def _facts(row: YouthCv) -> CvFacts:
    return CvFacts(
        headline=row.headline,
        phone=row.phone,
        email=row.email,
        show_contact=row.show_contact,
        layout=row.layout,
        diplomas=tuple(row.diplomas),
        languages=tuple(row.languages),
        more=tuple(row.more),
        hidden_experiences=tuple(row.hidden_experiences),
    )


Tell = Callable[..., str]


def _teller(language: str) -> Tell:
    def tell(key: str, **values: object) -> str:
        return translate(language, key, **values)

    return tell


def _content(
    profile: ProfileView,
    facts: CvFacts,
    identity: YouthIdentity | None,
    command: MakeCv,
    today: str,
) -> CvContent:
    tell = _teller(command.language)
    hide = _hider(identity, facts) if command.anonymous else _as_it_is
    name = f"{identity.first_name} {identity.last_name}".strip() if identity else ""
    contact: tuple[str, ...] = ()
    if facts.show_contact and not command.anonymous:
        contact = (facts.phone, facts.email, identity.commune if identity else "")
    done = [
        _told(experience.origin, hide(one_line(experience.text)), tell)
        for experience in profile.experiences
        if experience.id not in facts.hidden_experiences
    ]
    skills = tuple(skill.label for skill in profile.skills if skill.label)[:SKILLS_SHOWN]
    aptitudes = tuple(word.label for word in profile.aptitudes if word.label)
    typed_languages = tuple(map(hide, facts.languages))
    practical = _practical(profile, tell, today)
    return CvContent(
        name=tell("cv.print.nameless") if command.anonymous or not name else name,
        headline=hide(facts.headline)
        or " · ".join(word.label for word in profile.occupations[:2] if word.label),
        contact=tuple(value for value in contact if value),
        contact_title=tell("cv.print.contact"),
        sections=(
            CvSection(tell("cv.print.skills"), skills, short=True),
            CvSection(tell("cv.print.experiences"), (*done, *map(hide, facts.more))),
            CvSection(tell("cv.print.diplomas"), tuple(map(hide, facts.diplomas))),
            CvSection(tell("cv.print.qualities"), aptitudes, short=True, aside=True),
            CvSection(tell("cv.print.languages"), typed_languages, short=True, aside=True),
            CvSection(tell("cv.print.practical"), practical, short=True, aside=True),
        ),
        language=command.language,
        layout=command.layout,
    )


def _as_it_is(text: str) -> str:
    return text


def _told(origin: SkillOrigin, text: str, tell: Tell) -> str:
    return text if origin is SkillOrigin.OTHER else f"{tell(origin.label_key)} : {text}"


def _practical(profile: ProfileView, tell: Tell, today: str) -> tuple[str, ...]:
    lines = [tell(licence.label_key) for licence in profile.licences]
    if profile.available_from is not None:
        day = profile.available_from.isoformat()
        lines.append(tell("cv.print.free") if day <= today else tell("cv.print.from", day=day))
    if profile.modes and profile.max_minutes:
        modes = ", ".join(tell(mode.label_key).lower() for mode in profile.modes)
        lines.append(tell("cv.print.way", minutes=profile.max_minutes, modes=modes))
    if profile.contracts:
        lines.append(", ".join(tell(contract.label_key) for contract in profile.contracts))
    return tuple(lines)


def _hider(identity: YouthIdentity | None, facts: CvFacts) -> Callable[[str], str]:
    """Takes out of typed text what names its writer: names, the commune, every address and number."""
    named = [identity.first_name, identity.last_name, identity.commune] if identity else []
    parts = {part for value in named for part in re.split(r"[\s-]+", value) if len(part) > 2}
    parts |= {value for value in (*named, facts.phone, facts.email) if value}
    longest_first = sorted(parts, key=len, reverse=True)
    any_of = "|".join(re.escape(part) for part in longest_first)
    known = re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE) if parts else None

    def hide(text: str) -> str:
        hidden = _REACH.sub(_GONE, text)
        return known.sub(_GONE, hidden) if known else hidden

    return hide


def _missing(
    profile: ProfileView, facts: CvFacts, identity: YouthIdentity | None
) -> tuple[str, ...]:
    shown = [e for e in profile.experiences if e.id not in facts.hidden_experiences]
    lacks = {
        "name": not (identity and identity.last_name),
        "contact": facts.show_contact and not (facts.phone or facts.email),
        "headline": not facts.headline and not profile.occupations,
        "experience": not shown and not facts.more,
        "skills": len(profile.skills) < 3,
        "aptitudes": not profile.aptitudes,
        "languages": not facts.languages,
        "when": profile.available_from is None,
    }
    return tuple(code for code, lacking in lacks.items() if lacking)


def _line(value: str, most: int) -> str:
    text = one_line(value)
    if len(text) > most:
        raise Invalid("search_text_long", most=most)
    return text


def _formed(value: str, form: re.Pattern[str], most: int, code: str) -> str:
    text = _line(value, most)
    if text and not form.fullmatch(text):
        raise Invalid(code)
    return text


def _lines(value: str) -> tuple[str, ...]:
    lines = lines_of(some_lines(value))
    if len(lines) > MOST_CV_LINES:
        raise Invalid("cv_lines", most=MOST_CV_LINES)
    return tuple(_line(line, LONGEST_CV_LINE) for line in lines)

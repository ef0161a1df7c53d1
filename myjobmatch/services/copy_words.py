"""A value of a copy's rows in the words of its reader: labels of enums, days, yes and no, titles of what is pointed to."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from myjobmatch.domain.candidate_questions import QuestionTemplate
from myjobmatch.domain.enums import AsideKind, Role
from myjobmatch.domain.fse.questionnaire import LATEST, questionnaire
from myjobmatch.domain.languages import spoken
from myjobmatch.domain.own_data import Ref, Row, Who, who_of
from myjobmatch.i18n.catalogue import DEFAULT_LOCALE, parsed
from myjobmatch.i18n.catalogue import NAMES as LANGUAGES
from myjobmatch.i18n.translate import translate
from myjobmatch.services.copy_shapes import AUDITED, CODES, NAMES, OFFERS_LISTED, WORDS

_ASIDES: dict[AsideKind, str] = {
    AsideKind.SCHEDULE: "enum.Schedule",
    AsideKind.HOURS: "enum.WorkingTime",
    AsideKind.CONTRACT: "enum.ContractKind",
}
_BETWEEN = {"ar": "، "}


class Words:
    """What is told in one language."""

    def __init__(self, locale: str) -> None:
        """Tell it in this one."""
        self.locale = locale

    def say(self, key: str, **values: object) -> str:
        """A text of the copy."""
        return translate(self.locale, f"copy.{key}", **values)

    def day(self, value: object) -> str:
        """A day, or a moment to the minute; nothing for none."""
        if isinstance(value, datetime):
            return self.say("at", at=value)
        return self.say("on", at=value) if isinstance(value, date) else ""

    def told(self, table: str, column: str, row: Row) -> str:
        """The value of a column; empty where there is nothing to tell."""
        value = row.get(column)
        apart = _APART.get((table, column))
        if apart is not None:
            try:
                return apart(self, row)
            except (KeyError, TypeError, ValueError):
                # a text that is told no more, or an odd value: nobody goes without a copy for that
                return value if isinstance(value, str) else ""
        code = CODES.get((table, column))
        if code is not None:
            values = value if isinstance(value, list) else [value]
            return self.joined(self.label(code, str(one)) for one in values if one)
        return self.plain(value)

    def joined(self, parts: Iterable[str]) -> str:
        """Several in a row, as the language parts them."""
        return _BETWEEN.get(self.locale, ", ").join(filter(None, parts))

    def plain(self, value: object) -> str:
        """A value by what it is."""
        if isinstance(value, StrEnum):
            return self._member(value)
        if isinstance(value, Ref):
            named = self.joined((value.title, value.company))
            return named or (self._member(value.kind) if value.kind else "")
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if isinstance(value, date):  # moments are days too
            return self.day(value)
        if isinstance(value, int | float):
            return self.say("number", n=value)
        if isinstance(value, list):
            return self.joined(self.plain(one) for one in value)
        if isinstance(value, Mapping):
            return self.joined(self.plain(one) for one in value.values())
        return value if isinstance(value, str) else ""

    def _member(self, value: StrEnum) -> str:
        if type(value) in NAMES:
            return value.value.title()
        return self.label(WORDS.get(type(value), f"enum.{type(value).__name__}"), value.value)

    def label(self, family: str, code: str) -> str:
        """The label of a code, of its family or of the copy; a code that has none stands as it is."""
        known = parsed(self.locale)
        for key in (f"{family}.{code}", f"copy.word.{code}"):
            if key in known:
                return translate(self.locale, key)
        return code


def _audited(words: Words, row: Row) -> str:
    action = str(row["action"])
    for beginning, name in AUDITED:
        if action.startswith(beginning):
            return words.say(f"audit.{name}")
    return words.say("audit.other")


def _labelled(words: Words, labels: Mapping[str, str]) -> str:
    """As a questionnaire says it, which is written in some languages."""
    return labels.get(spoken(words.locale)) or labels.get(DEFAULT_LOCALE, "")


def _fse_question(words: Words, row: Row) -> str:
    asked = questionnaire(LATEST).question(str(row["question"]))
    return _labelled(words, asked.labels) if asked else str(row["question"])


def _fse_answers(words: Words, row: Row) -> str:
    """Each question with its answer, a line each."""
    told = row["answers"] if isinstance(row["answers"], Mapping) else {}
    lines = []
    for code, answer in told.items():
        asked = questionnaire(LATEST).question(str(code))
        chosen = asked.choice(str(answer)) if asked else None
        question = _labelled(words, asked.labels) if asked else str(code)
        lines.append(f"{question} – {_labelled(words, chosen.labels) if chosen else answer}")
    return "\n".join(lines)


def _notice(words: Words, row: Row) -> str:
    """What was told, as it was told."""
    params = row["params"] if isinstance(row["params"], Mapping) else {}
    return translate(words.locale, f"notice.{row['text']}.title", **params)


def _named(_words: Words, row: Row) -> str:
    return " ".join(filter(None, (str(row["first_name"]), str(row["last_name"]))))


def _action(words: Words, row: Row) -> str:
    """An action by its title, or as the shared catalogue calls it."""
    action = row["action"]
    return words.label("week.default", action.title) if isinstance(action, Ref) else ""


def _actor(words: Words, row: Row) -> str:
    role = str(row["actor_role"])
    if role not in set(Role):
        return ""
    return words.plain(who_of(Role(role)) or Who.ME)


def _home_languages(words: Words, row: Row) -> str:
    spoken = row["home_languages"] if isinstance(row["home_languages"], list) else []
    return words.joined(LANGUAGES.get(str(tag), str(tag)) for tag in spoken)


def _language(name: str) -> Callable[[Words, Row], str]:
    """A language, named in itself."""
    return lambda _words, row: LANGUAGES.get(str(row[name] or ""), "")


def _question(words: Words, row: Row) -> str:
    template = QuestionTemplate(str(row["template"]))
    month = date.fromisoformat(f"{row['month']}-01") if row["month"] else None
    return translate(words.locale, f"sharing.question.{template.value}", month=month)


def _aside(words: Words, row: Row) -> str:
    family = _ASIDES.get(AsideKind(str(row["kind"])))
    value = row["value"]
    return words.label(family, str(value)) if family else words.plain(value)


def _ranked(words: Words, row: Row) -> str:
    """The first offers of a ranking."""
    log = row["log"] if isinstance(row["log"], Mapping) else {}
    offers = [one["offer"] for one in log.get("offers", ()) if one["offer"] is not None]
    first = [words.plain(offer) for offer in offers[:OFFERS_LISTED]]
    more = len(offers) - len(first)
    return " / ".join([*first, words.say("more_offers", n=more)] if more > 0 else first)


def _quiet(name: str) -> Callable[[Words, Row], str]:
    """Minutes of the day as an hour."""

    def told(_words: Words, row: Row) -> str:
        minutes = row[name]
        return f"{minutes // 60:02}:{minutes % 60:02}" if isinstance(minutes, int) else ""

    return told


_APART: dict[tuple[str, str], Callable[[Words, Row], str]] = {
    ("account", "locale"): _language("locale"),
    ("action_step", "action"): _action,
    ("activity", "actor_role"): _actor,
    ("youth_identity", "first_name"): _named,
    ("youth_identity", "home_languages"): _home_languages,
    ("agreement", "language"): _language("language"),
    ("audit_entry", "action"): _audited,
    ("fse_answers", "answers"): _fse_answers,
    ("fse_correction", "question"): _fse_question,
    ("notification", "text"): _notice,
    ("candidate_question", "template"): _question,
    ("deck_aside", "value"): _aside,
    ("ranking_log", "log"): _ranked,
    ("notification_setting", "quiet_start"): _quiet("quiet_start"),
    ("notification_setting", "quiet_end"): _quiet("quiet_end"),
}
"""Columns that are told in a way of their own."""

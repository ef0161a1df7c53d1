"""ICU MessageFormat, the part we use, parsed into small lists that Python and the browser both render.

A message is a list of parts: a text, or
`["v", name]` a value, `["n", name]` a number, `["d", name, style]` a date (`short`, `long`, `time`, `day`),
`["p", name, {category: message}]` a plural (exact cases are `=0`), `["s", name, {case: message}]` a choice,
`["#"]` the number of the plural around it.
"""

from __future__ import annotations

from typing import TypeAlias, cast

Part: TypeAlias = "str | list[object]"
Message: TypeAlias = "list[Part]"

DATE_STYLES = frozenset({"short", "long", "time", "day", "weekday", "month"})


class MessageError(ValueError):
    """A message of the catalogue is malformed; the text says where."""


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def fail(self, what: str) -> MessageError:
        return MessageError(f"{what} at {self.at} in {self.text!r}")

    def message(self, *, nested: bool, plural: bool) -> Message:
        parts: Message = []
        text: list[str] = []

        def flush() -> None:
            if text:
                parts.append("".join(text))
                text.clear()

        while self.at < len(self.text):
            char = self.text[self.at]
            if char == "}":
                if not nested:
                    raise self.fail("unexpected '}'")
                break
            if char == "{":
                flush()
                self.at += 1
                parts.append(self.argument())
            elif char == "#" and plural:
                flush()
                self.at += 1
                parts.append(["#"])
            elif char == "'" and self.text[self.at + 1 : self.at + 2] in ("{", "}", "#"):
                text.append(self.text[self.at + 1])
                self.at += 2
                if self.text[self.at : self.at + 1] == "'":
                    self.at += 1
            else:
                text.append(char)
                self.at += 1
        flush()
        return parts

    def word(self) -> str:
        self.spaces()
        start = self.at
        while self.at < len(self.text) and (
            self.text[self.at].isalnum() or self.text[self.at] in "_=-"
        ):
            self.at += 1
        if start == self.at:
            raise self.fail("a name is missing")
        return self.text[start : self.at]

    def spaces(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def expect(self, char: str) -> None:
        self.spaces()
        if self.text[self.at : self.at + 1] != char:
            raise self.fail(f"{char!r} is missing")
        self.at += 1

    def argument(self) -> Part:
        name = self.word()
        self.spaces()
        if self.text[self.at : self.at + 1] == "}":
            self.at += 1
            return ["v", name]
        self.expect(",")
        kind = self.word()
        if kind == "number":
            self.expect("}")
            return ["n", name]
        if kind == "date":
            self.expect(",")
            style = self.word()
            if style not in DATE_STYLES:
                raise self.fail(f"unknown date style {style!r}")
            self.expect("}")
            return ["d", name, style]
        if kind not in ("plural", "select"):
            raise self.fail(f"unknown kind {kind!r}")
        self.expect(",")
        cases: dict[str, Message] = {}
        while True:
            self.spaces()
            if self.text[self.at : self.at + 1] == "}":
                self.at += 1
                break
            case = self.word()
            self.expect("{")
            cases[case] = self.message(nested=True, plural=kind == "plural")
            self.expect("}")
        if "other" not in cases:
            raise self.fail("the case 'other' is missing")
        return ["p" if kind == "plural" else "s", name, cases]


def parse(text: str) -> Message:
    """Parse one ICU message.

    Raises:
        MessageError: the message is malformed or uses a form that we do not render.
    """
    parser = _Parser(text)
    parts = parser.message(nested=False, plural=False)
    if parser.at != len(text):
        raise parser.fail("text is left over")
    return parts


def placeholders(message: Message) -> frozenset[str]:
    """The names of the values that a message asks for, cases included."""
    names: set[str] = set()
    for part in message:
        if isinstance(part, str) or part[0] == "#":
            continue
        names.add(str(part[1]))
        if part[0] in ("p", "s"):
            cases = cast("dict[str, Message]", part[2])
            for case in cases.values():
                names |= placeholders(case)
    return frozenset(names)

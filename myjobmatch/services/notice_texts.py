"""The words of a notification in a language, and the shapes that each channel gives them."""

import base64
import hashlib
from collections.abc import Mapping
from html import escape

import orjson

from myjobmatch.domain.delivery import Letter, PushMessage
from myjobmatch.domain.notifications import URGENT, Notice, NotificationKind, lasts
from myjobmatch.i18n.catalogue import LOCALES, direction
from myjobmatch.i18n.translate import translate

LONGEST_PARAM = 120
LONGEST_SMS = 300


def notice(
    locale: str,
    kind: NotificationKind,
    text: str,
    params: Mapping[str, str | int],
    path: str,
    matter: str,
) -> Notice:
    """A notification in a language."""
    values = {k: v[:LONGEST_PARAM] if isinstance(v, str) else v for k, v in params.items()}
    return Notice(
        kind=kind,
        title=translate(locale, f"notice.{text}.title", **values),
        body=translate(locale, f"notice.{text}.body", **values),
        path=path,
        matter=matter,
    )


def push_message(told: Notice) -> PushMessage:
    """As a device gets it: the worker on the phone shows `title` and `body`, and opens `url`.

    The tag is the matter's, so that a later word on it takes the place of the one shown; hashed, since
    push services read the topic.
    """
    tag = _topic(told.matter)
    payload = {"title": told.title, "body": told.body, "tag": tag, "url": told.path}
    return PushMessage(
        payload=orjson.dumps(payload),
        topic=tag,
        ttl_s=int(lasts(told.kind).total_seconds()),
        urgent=told.kind in URGENT,
    )


def letter(
    locale: str, to: str, told: Notice, base_url: str, choices_path: str, stop_token: str
) -> Letter:
    """As an e-mail: plain and simple HTML, with the page to open, and how to have no more of them."""
    base = base_url.rstrip("/")
    link = f"{base}{told.path}" if base else ""
    stop_url = f"{base}/api/v1/notices/stop?jeton={stop_token}" if base and stop_token else ""
    preferences = f"{base}{choices_path}" if base else ""
    opens, why = translate(locale, "notice.mail.open"), translate(locale, "notice.mail.why")
    chooses = translate(locale, "notice.mail.preferences")
    lines = [told.title, "", told.body]
    if link:
        lines += ["", opens, link]
    lines += ["", "--", why]
    if preferences:
        lines += [chooses, preferences]
    return Letter(
        to=to,
        subject=told.title,
        text="\n".join(lines) + "\n",
        html=_html(locale, told, (opens, link), why, (chooses, preferences)),
        stop_url=stop_url,
    )


def code_letter(locale: str, to: str, code: str) -> Letter:
    """The e-mail with the code that shows that the address is theirs."""
    told = Notice(
        NotificationKind.REMINDER,
        translate(locale, "notice.code.title", code=code),
        translate(locale, "notice.code.body"),
        "",
        "",
    )
    body = f"{told.title}\n\n{told.body}\n"
    return Letter(to, told.title, body, _html(locale, told, ("", ""), "", ("", "")))


def link_letter(
    locale: str, to: str, title: str, body: str, label: str, link: str, why: str
) -> Letter:
    """An e-mail that is there for one link, and says why it came."""
    told = Notice(NotificationKind.REMINDER, title, body, "", "")
    text = f"{title}\n\n{body}\n\n{label}\n{link}\n\n--\n{why}\n"
    return Letter(to, title, text, _html(locale, told, (label, link), why, ("", "")))


def sms_text(told: Notice, base_url: str) -> str:
    """As a text message: the body, and where to look."""
    link = f" {base_url.rstrip('/')}{told.path.partition('#')[0]}" if base_url else ""
    return f"{told.title} – {told.body}"[: LONGEST_SMS - len(link)] + link


def code_sms(locale: str, code: str) -> str:
    """The text message with the code."""
    return translate(locale, "notice.code.sms", code=code)


def _html(
    locale: str, told: Notice, link: tuple[str, str], why: str, preferences: tuple[str, str]
) -> str:
    tag = locale if locale in LOCALES else LOCALES[0]
    parts = [f"<h1>{escape(told.title)}</h1>", f"<p>{escape(told.body)}</p>"]
    if link[1]:
        parts.append(f'<p><a href="{escape(link[1])}">{escape(link[0])}</a></p>')
    if why:
        more = f' <a href="{escape(preferences[1])}">{escape(preferences[0])}</a>'
        parts.append(f"<hr><p><small>{escape(why)}{more if preferences[1] else ''}</small></p>")
    head = f'<!DOCTYPE html><html lang="{tag}" dir="{direction(tag)}"><head><meta charset="utf-8">'
    return f"{head}<title>{escape(told.title)}</title></head><body>{''.join(parts)}</body></html>"


def _topic(matter: str) -> str:
    digest = hashlib.sha256(matter.encode()).digest()[:24]
    return base64.urlsafe_b64encode(digest).decode()

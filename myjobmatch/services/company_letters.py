"""E-mails that let somebody into a company: a few words and one link, in French or English."""

from dataclasses import dataclass

from myjobmatch.domain.delivery import Letter, Result
from myjobmatch.domain.errors import Conflict
from myjobmatch.i18n.catalogue import desk_locale
from myjobmatch.i18n.translate import translate
from myjobmatch.services.notice_texts import link_letter
from myjobmatch.services.senders import MailSender

LINK_PAGE = "/employeur/lien"
DOOR_PAGE = "/employeur/inscription"


@dataclass(frozen=True, slots=True)
class Post:
    """Where letters are handed over, and the address of this installation that their links begin with."""

    mail: MailSender
    base: str


def letter_with_link(
    post: Post, locale: str, to: str, text: str, *, token: str = "", **params: str
) -> Letter:
    """The letter `company.mail.<text>`; without a token its link leads to where one registers."""
    language = desk_locale(locale)
    base = post.base.rstrip("/")
    path = f"{LINK_PAGE}?jeton={token}" if token else DOOR_PAGE
    return link_letter(
        language,
        to,
        translate(language, f"company.mail.{text}_title", **params),
        translate(language, f"company.mail.{text}_body", **params),
        translate(language, f"company.mail.{text}_act"),
        f"{base}{path}",
        translate(language, "company.mail.why"),
    )


async def send_letter(post: Post, letter: Letter) -> None:
    """Hand a letter over.

    Raises:
        Conflict: it could not be sent now (`link_not_sent`), or ever to that address (`link_refused`).
    """
    outcome = await post.mail.send(letter)
    if outcome.result is Result.TAKEN:
        return
    raise Conflict("link_not_sent" if outcome.result is Result.LATER else "link_refused")

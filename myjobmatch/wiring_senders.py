"""The channels that the settings give: push always; e-mail and text messages where there is a server for them."""

from __future__ import annotations

from email.utils import parseaddr

from myjobmatch.domain.clock import Clock
from myjobmatch.domain.notifications import Channel
from myjobmatch.integrations.mail import ConsoleMail, SmtpMail, SmtpServer
from myjobmatch.integrations.sms import ConsoleSms, SmsGateway
from myjobmatch.integrations.vapid import load_key
from myjobmatch.integrations.web_push import WebPush
from myjobmatch.services.senders import MailSender, Senders, SmsSender
from myjobmatch.settings import Settings

NOBODY = "mailto:noreply@localhost"


def senders_of(settings: Settings, clock: Clock) -> Senders:
    """The senders of this installation; in the demonstration the console stands for what is not set.

    Raises:
        ValueError: the VAPID key that was given is none.
    """
    key = load_key(settings.open_data_dir(), settings.vapid_private_key)
    hosts = tuple(settings.push_hosts)
    channels = {Channel.PUSH}
    mail: MailSender = ConsoleMail(text_too=settings.demo)
    sms: SmsSender = ConsoleSms(text_too=settings.demo)
    if settings.smtp_host:
        mail = SmtpMail(
            SmtpServer(
                host=settings.smtp_host,
                port=settings.smtp_port,
                tls=settings.smtp_tls,
                sender=settings.mail_from,
                user=settings.smtp_user,
                password=settings.smtp_password,
            )
        )
    if settings.sms_url:
        sms = SmsGateway(settings.sms_url, settings.sms_token, settings.sms_sender)
    if settings.smtp_host or settings.demo:
        channels.add(Channel.EMAIL)
    if settings.sms_url or settings.demo:
        channels.add(Channel.SMS)
    return Senders(
        push=WebPush(key, _subject(settings), clock, hosts),
        mail=mail,
        sms=sms,
        channels=frozenset(channels),
        push_key=key.public,
        push_hosts=hosts,
        base_url=settings.public_url,
        sender=parseaddr(settings.mail_from)[1] or NOBODY.removeprefix("mailto:"),
    )


def _subject(settings: Settings) -> str:
    if settings.vapid_subject:
        return settings.vapid_subject
    return settings.public_url.rstrip("/") if settings.https else NOBODY

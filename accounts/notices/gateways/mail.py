"""E-mail through Django's mail backend (``EMAIL_URL``): SMTP in production, files under ``var/mail`` at home."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from accounts.notices.errors import GatewayUnavailable, UndeliverableNotice

PERMANENT = range(500, 600)


def send_mail(*, to: str, subject: str, text: str, reference: str) -> None:
    """Send one plain-text e-mail; ``reference`` (the notice's id) travels in ``X-Notice-Id``.

    Raises ``UndeliverableNotice`` when the server refuses the recipient or the message for good,
    ``GatewayUnavailable`` for everything that may pass.
    """
    message = EmailMessage(
        subject=subject, body=text, from_email=settings.DEFAULT_FROM_EMAIL, to=[to], headers={"X-Notice-Id": reference}
    )
    try:
        message.send(fail_silently=False)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise _by_code(max(codes, default=0), "the mail server refused the recipient") from error
    except smtplib.SMTPResponseException as error:
        raise _by_code(error.smtp_code, f"the mail server answered {error.smtp_code}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise GatewayUnavailable(f"the mail server cannot be used: {type(error).__name__}") from error


def _by_code(code: int, why: str) -> Exception:
    return UndeliverableNotice(why) if code in PERMANENT else GatewayUnavailable(why)

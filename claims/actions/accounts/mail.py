"""Mail that a page sends. Its answer must not tell by its time whether there was anybody to write to."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

logger = logging.getLogger("claims.mail")
_later = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def is_off() -> bool:
    """Whether the site sends no mail at all."""
    return str(settings.EMAIL_BACKEND).endswith("dummy.EmailBackend")


def send(*, to: str, subject: str, text: str) -> bool:
    """Send now; whether it left."""
    try:
        return bool(EmailMessage(subject, text, to=[to]).send()) and not is_off()
    except (SMTPException, OSError) as error:
        # Neither the address nor the text, which lets somebody in.
        logger.error("mail could not be sent: %s", type(error).__name__)
        return False


def send_later(*, to: str, subject: str, text: str) -> None:
    """Send while the page has been answered already."""
    _later.submit(send, to=to, subject=subject, text=text)


def wait_until_sent() -> None:
    """Wait until everything has left that was to be sent later."""
    _later.submit(bool).result()

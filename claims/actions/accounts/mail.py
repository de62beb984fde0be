"""Mail that pages send. The time of a response must not reveal whether an account exists."""

import logging
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

logger = logging.getLogger("claims.mail")
later = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")
"""The thread that sends mail in the background."""


def is_off() -> bool:
    """Whether the site sends no mail."""
    return str(settings.EMAIL_BACKEND).endswith("dummy.EmailBackend")


def send(*, to: str, subject: str, text: str) -> bool:
    """Send now, and return whether it was sent."""
    try:
        return bool(EmailMessage(subject, text, to=[to]).send()) and not is_off()
    except (SMTPException, OSError) as error:
        # Log neither the address nor the text, which contains a link to sign in.
        logger.error("mail could not be sent: %s", type(error).__name__)
        return False


def send_later(*, to: str, subject: str, text: str) -> None:
    """Send in the background, after the response."""
    later.submit(send, to=to, subject=subject, text=text)

"""Finished pages, kept for as long as the record stands as it stood (``queries.kept_answers``)."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase

from claims.queries.site.response_cache import KeptAnswers


class KeptPages:
    """Pages among the ``answers`` that are kept."""

    def __init__(self, answers: KeptAnswers | None = None) -> None:
        self._answers = KeptAnswers() if answers is None else answers

    def find(self, seal: str, etag: str) -> HttpResponse | None:
        """The page, or None."""
        found = self._answers.find(seal, etag)
        return HttpResponse(found[0], headers=dict(found[1])) if found else None

    def keep(self, seal: str, etag: str, response: HttpResponseBase, *, room: int) -> None:
        """Keep a page that was found; anything else (an error, a redirection, a stream) is left alone."""
        if not isinstance(response, HttpResponse) or response.status_code != 200 or response.cookies:
            return
        if getattr(response, "is_rendered", True):
            self._answers.keep(seal, etag, response.content, dict(response.items()), room=room)

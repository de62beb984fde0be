"""How the fields of the desk's forms are rendered: by Jinja2, in a fraction of the time of Django's language.

The form of a claim has some 150 fields, and each is rendered by several templates. Django has those templates
in both languages, and they give the same HTML.
"""

from __future__ import annotations

from typing import Any

from django.forms.renderers import DjangoTemplates, Jinja2


class FormRenderer(Jinja2):
    """Django's templates for Jinja2, but for the widgets of the admin, which are in its language alone."""

    def __init__(self) -> None:
        self._admin = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("admin/"):
            return self._admin.get_template(template_name)
        return super().get_template(template_name)

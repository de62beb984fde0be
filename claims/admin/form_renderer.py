"""Render the fields of the desk's forms with Jinja2, which is much faster than Django's templates.

The form of a claim has some 150 fields, each rendered by several templates. Django ships these templates in
both languages with the same HTML.
"""

from typing import Any

from django.forms.renderers import DjangoTemplates, Jinja2


class FormRenderer(Jinja2):
    """Uses Django's Jinja2 templates, except for the widgets of the admin, which have none."""

    def __init__(self) -> None:
        self._admin = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("admin/"):
            return self._admin.get_template(template_name)
        return super().get_template(template_name)

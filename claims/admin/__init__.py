"""The desk: lists of every table, forms of drafts, and read-only pages of all other rows."""

from claims.admin.accounts import person  # noqa: F401
from claims.admin.claims import claim, inlines, saved_views  # noqa: F401
from claims.admin.tables import audit, derived, front_question, records  # noqa: F401

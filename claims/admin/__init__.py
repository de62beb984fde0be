"""The newsroom's side: every table listed and searchable, drafts editable, all else to be read only."""

from claims.admin.accounts import person  # noqa: F401
from claims.admin.claims import claim, inlines, saved_views  # noqa: F401
from claims.admin.coding import coding  # noqa: F401
from claims.admin.tables import audit, derived, front_question, records  # noqa: F401

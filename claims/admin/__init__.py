"""The desk: lists of every table, forms of drafts, and read-only pages of all other rows."""

from claims.admin.accounts import person  # noqa: F401
from claims.admin.claims import list as claim_list  # noqa: F401
from claims.admin.tables import audit, batches, read_only, records  # noqa: F401

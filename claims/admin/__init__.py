"""The newsroom's side: every table listed and searchable, drafts editable, all else to be read only."""

from claims.admin.accounts import person  # noqa: F401
from claims.admin.claims import (
    citation,  # noqa: F401
    claim,  # noqa: F401
    relation,  # noqa: F401
    saved_view,  # noqa: F401
    verdict,  # noqa: F401
)
from claims.admin.claims import inlines as stance  # noqa: F401
from claims.admin.coding import coding  # noqa: F401
from claims.admin.tables import (
    audit,  # noqa: F401
    batch,  # noqa: F401
    coverage,  # noqa: F401
    event,  # noqa: F401
    former_address,  # noqa: F401
    front_question,  # noqa: F401
    lead,  # noqa: F401
    revision,  # noqa: F401
    source,  # noqa: F401
    speaker,  # noqa: F401
    tally,  # noqa: F401
    topic,  # noqa: F401
)
from claims.admin.tables import derived as former_claim  # noqa: F401
from claims.admin.tables import records as position  # noqa: F401

"""The newsroom's side: every table listed and searchable, drafts editable, all else to be read only."""

from claims.admin import (  # noqa: F401
    audit,
    batch,
    citation,
    claim,
    coding,
    coverage,
    event,
    former_address,
    front_question,
    person,
    position,
    relation,
    revision,
    saved_view,
    source,
    speaker,
    stance,
    tally,
    topic,
    verdict,
)

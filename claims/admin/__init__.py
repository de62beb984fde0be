"""The newsroom's side: every table listed and searchable, drafts editable, all else to be read only."""

from django.contrib import admin

from claims.admin import (  # noqa: F401
    audit,
    batch,
    citation,
    claim,
    coverage,
    event,
    former_address,
    position,
    relation,
    revision,
    source,
    speaker,
    stance,
    tally,
    topic,
    verdict,
)

admin.site.site_header = admin.site.site_title = "Fact-Check Database"
admin.site.index_title = "The record"

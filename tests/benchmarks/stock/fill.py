"""``python -m tests.benchmarks.stock.fill 10000``: makes the tables and fills them with a world of our own.

Also makes the full-text table that Datasette looks for, and prints the cookie of a session for the admin.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from itertools import islice


def main(claims: int) -> None:
    """Fill the database of STOCK_DATABASE, which is empty."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.stock.settings"
    import django

    django.setup()
    # Models can be imported only now.
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.test import Client

    from tests.benchmarks.shared import Shared
    from tests.benchmarks.stock.models import Claim, Source, Speaker, Topic
    from tests.benchmarks.world import claims_of

    call_command("migrate", run_syncdb=True, verbosity=0)
    shared = Shared(claims)
    public = (made.record for made in claims_of(shared) if made.is_public)
    with transaction.atomic():
        speakers = {one.slug: Speaker(slug=one.slug, name=one.name) for one in shared.speakers}
        topics = {one.slug: Topic(slug=one.slug, name=one.name) for one in shared.topics}
        sources = {one.key: Source(title=one.title, url=one.url) for one in shared.sources}
        Speaker._default_manager.bulk_create(speakers.values())
        Topic._default_manager.bulk_create(topics.values())
        Source._default_manager.bulk_create(sources.values())
        while some := list(islice(public, 5_000)):
            rows = [
                Claim(
                    text=record.words.text,
                    said=date.fromisoformat(f"{record.said}-01-01"[:10]) if record.said else None,
                    speaker=speakers[record.speaker],
                    source=sources[record.chain[0].source],
                )
                for record in some
            ]
            Claim._default_manager.bulk_create(rows)
            Claim.topics.through._default_manager.bulk_create(
                Claim.topics.through(claim_id=row.pk, topic_id=topics[slug].pk)
                for row, record in zip(rows, some, strict=True)
                for slug in record.topics
            )
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE VIRTUAL TABLE stock_claim_fts USING fts5(text, content='stock_claim', content_rowid='id')"
        )
        cursor.execute("INSERT INTO stock_claim_fts (rowid, text) SELECT id, text FROM stock_claim")
        cursor.execute("ANALYZE")
    editor = User._default_manager.create_superuser("bench")
    browser = Client()
    browser.force_login(editor)
    sys.stdout.write(f"sessionid={browser.cookies['sessionid'].value}")


if __name__ == "__main__":
    main(int(sys.argv[1]))

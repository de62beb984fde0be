"""``/speakers/<slug>/timeline.json``: the number of claims of a speaker by month and topic."""

from django.http import HttpRequest, HttpResponse

from claims.api.responses import json_error, json_response, public_data
from claims.domain.record.paths import speaker_path
from claims.queries.paging import read_parameters, site_address
from claims.queries.speakers.timeline import CAVEAT, timeline_data


@public_data
def speaker_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """The topics with the most claims, or only ``topic``."""
    topic = read_parameters(dict(request.GET.lists()), ("topic",))["topic"]
    data = timeline_data(slug, topic)
    if data is None:
        return json_error(404, "there is no such speaker on our public record")
    if topic and not data.topics:
        return json_error(404, "this speaker has no public claim on that topic")
    return json_response(
        {
            "speaker": data.slug,
            "name": data.name,
            "url": site_address(speaker_path(data.slug)),
            "note": CAVEAT,
            "more_topics": data.more_topics,
            "topics": [
                {
                    "topic": topic.slug or None,
                    "name": topic.name,
                    "claims": topic.claims,
                    "months": topic.months,
                    "years": topic.years,
                    "undated": topic.undated,
                }
                for topic in data.topics
            ],
        }
    )

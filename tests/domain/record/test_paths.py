"""The addresses that are built as text are those that the URL configuration answers."""

from __future__ import annotations

from django.urls import resolve, reverse

from claims.domain.record import paths
from tests.cases import each_case

KEY, OTHER = "k7f2m9q1xz", "a1b2c3d4e5"


@each_case(
    ("path", "name"),
    [
        (paths.claim_path(KEY, "It stands"), "claim-detail"),
        (paths.claim_path(KEY, "Мост стоит"), "claim-detail"),
        (paths.claim_path(KEY, "…"), "claim-detail"),
        (paths.version_path(KEY, "It stands", 3), "claim-version"),
        (paths.history_path(KEY, "It stands"), "claim-history"),
        (paths.compare_path([KEY, OTHER]), "claim-compare"),
        (paths.speaker_path("anna-roe"), "speaker-detail"),
        (paths.topic_path("the-eder-bridge"), "topic-detail"),
        (paths.position_path("who-pays"), "position-detail"),
        (paths.source_path("s-26wgcy2dyv", "A spring of bridges"), "source-detail"),
        (paths.source_path("s-26wgcy2dyv", "«»"), "source-detail"),
    ],
)
def test_a_built_path_is_that_of_its_page(path: str, name: str) -> None:
    found = resolve(path)
    assert found.url_name == name
    assert reverse(name, kwargs=found.kwargs) == path


def test_a_comparison_has_one_address_in_any_order() -> None:
    assert paths.compare_path([KEY, OTHER]) == paths.compare_path([OTHER, KEY]) == f"/compare/{OTHER},{KEY}/"

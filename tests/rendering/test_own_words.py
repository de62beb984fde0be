"""The speaker's own words are set off from those around them."""

from __future__ import annotations

from django.utils.safestring import mark_safe

from claims.rendering.own_words import set_off
from tests.cases import each_case

OWN = '<span class="own-words">'


@each_case(
    ("words", "shown"),
    [
        ("She said “no”, and left.", f"She said {OWN}“no”</span>, and left."),
        ('She said "no" & left.', f'She said {OWN}"no"</span> &amp; left.'),
        ("She <b>said</b> “<i>”.", f"She &lt;b&gt;said&lt;/b&gt; {OWN}“&lt;i&gt;”</span>."),
        ("Nothing is quoted.", "Nothing is quoted."),
        (mark_safe("A <mark>“toll”</mark>."), f"A <mark>{OWN}“toll”</span></mark>."),
        (mark_safe("A “big <mark>toll” for</mark> all."), "A “big <mark>toll” for</mark> all."),
        (mark_safe("&quot;<mark>No</mark>&quot;"), f'{OWN}"<mark>No</mark>"</span>'),
    ],
)
def test_each_quotation_stands_in_an_element_of_its_own(words: str, shown: str) -> None:
    assert set_off(words) == shown

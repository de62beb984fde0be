"""Sets the speaker's own words off from those of a reporter around them."""

from __future__ import annotations

from markupsafe import Markup, escape

from claims.domain.text.own_words import quoted_parts


def set_off(words: str) -> Markup:
    """Words of which a part is quoted, each quotation in an element of its own.

    Takes plain text, or safe text in which words are marked; a quotation that holds only the beginning or the
    end of a mark stays as it is.
    """
    # Quotation marks need no escape in the text of an element.
    whole = str(escape(words)).replace("&#34;", '"').replace("&quot;", '"')
    pieces, at = [], 0
    for start, end in quoted_parts(whole):
        part = whole[start - 1 : end + 1]
        if part.count("<mark>") == part.count("</mark>"):
            pieces += [whole[at : start - 1], f'<span class="own-words">{part}</span>']
            at = end + 1
    return Markup("".join([*pieces, whole[at:]]))

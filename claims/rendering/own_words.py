"""Marks up the speaker's own words within those of a reporter."""

from markupsafe import Markup, escape

from claims.domain.text.own_words import quoted_parts


def set_off(words: str) -> Markup:
    """The words as HTML, with each quotation in an element of its own.

    ``words`` is plain text, or safe text with ``<mark>`` elements. A quotation with only the beginning or the
    end of such an element is not changed.
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

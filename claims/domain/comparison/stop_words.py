"""Small words, which are no part of a key phrase, and negations, which may be.

There are lists for the languages that the search can stem. In other languages, words of fewer than four
letters are small.
"""

from collections.abc import Mapping
from types import MappingProxyType

from claims.domain.text.word_folding import folded

_ENGLISH = (
    "a an the this that these those it its itself he him his she her hers they them their theirs we us "
    "our ours you your yours i me my mine who whom whose which what where when why how and or but if then "
    "than as so because while although though whether of in on at by for from to into onto upon with "
    "within about against between among through during before after over under above below up down out "
    "off again further is am are was were be been being has have had having do does did doing will would "
    "shall should can could may might must ought there here also just only very too more most much many "
    "some any each other such own same both all it's that's there's he's she's we're they're i'm you're "
    "we've they've i've s t"
)
_RUSSIAN = (
    "и а но или да что чтобы как так такой такая такое такие это этот эта эти этого этой этих этому этим "
    "тот та те того той тех тому тем том он она оно они его ее их ему ей им ним ней них мы нас нам нами "
    "наш наша наше наши нашей нашего вы вас вам ваш ваша ваши я меня мне мной мой моя мои себя себе собой "
    "свой своя свое свои своей своего который которая которое которые которого которой которых кто где "
    "когда куда откуда почему если то же ли бы б в во на по к ко с со о об обо от до из изо за над под "
    "при про для без у через между перед после около был была было были быть есть будет будут является "
    "являются тоже также еще уже лишь только очень более самый сам сама сами все всех всем всего вся весь "
    "ведь вот там тут здесь"
)
_SPANISH = (
    "el la los las lo un una unos unas al del de a ante bajo con contra desde en entre hacia hasta para "
    "por según sobre tras y e o u pero si que qué quien quienes cual cuales cuyo cuya cuando donde como "
    "cómo porque aunque mientras es son era eran fue fueron ser sido siendo está están estaba estaban "
    "estar ha han había habían he hemos haber hay se me te le les nos os su sus mi mis tu tus nuestro "
    "nuestra nuestros nuestras él ella ello ellos ellas yo nosotros usted ustedes este esta esto estos "
    "estas ese esa eso esos esas aquel aquella aquello muy más también ya solo sólo todo toda todos todas "
    "otro otra otros otras mismo misma"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(folded(word) for word in text.split())


STOP_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {"en": _words(_ENGLISH), "ru": _words(_RUSSIAN), "es": _words(_SPANISH)}
)
"""The small words, folded, by the first part of a language tag."""

NEGATIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "en": _words("no not never nor neither none nothing nobody without cannot"),
        "ru": _words("не нет ни никогда никак ничто ничего никто никого нельзя"),
        "es": _words("no ni nunca jamás nada nadie ninguno ninguna ningún sin tampoco"),
    }
)
"""The negations. They may be part of a phrase, but are no phrase alone."""

SHORTEST_UNLISTED = 4


def is_stop_word(word: str, language: str) -> bool:
    """Whether a folded word is no part of a key phrase. ``language`` is the first part of a tag.

    >>> is_stop_word("the", "en"), is_stop_word("not", "en"), is_stop_word("und", "de")
    (True, False, True)
    """
    if language in STOP_WORDS:
        return word in STOP_WORDS[language]
    is_alphabetic = any(character.upper() != character.lower() for character in word)
    return is_alphabetic and len(word) < SHORTEST_UNLISTED


def is_negation(word: str, language: str) -> bool:
    """Whether a folded word is a negation, or a verb with one.

    >>> is_negation("not", "en"), is_negation("hasn't", "en"), is_negation("nothing", "de")
    (True, True, False)
    """
    if language == "en" and word.endswith("n't"):
        return True
    return word in NEGATIONS.get(language, frozenset())

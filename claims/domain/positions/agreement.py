"""The agreement of people who coded the same claims independently.

It is measured by Krippendorff's alpha for nominal values: 1 if all agree, 0 if they agree as often as by
chance, below 0 if they agree less often. There may be any number of coders, and claims that not all of them
coded. The order of answers is ignored, because "nothing changed" and "takes no stance" have no place in it.

Source: Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section B to D, and Content
Analysis, 4th edition (2019), chapter 12. With m_u codings of claim u, the coincidence of two values is

    o_ck = Σ_u (pairs of c and k among the codings of u) / (m_u - 1)
    n_c = Σ_k o_ck,   n = Σ_c n_c
    alpha = 1 - (n - 1) · Σ_{c≠k} o_ck / Σ_{c≠k} n_c n_k
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from claims.domain.text.plurals import number_of

NOBODY = "Not given: no claim has been answered by two people."
ONE_VALUE = "Not given: all gave the same answer, so that agreement cannot be told from chance."
ONE_CLAIM = "Not given for one claim."


@dataclass(frozen=True, slots=True)
class Agreement:
    """``claims`` were coded by two or more people, who all agree on ``agreed``, with ``codings`` in all.

    ``alpha`` is None if it is not defined; ``reason`` then says why.
    """

    claims: int
    agreed: int
    codings: int
    alpha: Fraction | None = None
    reason: str = ""

    @property
    def words(self) -> str:
        """ "Agreed on 10 of 12 claims that two or more people answered. Krippendorff’s alpha 0.71 …" """
        if not self.claims:
            return self.reason
        claims = number_of(self.claims, "claim")
        counts = f"Agreed on {self.agreed:,} of {claims} that two or more people answered."
        if self.alpha is None:
            return f"{counts} Krippendorff’s alpha: {self.reason[:1].lower()}{self.reason[1:]}"
        value = f"{float(self.alpha):.2f}".replace("-", "−")
        return (
            f"{counts} Krippendorff’s alpha {value} (nominal, n = {self.codings:,} answers; 1 is full"
            " agreement, 0 is chance)."
        )


def agreement(codings: Mapping[Hashable, Sequence[str]]) -> Agreement:
    """The agreement on claims. ``codings`` has the values of each claim, one for each coder.

    >>> agreement({"a": ["yes", "yes"], "b": ["no", "no"], "c": ["yes"]})
    Agreement(claims=2, agreed=2, codings=4, alpha=Fraction(1, 1), reason='')
    """
    pairable = [list(values) for values in codings.values() if len(values) > 1]
    agreed = sum(len(set(values)) == 1 for values in pairable)
    alpha, reason = None, NOBODY
    if pairable:
        alpha = krippendorff_alpha(pairable)
        reason = "" if alpha is not None else ONE_VALUE
    if len(pairable) == 1:
        alpha, reason = None, ONE_CLAIM
    return Agreement(len(pairable), agreed, sum(map(len, pairable)), alpha, reason)


def krippendorff_alpha(units: Iterable[Sequence[str]]) -> Fraction | None:
    """The exact alpha of nominal values. None if it is not defined: no two codings, or only one value.

    ``units`` has the values of each unit. Units with fewer than two values are left out.
    """
    totals: Counter[str] = Counter()
    same = Fraction(0)
    for values in units:
        counted = Counter(values)
        size = len(values)
        if size < 2:
            continue
        totals.update(counted)
        same += sum(Fraction(number * (number - 1), size - 1) for number in counted.values())
    n = sum(totals.values())
    expected = n * n - sum(number * number for number in totals.values())
    if not expected:
        return None
    return 1 - (n - 1) * (n - same) / Fraction(expected)

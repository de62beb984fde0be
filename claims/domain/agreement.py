"""How far people who coded the same claims, not seeing one another's answers, agree beyond chance.

Krippendorff's alpha for nominal values: 1 where all agree, 0 where they agree no better than chance would
have it, below 0 where they agree less than that. It takes any number of coders, and claims that not all of
them coded. Answers count as different or the same, even where a position puts them in an order: "nothing
changed" and "takes no stance" have no place in it.

Source: Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section B to D, and Content
Analysis, 4th edition (2019), chapter 12. With m_u codings of claim u, the coincidence of two values is

    o_ck = Σ_u (pairs of c and k among the codings of u) / (m_u - 1)
    n_c = Σ_k o_ck,   n = Σ_c n_c
    alpha = 1 - (n - 1) · Σ_{c≠k} o_ck / Σ_{c≠k} n_c n_k
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

NOBODY = "Not told: no claim has been coded by two people."
ONE_VALUE = "Not told: all of them gave the same answer, so that agreement cannot be told from chance."
ONE_CLAIM = "Not told from one claim."


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of ``claims`` that two or more coded, all agree on ``agreed``; ``codings`` are those of these claims.

    ``alpha`` is None where it is not defined, and ``reason`` then says why.
    """

    claims: int
    agreed: int
    codings: int
    alpha: Fraction | None = None
    reason: str = ""

    @property
    def words(self) -> str:
        """ "Agreed on 10 of 12 claims that two or more people coded. Krippendorff’s alpha 0.71 (n = 24)." """
        if not self.claims:
            return self.reason
        noun = "claim" if self.claims == 1 else "claims"
        counts = f"Agreed on {self.agreed:,} of {self.claims:,} {noun} that two or more people coded."
        if self.alpha is None:
            return f"{counts} Krippendorff’s alpha: {self.reason[:1].lower()}{self.reason[1:]}"
        value = f"{float(self.alpha):.2f}".replace("-", "−")
        return f"{counts} Krippendorff’s alpha {value} (nominal, n = {self.codings:,} codings)."


def agreement(codings: Mapping[Hashable, Sequence[str]]) -> Agreement:
    """The agreement on claims, given the values that each claim was coded with, one for each coder.

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
    """Alpha of nominal values, exactly; None where it is not defined: no two codings, or one value alone.

    ``units`` holds the values that each unit was coded with; units with fewer than two are left out.
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

"""What other firms of a batch declare the same article as, beside what its text speaks for."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

from tidewaiter.goods.commodity import articles_of
from tidewaiter.goods.fold import fold
from tidewaiter.goods.heading.candidates import digits_of, rank_headings
from tidewaiter.goods.heading.index import UNIT, heading_index

__all__ = ["candidates_in_batch"]

_FIRST_FIRM = 1.0
"""chosen: natural logarithms that one other firm adds; twice as many firms add 0.7 more. One firm may be wrong, ten seldom are."""


def candidates_in_batch(texts: Sequence[str | None], codes: Sequence[str | None], firms: Sequence[str | None]) -> list[list[str] | None]:
    """Give the headings that each text speaks for, and other firms of the batch declare the same article as, best first.

    What a firm itself declares never counts for its own records, so that its own wrong code does not confirm itself. Firms count, not
    records: one that declares a thousand times is one. All records without a firm count as of one firm.

    Args:
        texts: goods text of each record.
        codes: HS code of each record, or None.
        firms: name or key of the firm that declared each record, or None.

    Returns:
        For each record its candidates as `HS_CANDIDATES` gives them; None where there is no text.

    >>> candidates_in_batch(["zxqv wqzx"] * 2, ["950300", "293339"], ["A", "B"])
    [['2933'], ['950300']]
    """
    articles = articles_of([fold(text or "") for text in texts])
    known = set(heading_index().headings)
    headings = [digits_of(code)[:4] for code in codes]
    declared = {(article, heading, firm) for article, heading, firm in zip(articles, headings, firms) if article and heading in known}
    firms_n = Counter((article, heading) for article, heading, _ in declared)
    of_article = defaultdict[str, set[str]](set)
    for declared_article, heading, _ in declared:
        of_article[declared_article].add(heading)
    asked = [place for place, text in enumerate(texts) if text is not None]
    beside = dict[int, dict[str, int]]()
    for at, place in enumerate(asked):
        article, firm = articles[place] or "", firms[place]
        others = {heading: firms_n[article, heading] - ((article, heading, firm) in declared) for heading in of_article.get(article, ())}
        beside[at] = {heading: round(UNIT * (_FIRST_FIRM + log(n))) for heading, n in others.items() if n}
    ranked = rank_headings(heading_index(), [texts[place] or "" for place in asked], [codes[place] for place in asked], beside=beside)
    answers = dict(zip(asked, ranked))
    return [answers.get(place) for place in range(len(texts))]

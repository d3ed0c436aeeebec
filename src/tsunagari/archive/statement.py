"""Which numbers stand on what is public, and which on responses: counted, never typed.

A published number that synthetic respondents reproduce says that the pipeline computes as the
publication does. It does not say that the responses agree: the synthetic ones were made to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Row = Mapping[str, str]
ALL = "all"
VERDICTS = ("reproduced", "differs", "unattainable", "not computable")
BASES = ("delivered", "published", "assumed")


@dataclass(frozen=True)
class Counts:
    """Of one figure, or of all.

    verdicts   verdict of the audit -> published numbers
    estimates  basis -> percentages that the pipeline estimates
    """

    figure: str
    verdicts: Mapping[str, int]
    estimates: Mapping[str, int]

    @property
    def published(self) -> int:
        return sum(self.verdicts.values())

    @property
    def estimated(self) -> int:
        return sum(self.estimates.values())

    def cells(self) -> list[str]:
        """The cells of its row in the table that `HEADER` heads."""
        counts = [self.published, *(self.verdicts.get(each, 0) for each in VERDICTS)]
        counts += [self.estimated, *(self.estimates.get(each, 0) for each in BASES)]
        return [self.figure, *map(str, counts)]


HEADER = (
    "figure",
    "published_numbers",
    *(verdict.replace(" ", "_") for verdict in VERDICTS),
    "estimates",
    *(f"estimates_{basis}" for basis in BASES),
)


def counts_by_figure(
    order: Iterable[str], numbers: Iterable[Row], estimates: Mapping[str, Iterable[Row]]
) -> list[Counts]:
    """One row a figure or other file of published numbers, and one of all together, the last.

    order      of the figures; what is none of them follows
    numbers    rows of results/audit/numbers.csv
    estimates  figure -> rows of its estimates; those without a number are not counted
    """
    verdicts: dict[str, Counter] = {}
    for row in numbers:
        verdicts.setdefault(row["file"], Counter())[row["verdict"]] += 1
    bases = {
        figure: Counter(row["basis"] for row in rows if row["basis"] in BASES)
        for figure, rows in estimates.items()
    }
    known = {*verdicts, *bases}
    names = dict.fromkeys([*(name for name in order if name in known), *verdicts, *bases])
    found = [
        Counts(name, verdicts.get(name, Counter()), bases.get(name, Counter())) for name in names
    ]
    whole = Counts(ALL, _sum(verdicts.values()), _sum(bases.values()))
    return [*found, whole]


def _sum(counters: Iterable[Counter]) -> Counter:
    return sum(counters, Counter())

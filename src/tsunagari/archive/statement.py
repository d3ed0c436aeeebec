"""Which numbers stand on what is public, and which on responses: counted, never typed.

A published number that synthetic respondents attain says that the pipeline computes as the
publication does. It does not say that the responses agree: the synthetic ones were made to.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tsunagari.archive.exhibits import SEPARATOR, ExhibitRow

Row = Mapping[str, str]
ALL = "all"
VERDICTS = ("attained", "reproduced", "differs", "unattainable", "not computable")
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
    verdicts, bases = defaultdict(Counter), defaultdict(Counter)
    for row in numbers:
        verdicts[row["file"]][row["verdict"]] += 1
    for figure, rows in estimates.items():
        bases[figure].update(row["basis"] for row in rows if row["basis"] in BASES)
    known = dict.fromkeys([*verdicts, *bases])
    names = dict.fromkeys([*(name for name in order if name in known), *known])
    whole = Counts(ALL, *(sum(each.values(), Counter()) for each in (verdicts, bases)))
    return [*(Counts(name, verdicts[name], bases[name]) for name in names), whole]


# ---- The files that a CODECHECK looks at, for codecheck.yml (specification 2.0) ----------
#
# What only the checker can say (codechecker, report, summary, certificate) is left to the checker.


def manifest_items(rows: Iterable[ExhibitRow], formats: Iterable[str]) -> dict[str, str]:
    """The files to make anew and compare -> what each is: pictures in one format, and tables.

    formats  of the pictures; the first stands for all, which hold the same
    """
    endings = (f".{next(iter(formats))}", ".csv")
    titles: dict[str, str] = {}
    for row in rows:
        for file in row.outputs.split(SEPARATOR):
            if file.endswith(endings):
                titles.setdefault(file, " / ".join(row.title.values()))
    return titles


# What people read of an archive, from templates: README, data statement, codecheck.yml.

FILTERS = {
    # a text as YAML reads it, whatever is in it
    "quoted": partial(json.dumps, ensure_ascii=False),
    # a text as a cell of a Markdown table
    "cell": lambda text: str(text).replace("|", "\\|").replace("\n", " "),
    # parts of a joined cell, each as code
    "each": lambda parts: "<br>".join(f"`{part}`" for part in parts.split(SEPARATOR) if part),
}


def render(templates: Path, name: str, context: Mapping) -> str:
    """The template `name` of the folder, filled; what a template names has to be there."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= FILTERS
    return environment.get_template(name).render(context)

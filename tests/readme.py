"""The README's agreement table, made from a run's audit: python tests/readme.py rewrites it."""

from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[1]
START, END = "<!-- agreement -->\n", "<!-- /agreement -->"


def agreement_table(project: Path) -> str:
    """Verdicts by figure, as Markdown, with their sum."""
    table = pd.read_csv(project / "results/audit/agreement.csv", dtype={"figure": str})
    verdicts = list(table.columns[2:])
    table["figure"] = table["figure"].fillna("prose, elsewhere")
    rows = [[row.figure, row.provenance, *row[3:]] for row in table.itertuples()]
    rows.append(["**all**", "", *(f"**{table[verdict].sum()}**" for verdict in verdicts)])
    lines = [["figure", "provenance", *verdicts], ["---"] * 2 + ["--:"] * len(verdicts), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def shown_in_readme() -> str:
    """The table as it stands in the README."""
    return (ROOT / "README.md").read_text(encoding="utf-8").split(START)[1].split(END)[0]


if __name__ == "__main__":
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(START + shown_in_readme(), START + agreement_table(ROOT)))

"""What remains of a difference once the number of communities is held fixed, in words.

The words are templates of the configuration, the numbers those of counting.csv.
"""

from collections.abc import Mapping

import pandas as pd

from tsunagari.index.kinds import WHOLE
from tsunagari.read.rounding import printed


def paragraph(
    table: pd.DataFrame, words: Mapping[str, str], names: Mapping[str, Mapping[str, str]]
) -> str:
    """A sentence or two for each wave and contrast of counting.csv, one paragraph.

    words  the templates of one language: opening; wave; contrast, with its {verdict}: no_lead
           where the interval of the difference does not lie above 0, else remains, reversed or
           unclear as that of the held-fixed difference lies above, below or across 0; assumed,
           said where any number is
    names  wave and group -> their labels in that language
    """
    sentences = [words["opening"]]
    for wave in table["wave"].unique():
        here = table[table["wave"] == wave]
        sentences.append(words["wave"].format(wave=names["wave"][wave]))
        for against in [name for name in here["against"].unique() if name]:
            facts = _facts(here, against) | {"wave": names["wave"][wave]}
            facts |= {key: names["group"][facts[key]] for key in ("of", "against")}
            verdict = words[_verdict(here, against)].format(**facts)
            sentences.append(words["contrast"].format(verdict=verdict, **facts))
    if (table["basis"] == "assumed").any():
        sentences.append(words["assumed"])
    return "".join(sentences).strip()


def _facts(table: pd.DataFrame, against: str) -> dict[str, str]:
    """The numbers of one contrast as they are printed."""
    rows = table[table["against"] == against].set_index("measure")
    of = rows["group"].iloc[0]
    facts = {"of": of, "against": against}
    for measure, row in rows.iterrows():
        decimals = 0 if measure in WHOLE else 2
        facts[measure] = _words(row["value"], decimals)
        facts[f"{measure}_low"] = _words(row["ci_low"], decimals)
        facts[f"{measure}_high"] = _words(row["ci_high"], decimals)
    numbers = table[table["measure"] == "number"].set_index("group")["value"]
    return facts | {
        "number_of": _words(numbers[of], 1),
        "number_against": _words(numbers[against], 1),
    }


def _verdict(table: pd.DataFrame, against: str) -> str:
    rows = table[table["against"] == against].set_index("measure")
    if not rows.loc["difference", "ci_low"] > 0:
        return "no_lead"
    low, high = rows.loc["held_fixed", ["ci_low", "ci_high"]]
    return "remains" if low > 0 else "reversed" if high < 0 else "unclear"


def _words(value: float, decimals: int) -> str:
    """A number with a minus sign and not a hyphen, and no minus before zero."""
    words = printed(value, decimals) if pd.notna(value) else ""
    if not words.strip("-0."):
        words = words.lstrip("-")
    return words.replace("-", "\u2212")

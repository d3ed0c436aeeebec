"""Which waves asked a question, from their files in config/waves/ alone."""

import re
from collections.abc import Iterable, Mapping

from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Problem
from tsunagari.waves.comparability import items_asked, sources

CROSS, PARTS = re.compile(r"[:*]"), re.compile(r"\[.*\]|\s")


def asks(codebook: Codebook, wave: Mapping, name: str, item: str = "") -> bool:
    """Whether any file of the wave has a variable, or all that a derived one is made of.

    item  of a repeated variable, whether the wave asked about this item
    """
    if item and codebook[name].items and item not in items_asked(codebook, wave, name):
        return False
    return all(
        any(_has(wave, file, source) for file in wave["files"])
        for source in sources(codebook, name)
    )


def _has(wave: Mapping, file: Mapping, name: str) -> bool:
    """Whether one file gives an asked variable, by columns or as a constant."""
    if name in file.get("not_asked", ()):
        return False
    return name in wave["columns"] or name in file.get("constants", {})


def unasked(
    codebook: Codebook,
    waves: Mapping[str, Mapping],
    names: Iterable[str],
    terms: Iterable[str],
    file: str,
    where: str,
) -> list[Problem]:
    """A problem for each variable (or `variable.item`) of the terms that a wave did not ask.

    waves  wave -> its entry in config/waves/     names  the waves that all of it is needed of
    terms  as of models, e.g. `sex`, `media_use.line[users]`, `sex:age_band`; what is no
           variable of the codebook is passed over
    """
    found = []
    columns = [PARTS.sub("", part) for term in terms for part in CROSS.split(term)]
    for column in dict.fromkeys(columns):
        name, _, item = column.partition(".")
        if name not in codebook.variables:
            continue
        having = [wave for wave in waves if asks(codebook, waves[wave], name, item)]
        message = "which `waves` names, did not ask it"
        remedy = f"Name only waves that did ({', '.join(having) or 'none did'}), or leave it out."
        found += [
            Problem(file, where, column, f"wave {wave}, {message}", remedy)
            for wave in names
            if wave in waves and wave not in having
        ]
    return found

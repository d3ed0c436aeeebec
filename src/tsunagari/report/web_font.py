"""The bundled font for pages: the glyphs in use and no others."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

NAME = "Pictures"
NAMES = (1, 3, 4, 6, 16)  # family, identifier, full name, PostScript name, typographic family


def characters_of(pages: Iterable[str]) -> set[str]:
    """The characters that pages hold, in their pictures and around them; of entities none."""
    found: set[str] = set()
    for page in pages:
        found.update(page)
    return {character for character in found if character.isprintable()}


def web_font(path: Path, characters: Iterable[str]) -> bytes:
    """A WOFF of the font at `path` with those of the characters that it has.

    The same bytes each time.

    Its licence entries are kept. Its name is another one, which the IPA Font License asks of
    fonts made from its own (article 3, paragraph 1, (4)).
    """
    font = TTFont(path, lazy=True, recalcTimestamp=False)
    options = Options(
        hinting=False, layout_features=[], name_IDs=["*"], name_languages=["*"], notdef_outline=True
    )
    options.drop_tables += ["vhea", "vmtx", "GSUB", "GPOS", "GDEF"]
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in NAMES:
            record.string = NAME
    font.flavor = "woff"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()

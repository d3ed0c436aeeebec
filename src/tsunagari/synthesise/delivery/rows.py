"""Synthetic respondents in the formats in which a wave is delivered, mess included.

The wave's mapping is read backwards, so that from the raw files on a synthetic wave takes
exactly the way that a delivered one takes.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import matches
from tsunagari.codebook.variables import Codebook
from tsunagari.synthesise.delivery.cells import raw_cells
from tsunagari.waves.mapping import maps_of_file

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def deliver(
    codebook: Codebook, wave_name: str, wave: Mapping, respondents: pd.DataFrame, mess: Mapping
) -> dict[str, pd.DataFrame]:
    """File path -> frame of text, as the wave's institute would have delivered it.

    mess  seed          of the order of rows and of everything below
          numbers       raw number column that no variable reads -> least and greatest value
          rows          exclusion of the wave -> {share, values}: rows added for it to find,
                        as a share of the file's respondents, with these numbers
          full_width    share of the cells written in full-width digits
    """
    rng = np.random.Generator(np.random.PCG64(mess["seed"]))
    files: dict[str, pd.DataFrame] = {}
    delivered = 0
    for file in wave["files"]:
        chosen = matches(codebook, respondents, file.get("constants"))
        part = respondents[chosen].iloc[rng.permutation(int(chosen.sum()))]
        maps = maps_of_file(codebook, wave, file)
        frame = raw_cells(f"config/waves/{wave_name}.yaml", maps, part)
        for column, (low, high) in mess.get("numbers", {}).items():
            frame[column] = rng.integers(low, high + 1, len(frame)).astype(str)
        frame = _add_rows(wave, frame, mess.get("rows", {}), rng)
        numbers = range(delivered + 1, delivered + len(frame) + 1)
        frame.insert(0, wave["respondent"], [f"{wave_name}{number:06d}" for number in numbers])
        delivered += len(frame)
        frame = _repeat_rows(wave, frame, mess.get("rows", {}), rng)
        if file.get("full_width"):
            frame = _widen(frame, mess.get("full_width", 0), rng)
        files[file["path"]] = frame
    return files


def _add_rows(wave: Mapping, frame: pd.DataFrame, rows: Mapping, rng) -> pd.DataFrame:
    """Copies of respondents with a number that the wave's rule excludes."""
    added = [frame]
    for rule in [rule for rule in wave["exclude"] if "number" in rule and rule["name"] in rows]:
        entry = rows[rule["name"]]
        extra = frame.iloc[rng.integers(0, len(frame), round(entry["share"] * len(frame)))].copy()
        extra[rule["number"]] = rng.choice([str(value) for value in entry["values"]], len(extra))
        added.append(extra)
    joined = pd.concat(added, ignore_index=True)
    return joined.iloc[rng.permutation(len(joined))].reset_index(drop=True)


def _repeat_rows(wave: Mapping, frame: pd.DataFrame, rows: Mapping, rng) -> pd.DataFrame:
    """Rows delivered twice, somewhere below the first."""
    for rule in [rule for rule in wave["exclude"] if "duplicated" in rule and rule["name"] in rows]:
        count = round(rows[rule["name"]]["share"] * len(frame))
        repeated = rng.choice(len(frame), count, replace=False)
        frame = pd.concat([frame, frame.iloc[np.sort(repeated)]], ignore_index=True)
    return frame


def _widen(frame: pd.DataFrame, share: float, rng) -> pd.DataFrame:
    """Some cells with their digits written full-width, as typed on a Japanese keyboard."""
    wide = frame.apply(lambda column: column.str.translate(FULL_WIDTH))
    return frame.where(rng.random(frame.shape) >= share, wide)

"""The table of trends of a comparison over three and more waves."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.special import fdtrc

from tsunagari.codebook.basis import ASSUMED, EMPTY, NOT_ASKED, weakest
from tsunagari.compare.change import side, summary
from tsunagari.compare.pairs import CELL
from tsunagari.compare.plan import Comparison, base_is_assumed
from tsunagari.estimate.estimators import Estimates
from tsunagari.waves.comparability import GRADES

# ---- The trend of a share over three and more waves, in points a year --------------------

COLUMNS = ("slope", "std_error", "ci_low", "ci_high", "df", "statistic", "p_value", "p_line")


def trend(years: Sequence[float], shares: Sequence[Estimates]) -> dict[str, float]:
    """Slope of the least-squares line through the waves' shares; keys COLUMNS.

    shares  one estimate a wave, in percent, of samples drawn independently
    p_line  of the hypothesis that the shares lie on a line (Wald F)

    ASSUME: every wave counts once, whatever its size, and the errors are those of the
    designs: the slope is a contrast of the waves, as `svycontrast` has it of stacked
    designs. Degrees of freedom by Satterthwaite (1946); where a wave has none, there is no test.
    """
    time = np.asarray(years, dtype=float) - np.mean(years)
    weights = time / (time @ time)
    values = np.array([share.values[0] for share in shares])
    variances = np.array([share.covariance[0, 0] for share in shares])
    freedoms = np.array([share.freedoms[0] for share in shares])
    parts, known = weights**2 * variances, (freedoms > 0).all()
    below = (parts**2 / np.where(known, freedoms, 1)).sum()
    freedom = (parts.sum() ** 2 / below if parts.any() else freedoms.sum()) if known else 0.0
    slope = Estimates(("slope",), np.array([weights @ values]), parts.sum().reshape(1, 1), freedom)
    row = summary(slope)
    p_line = _p_of_line(time, values, variances, freedoms.min()) if known else np.nan
    return {"slope": row.pop("change"), **row, "p_line": p_line}


def _p_of_line(
    time: np.ndarray, values: np.ndarray, variances: np.ndarray, freedom: float
) -> float:
    """Wald test that what the line leaves over is nil.

    ASSUME: the denominator has the fewest degrees of freedom of any wave.
    """
    line = np.column_stack([np.ones_like(time), time])
    # The directions in which shares can leave a line.
    off = np.linalg.svd(line.T)[2][2:]
    left, covariance = off @ values, (off * variances) @ off.T
    if np.linalg.matrix_rank(covariance) < len(left):  # a census: what is left over is certain
        return float(np.allclose(left, 0))
    wald = left @ np.linalg.solve(covariance, left) / len(left)
    return float(fdtrc(len(left), freedom, wald))


LEAST = 3  # waves


def trends(
    comparison: Comparison,
    measured: Mapping[str, pd.DataFrame],
    waves: Mapping[str, Mapping],
    changes: pd.DataFrame,
) -> pd.DataFrame:
    """The trend of every cell over the waves that asked it, in points a year, a row each.

    measured  wave -> its cells (pairs.measure_wave), earliest first
    changes   the comparison's changes (pairs.compare), for their grades

    `grade` is the worst of all pairs of the waves that asked. A cell that fewer than three
    waves asked has basis `not_asked`, no slope and no grade. P-values are not adjusted yet
    (families.tested_at_once).
    """
    tables = {wave: table.to_dict("records") for wave, table in measured.items()}
    graded = changes.groupby(list(CELL), sort=False)
    rows = []
    for cells in zip(*tables.values(), strict=True):
        key = tuple(cells[0][part] for part in CELL)
        asked = {
            wave: cell
            for wave, cell in zip(tables, cells, strict=True)
            if cell["basis"] not in EMPTY
        }
        slope, basis, worst = dict.fromkeys(COLUMNS, np.nan), NOT_ASKED, ""
        if len(asked) >= LEAST:
            years = [waves[wave]["year"] for wave in asked]
            slope = trend(years, [side(cell) for cell in asked.values()])
            stands = [cell["basis"] for cell in asked.values()]
            basis = weakest(stands + [ASSUMED for w in asked if base_is_assumed(waves[w])])
            worst = _worst(graded.get_group(key)["grade"])
        rows.append({
            "comparison": comparison.name, "waves": " ".join(asked),
            **dict(zip(CELL, key, strict=True)), **slope,
            "family": comparison.family, "grade": worst, "basis": basis,
        })  # fmt: skip
    return pd.DataFrame(rows)


def _worst(grades: Sequence[str]) -> str:
    """The worst grade of the pairs that have one."""
    return max((each for each in grades if each), key=GRADES.index)

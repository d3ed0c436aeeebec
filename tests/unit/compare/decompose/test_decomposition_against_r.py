"""Standardisation, Kitagawa and Oaxaca-Blinder against R, weighted and clustered."""

import numpy as np
import pandas as pd
import pytest
from waves_in_cells import CODEBOOK, FOLDER, WAVES, designs, people

from tsunagari.compare.decompose.spec import read_decomposition, read_standardisation
from tsunagari.compare.decompose.standardised import standardise
from tsunagari.compare.decompose.tables import decompose

CLOSED_FORM, LIKELIHOOD, ERROR = 1e-8, 1e-6, 1e-4
CASES = ("plain", "weights", "clusters")
R = pd.read_csv(FOLDER / "decomposition.csv", keep_default_na=False, dtype={"key": str})
FRAMES = people()
TERMS = ("(Intercept)", "country", "sex", "age_band")


def reference(case: str, quantity: str) -> pd.Series:
    rows = R[(R["case"] == case) & (R["quantity"] == quantity)]
    assert len(rows)
    return rows.set_index("key")["value"].astype(float)


def decomposed(case: str, **entry) -> pd.DataFrame:
    base = {
        "title": {},
        "waves": list(WAVES),
        "outcome": {"variable": "answer", "answers": "affirmative"},
    }
    spec = read_decomposition(CODEBOOK, "x", {**base, **entry})
    table = decompose(CODEBOOK, spec, FRAMES, designs(case, FRAMES))
    table["points"] /= 100
    table["std_error"] /= 100
    return table.set_index(["component", "factor", "category"])


@pytest.mark.parametrize("case", CASES)
def test_standardised_as_svystandardize(case):
    bands, sexes = ("20s", "30s", "40s", "50s"), ("male", "female")
    shares = iter([0.1, 0.2, 0.3, 0.4, 0.05, 0.15, 0.25, 0.35])
    counts = {f"{sex}.{band}": next(shares) for sex in sexes for band in bands}
    entry = {"title": {}, "waves": list(WAVES), "populations": ["p"],
             "outcome": {"variable": "answer", "answers": "affirmative"}}  # fmt: skip
    population = {"p": {"by": ["sex", "age_band"], "counts": counts}}
    spec = read_standardisation(CODEBOOK, "x", entry, population)
    table = standardise(CODEBOOK, spec, FRAMES, designs(case, FRAMES))
    rows = table[table["population"] == "p"].set_index("wave")
    for wave in WAVES:
        ours = rows.loc[wave, ["percent", "std_error"]].to_numpy(float) / 100
        theirs = [reference(case, name)[wave] for name in ("standardized", "standardized_error")]
        np.testing.assert_allclose(ours, theirs, rtol=CLOSED_FORM)
    change = rows.loc["change"]
    assert change["percent"] == pytest.approx(
        rows.loc["later", "percent"] - rows.loc["earlier", "percent"]
    )
    assert change["std_error"] == pytest.approx(np.hypot(*rows.loc[list(WAVES), "std_error"]))


@pytest.mark.parametrize("case", CASES)
def test_kitagawa(case):
    table = decomposed(case, method="kitagawa", factors=["age_band"])
    for key, theirs in reference(case, "kitagawa").items():
        component, _, category = key.partition("_")
        ours = table.loc[component, "age_band", category]
        assert ours["points"] == pytest.approx(theirs, rel=CLOSED_FORM, abs=1e-12)
        error = reference(case, "kitagawa_error")[key]
        assert ours["std_error"] == pytest.approx(error, rel=1e-7)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("family", ["linear", "logit"])
@pytest.mark.parametrize("wave", WAVES)
def test_oaxaca_blinder_at_one_waves_coefficients(case, family, wave):
    table = decomposed(
        case, method="oaxaca_blinder", terms=list(TERMS[1:]), family=family, reference=wave
    )
    tolerance = CLOSED_FORM if family == "linear" else LIKELIHOOD
    for component in ("composition", "within"):
        for term, theirs in reference(case, f"{family}_{wave}_{component}").items():
            name = "intercept" if term == "(Intercept)" else term
            ours = table.loc[component, name, ""]["points"]
            assert ours == pytest.approx(theirs, rel=tolerance, abs=1e-10)
    change = table.loc["change", "", ""]["points"]
    assert change == pytest.approx(reference(case, f"{family}_change")[""], rel=tolerance)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("family", ["linear", "logit"])
def test_errors_of_oaxaca_blinder(case, family):
    table = decomposed(case, method="oaxaca_blinder", terms=list(TERMS[1:]), family=family)
    theirs = reference(case, f"{family}_error")
    for key, row in {
        "composition": ("composition", "", ""),
        "within": ("within", "", ""),
        "country": ("composition", "country", ""),
    }.items():
        assert table.loc[row, "std_error"] == pytest.approx(theirs[key], rel=ERROR)


@pytest.mark.parametrize("case", CASES)
def test_oaxaca_blinder_threefold(case):
    table = decomposed(case, method="oaxaca_blinder", terms=list(TERMS[1:]), fold="three")
    for component in ("composition", "within", "interaction"):
        for term, theirs in reference(case, f"three_{component}").items():
            name = "intercept" if term == "(Intercept)" else term
            ours = table.loc[component, name, ""]["points"]
            assert ours == pytest.approx(theirs, rel=CLOSED_FORM, abs=1e-12)


@pytest.mark.parametrize("base", ["20s", "30s", "40s", "50s"])
def test_levels_do_not_depend_on_the_base(base):
    """R's numbers for each base level, normalised as Yun (2005), are all ours."""
    table = decomposed("plain", method="oaxaca_blinder", terms=["age_band"])
    for component in ("composition", "within"):
        for level, theirs in reference(f"base_{base}", component).items():
            row = (
                (component, "intercept", "")
                if level == "intercept"
                else (component, "age_band", level)
            )
            assert table.loc[row, "points"] == pytest.approx(theirs, rel=CLOSED_FORM, abs=1e-12)


def test_weights_are_not_ignored():
    plain, weighted = (
        decomposed(case, method="oaxaca_blinder", terms=["sex", "age_band"], family="logit")
        for case in ("plain", "weights")
    )
    moved = np.abs(weighted["points"] - plain["points"])
    assert moved.loc["within", "", ""] > 1e-3

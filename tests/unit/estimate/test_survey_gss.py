"""Trust in four waves of the US General Social Survey, as R's survey gave it.

The files are NORC's and not part of this project (see tests/gss_data.py). The reference is in
their README.md.
"""

import pandas as pd
import pyreadstat
import pytest
from gss_data import gss_file

from tsunagari.estimate.design import Design
from tsunagari.estimate.estimators import independent_difference, means

TRUST = {
    2008: (31.8601, 1.5752, 1365),
    2010: (32.2372, 1.6870, 1372),
    2016: (31.3910, 1.4165, 1946),
    2018: (31.8318, 1.5470, 1556),
}
ROUNDED = 0.00005


def responses(year: int) -> pd.DataFrame:
    """Columns trust (1 trusting, 2 careful, 3 depends, or missing), facebook, and the design."""
    if year < 2016:
        everybody = pd.read_csv(gss_file("gss_2006_2014.csv"), low_memory=False)
        # Only first interviews are a fresh cross-section; vstrat is empty for 2008.
        fresh = everybody[(everybody["wave"] == 1) & (everybody["panel"] == year)]
        codes = {"can trust": 1, "cannot trust": 2, "depends": 3}
        trust = fresh["trust"].str.lower().map(codes)
        design = fresh[["wtssall", "vstrat_cum", "vpsu_cum"]]
        return design.set_axis(["weight", "stratum", "cluster"], axis=1).assign(trust=trust)
    suffix = {2016: "1a", 2018: "1b"}[year]
    names = {"trust": "trust", "wtssall": "weight", "vstrat": "stratum", "vpsu": "cluster"}
    names |= {"facebook": "facebook"} if year == 2016 else {}
    columns = {f"{raw}_{suffix}": name for raw, name in names.items()}
    file = gss_file("gss_2016_2020_wide.dta")
    # Codes, not labels: the label of code 1 wrongly says "can't trust".
    wide, _ = pyreadstat.read_dta(file, usecols=list(columns), apply_value_formats=False)
    wide = wide.rename(columns=columns)
    return wide[wide["weight"].notna()]


def share(year: int, variable: str, valid: set[int]):
    data = responses(year)
    answered = data[variable].isin(valid).to_numpy()
    stratum, cluster = data["stratum"].to_numpy(), data["cluster"].to_numpy()
    design = Design(data["weight"].to_numpy(), (stratum,), (cluster,))
    estimate = means(design.subset(answered), 100 * (data[variable] == 1))
    return estimate, int(answered.sum())


@pytest.mark.parametrize("year", TRUST)
def test_people_can_be_trusted(year):
    estimate, n = share(year, "trust", {1, 2, 3})
    percent, error, asked = TRUST[year]
    assert n == asked
    assert estimate.values.item() == pytest.approx(percent, abs=ROUNDED)
    assert estimate.std_error.item() == pytest.approx(error, abs=ROUNDED)


def test_change_from_2008_to_2018():
    (old, _), (new, _) = (share(year, "trust", {1, 2, 3}) for year in (2008, 2018))
    change = independent_difference(new, old)
    assert change.values.item() == pytest.approx(-0.0283, abs=ROUNDED)
    assert change.std_error.item() == pytest.approx(2.2078, abs=ROUNDED)


def test_facebook_among_those_asked():
    estimate, n = share(2016, "facebook", {1, 2})
    assert n == 1372
    assert estimate.values.item() == pytest.approx(74.1705, abs=ROUNDED)
    assert estimate.std_error.item() == pytest.approx(1.3978, abs=ROUNDED)

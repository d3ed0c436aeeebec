"""A real survey: the trust logit of the GSS 2016 as R's `svyglm` gave it (README of the data)."""

import numpy as np
import pandas as pd
import pyreadstat
from gss_data import gss_file

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.variables import Codebook
from tsunagari.estimate.design import Design
from tsunagari.models.model import fit_model
from tsunagari.models.spec import read_spec
from tsunagari.models.tidy import tidy

EXPECTED = {  # term: coefficient, standard error
    "intercept": (-5.493203, 0.407085), "age": (0.029543, 0.003282),
    "educ": (0.220565, 0.020852), "female": (-0.486567, 0.098169), "intuse": (0.621763, 0.155539),
}  # fmt: skip
TEXT = {"ja": "x", "en": "x"}


def _yes_no(*names: str) -> dict:
    return {"type": "single", "label": TEXT, "categories": dict.fromkeys(names, TEXT)}


CODEBOOK = Codebook.from_config({
    "variables": {
        "trust": _yes_no("can_be_trusted", "cannot_be_too_careful", "depends"),
        "female": _yes_no("no", "yes"), "intuse": _yes_no("no", "yes"),
        "age": {"type": "number", "label": TEXT}, "educ": {"type": "number", "label": TEXT},
    }
})  # fmt: skip


def _categorical(name: str, codes: pd.Series, meaning: dict) -> pd.Series:
    """Codes without a meaning are no answer."""
    return codes.map(meaning).fillna("_no_answer").astype(dtype_of(CODEBOOK[name]))


def test_trust_logit_of_2016():
    file = gss_file("gss_2016_2020_wide.dta")
    columns = ["trust", "age", "educ", "sex", "intuse", "wtssall", "vstrat", "vpsu"]
    data, _ = pyreadstat.read_dta(file, usecols=[f"{name}_1a" for name in columns])
    data = data.rename(columns=lambda name: name.removesuffix("_1a")).dropna(subset="wtssall")
    number = {name: data[name].astype("Int64") for name in ("age", "educ")}
    people = pd.DataFrame({
        **number,
        "trust": _categorical("trust", data["trust"], dict(enumerate(CODEBOOK["trust"].categories, 1))),
        "female": _categorical("female", data["sex"], {1: "no", 2: "yes"}),
        "intuse": _categorical("intuse", data["intuse"], {1: "yes", 2: "no"}),
    }).reset_index(drop=True)  # fmt: skip
    design = Design(
        data["wtssall"].to_numpy(), (data["vstrat"].to_numpy(),), (data["vpsu"].to_numpy(),)
    )
    spec = read_spec(CODEBOOK, "gss", {
        "outcome": {"variable": "trust", "answers": "can_be_trusted"}, "family": "logit",
        "terms": ["age", "educ", "female", "intuse"],
    })  # fmt: skip
    fitted = fit_model(CODEBOOK, spec, people, design)
    assert fitted.n == 1928
    assert fitted.frame.population - fitted.n == len(people) - 1928
    assert set(fitted.left_out["kind"]) == {"no_answer"}
    table = tidy(fitted).set_index("term")
    for term, (estimate, error) in EXPECTED.items():
        # the reference is printed to six decimals
        np.testing.assert_allclose(table.loc[term, "estimate"], estimate, atol=6e-7)
        np.testing.assert_allclose(table.loc[term, "std_error"], error, atol=6e-7)

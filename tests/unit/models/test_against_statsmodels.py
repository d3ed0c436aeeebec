"""Unweighted fits against statsmodels, a second oracle beside R."""

import numpy as np
import pandas as pd
import pytest
import yaml
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.miscmodels.ordinal_model import OrderedModel

from tsunagari.codebook.variables import Codebook
from tsunagari.estimate.design import Design
from tsunagari.models.model import fit_model
from tsunagari.models.spec import read_spec

CODEBOOK = Codebook.from_config(
    yaml.safe_load("""
lists: {}
variables:
  trust:
    type: single
    ordered: true
    label: {ja: 信頼, en: Trust}
    categories: {high: {ja: 高, en: High}, middle: {ja: 中, en: Middle}, low: {ja: 低, en: Low}}
  sex: {type: single, label: {ja: 性, en: Sex}, categories: {man: {ja: 男, en: Men}, woman: {ja: 女, en: Women}}}
  age: {type: number, label: {ja: 年齢, en: Age}}
""")
)


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    rng = np.random.default_rng(4)
    woman, age = rng.integers(0, 2, 800), rng.integers(20, 80, 800)
    latent = 0.4 * woman - 0.02 * (age - 50) + rng.logistic(size=800)
    names = np.array(["low", "middle", "high"])
    frame = pd.DataFrame({"sex": np.array(["man", "woman"])[woman], "age": age})
    frame["trust"] = names[np.digitize(latent, [-0.5, 1.0])]
    return frame.astype({"age": "Int64"})


def fitted(people: pd.DataFrame, **entry):
    spec = read_spec(CODEBOOK, "m", {"terms": ["sex", "age"], **entry})
    return fit_model(CODEBOOK, spec, people, Design.unweighted(len(people)))


def columns(people: pd.DataFrame) -> np.ndarray:
    return np.column_stack([people["sex"] == "woman", people["age"]]).astype(float)


def test_logit_agrees_with_glm(people):
    ours = fitted(people, outcome={"variable": "trust", "answers": "high"}, family="logit")
    design = np.column_stack([np.ones(len(people)), columns(people)])
    theirs = GLM((people["trust"] == "high").astype(float), design, Binomial()).fit(tol=1e-12)
    order = [term for term, _ in ours.labels]
    signs = np.where(np.isin(order, ["threshold"]), -1, 1)
    np.testing.assert_allclose(ours.parameters * signs, theirs.params, rtol=1e-6)
    np.testing.assert_allclose(ours.std_error, theirs.bse, rtol=1e-4)


def test_ordered_logit_agrees_with_ordered_model(people):
    ours = fitted(people, outcome="trust", family="ordered_logit")
    outcome = pd.Categorical(people["trust"], ["low", "middle", "high"], ordered=True)
    model = OrderedModel(pd.Series(outcome), columns(people), distr="logit")
    theirs = model.fit(method="newton", disp=False, maxiter=100)
    slopes = [place for place, (term, _) in enumerate(ours.labels) if term != "threshold"]
    np.testing.assert_allclose(ours.parameters[slopes], theirs.params[:2], rtol=1e-5)
    np.testing.assert_allclose(ours.std_error[slopes], theirs.bse[:2], rtol=1e-3)

"""Components, polychoric correlations and reliability against R (tests/reference/r/ties.R)."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize
from scipy.stats import norm

from tsunagari.index.ties.components import congruence, first_component
from tsunagari.index.ties.polychoric import cell_shares, polychoric
from tsunagari.index.ties.reliability import alpha, omega_categorical, omega_total, one_factor

FOLDER = Path(__file__).parents[2] / "reference" / "r"
DATA = pd.read_csv(FOLDER / "ties_data.csv")
ITEMS = [column for column in DATA if column.startswith("item")]
ANSWERS = DATA[ITEMS].to_numpy()
WEIGHTS = {"unweighted": np.ones(len(DATA)), "weighted": DATA["weight"].to_numpy()}
PAIRS = np.triu_indices(len(ITEMS), 1)
CLOSED, MAXIMUM = 1e-10, 1e-6
SEARCHED = 1e-4  # what psych and polycor leave open by the tolerance of their search


def by_r(of: str, quantity: str) -> np.ndarray:
    table = pd.read_csv(FOLDER / "ties.csv", dtype={"name": str})
    found = table[(table["of"] == of) & (table["quantity"] == quantity)]["value"].to_numpy()
    assert len(found)
    return found


def covariance(weights: np.ndarray, answers: np.ndarray = ANSWERS) -> np.ndarray:
    return np.cov(answers.T, aweights=weights, ddof=0)


def correlation(weights: np.ndarray, answers: np.ndarray = ANSWERS) -> np.ndarray:
    found = covariance(weights, answers)
    deviation = np.sqrt(np.diag(found))
    return found / np.outer(deviation, deviation)


def polychoric_matrix(weights: np.ndarray) -> np.ndarray:
    found = np.eye(len(ITEMS))
    for i, j in zip(*PAIRS, strict=True):
        table = np.zeros(ANSWERS.max(axis=0)[[i, j]])
        np.add.at(table, (ANSWERS[:, i] - 1, ANSWERS[:, j] - 1), weights)
        found[i, j] = found[j, i] = polychoric(table)
    return found


@pytest.mark.parametrize("of", WEIGHTS)
def test_components_of_pearsons_correlations(of):
    matrix = correlation(WEIGHTS[of])
    found = first_component(matrix)
    np.testing.assert_allclose(found.vector, by_r(of, "prcomp_vector"), rtol=CLOSED)
    np.testing.assert_allclose(found.share, by_r(of, "prcomp_share")[0], rtol=CLOSED)
    if of == "weighted":
        np.testing.assert_allclose(matrix[PAIRS], by_r(of, "correlation"), rtol=CLOSED)
        mean = np.average(ANSWERS, axis=0, weights=WEIGHTS[of])
        np.testing.assert_allclose(mean, by_r(of, "mean"), rtol=CLOSED)
    else:
        np.testing.assert_allclose(found.loadings, by_r(of, "principal_loading"), rtol=CLOSED)
        np.testing.assert_allclose(found.share, by_r(of, "principal_share")[0], rtol=CLOSED)


def test_scores_are_those_of_principal():
    """`principal` standardises by n - 1; ours by n, so that weights need no correction."""
    n = len(DATA)
    standard = (ANSWERS - ANSWERS.mean(axis=0)) / ANSWERS.std(axis=0)
    found = first_component(correlation(WEIGHTS["unweighted"]))
    scores = standard @ found.vector / np.sqrt(found.share * len(ITEMS))
    wanted = by_r("unweighted", "principal_score")
    np.testing.assert_allclose(scores[:20] * np.sqrt((n - 1) / n), wanted, rtol=1e-8)


@pytest.mark.parametrize("of", WEIGHTS)
def test_polychoric_correlations(of):
    matrix = polychoric_matrix(WEIGHTS[of])
    np.testing.assert_allclose(matrix[PAIRS], by_r(of, "polychoric"), atol=MAXIMUM)
    np.testing.assert_allclose(matrix[PAIRS], by_r(of, "psych_polychoric"), atol=SEARCHED)
    found = first_component(matrix)
    np.testing.assert_allclose(found.loadings, by_r(of, "polychoric_loading"), atol=MAXIMUM)
    np.testing.assert_allclose(found.share, by_r(of, "polychoric_share")[0], atol=MAXIMUM)


def test_polychoric_correlations_of_polycor():
    wanted = by_r("unweighted", "polycor_polychor")
    found = polychoric_matrix(WEIGHTS["unweighted"])[PAIRS]
    np.testing.assert_allclose(found, wanted, atol=SEARCHED)


@pytest.mark.parametrize("of", WEIGHTS)
def test_reliability(of):
    matrix = polychoric_matrix(WEIGHTS[of])
    ours = {
        "alpha": alpha(covariance(WEIGHTS[of])),
        "alpha_standardized": alpha(correlation(WEIGHTS[of])),
        "alpha_ordinal": alpha(matrix),
        "minres_loading": one_factor(matrix),
        "fa_loading": one_factor(matrix),
        "omega_total": omega_total(matrix),
    }
    for quantity, value in ours.items():
        np.testing.assert_allclose(value, by_r(of, quantity), atol=MAXIMUM, err_msg=quantity)
    if of == "unweighted":
        np.testing.assert_allclose(omega_total(matrix), by_r(of, "psych_omega")[0], atol=MAXIMUM)


def test_categorical_omega_of_semtools():
    """0.763, where omega of the polychoric correlations says 0.820."""
    shares = [np.bincount(answers - 1) / len(answers) for answers in ANSWERS.T]
    found = omega_categorical(polychoric_matrix(WEIGHTS["unweighted"]), shares)
    np.testing.assert_allclose(found, by_r("unweighted", "omega_categorical")[0], atol=MAXIMUM)


def test_categorical_omega_is_the_variance_of_the_expected_sum():
    """Where one factor is all there is: the sum's variance over the factor, by quadrature, as a
    share of its variance."""
    loadings, cuts = np.array([0.8, 0.6, 0.5]), (np.array([-1, 0.2, 1.4]), np.array([0.4]))
    points, mass = np.polynomial.hermite_e.hermegauss(60)
    mass = mass / mass.sum()
    expected, within, shares = 0.0, 0.0, []
    for loading, own in zip(loadings, (cuts[0], cuts[1], cuts[0]), strict=True):
        below = norm.cdf((own - loading * points[:, None]) / np.sqrt(1 - loading**2))
        answers = np.diff(np.column_stack([0 * points, below, 0 * points + 1]))
        number = np.arange(answers.shape[1])
        expected = expected + answers @ number
        within = within + answers @ number**2 - (answers @ number) ** 2
        shares.append(np.diff(np.concatenate([[0], norm.cdf(own), [1]])))
    between = mass @ expected**2 - (mass @ expected) ** 2
    matrix = np.outer(loadings, loadings)
    np.fill_diagonal(matrix, 1)
    wanted = between / (between + mass @ within)
    np.testing.assert_allclose(omega_categorical(matrix, shares), wanted, atol=1e-8)
    twice = omega_categorical(np.stack([matrix] * 2), [np.stack([share] * 2) for share in shares])
    np.testing.assert_allclose(twice, [wanted] * 2, atol=1e-8)


@pytest.mark.parametrize(
    ("correlations", "by_fa"),
    [
        ((0.12786876, 0.4381386, 0.4008935), (0.4233426, 0.3848749, 1.0031722)),
        ((0.8, 0.75, 0.3, 0.5, 0.1, 0.05), (1.0276766, 0.7531917, 0.6959660, 0.1985122)),
    ],
)
def test_one_factor_at_its_bound_is_the_best_within_it(correlations, by_fa):
    """A Heywood case: the other loadings have their best at the bound, by a general search of
    scipy. `fa` lets the loading out of the bound; its others are not far."""
    k = len(by_fa)
    pairs = np.triu_indices(k, 1)
    matrix = np.eye(k)
    matrix[pairs] = correlations
    matrix += matrix.T - np.eye(k)
    found, most = one_factor(matrix), np.sqrt(0.995)
    best = minimize(
        lambda of: ((np.outer(of, of)[pairs] - correlations) ** 2).sum(),
        by_fa, bounds=[(-most, most)] * k, tol=1e-14,
    )  # fmt: skip
    assert found.max() == pytest.approx(most)
    np.testing.assert_allclose(found, best.x, atol=1e-5)
    np.testing.assert_allclose(found, by_fa, atol=0.05)


def test_congruence_of_loadings():
    halves = [
        first_component(correlation(np.ones(len(part)), part[ITEMS].to_numpy())).loadings
        for _, part in DATA.groupby("wave")
    ]
    wanted = by_r("unweighted", "half_loading")
    np.testing.assert_allclose(np.concatenate(halves), wanted, rtol=CLOSED)
    np.testing.assert_allclose(
        congruence(*halves), by_r("unweighted", "congruence")[0], rtol=CLOSED
    )


# --- polychoric correlations beyond R -------------------------------------------------
@pytest.mark.parametrize("correlation", [-0.95, -0.4, 0.0, 0.3, 0.8, 0.99])
def test_the_correlation_behind_exact_shares_is_found(correlation):
    rows, columns = np.array([-1.0, 0.2, 1.3]), np.array([-0.5, 0.6])
    shares = cell_shares(rows, columns, np.array(correlation))
    assert shares.sum() == pytest.approx(1)
    np.testing.assert_allclose(polychoric(shares), correlation, atol=1e-9)


def test_many_tables_at_once_are_as_one_by_one():
    rng = np.random.default_rng(5)
    tables = rng.integers(0, 30, (50, 4, 3)) + 10 * np.eye(4, 3)
    one_by_one = [float(polychoric(table)) for table in tables]
    np.testing.assert_allclose(polychoric(tables), one_by_one, atol=1e-9)


def test_no_disagreement_is_cut_and_an_unused_answer_changes_nothing():
    assert polychoric(np.diag([10.0, 20.0, 15.0])) == pytest.approx(0.999)
    table = np.array([[30.0, 10, 5], [12, 25, 9], [4, 11, 28]])
    wider = np.insert(np.insert(table, 1, 0, axis=0), 3, 0, axis=1)
    np.testing.assert_allclose(polychoric(wider), polychoric(table), atol=1e-9)

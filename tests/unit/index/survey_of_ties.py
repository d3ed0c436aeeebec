"""A small survey for the index, and the three steps written out in plain loops."""

import numpy as np
import pandas as pd
import yaml

from tsunagari.codebook.variables import Codebook
from tsunagari.estimate.design import Design
from tsunagari.index.ties import Sample

SCALE = "{agree: {ja: はい, en: y}, perhaps: {ja: たぶん, en: p}, rather_not: {ja: あまり, en: r}, disagree: {ja: いいえ, en: n}}"
CODEBOOK = Codebook.from_config(
    yaml.safe_load(f"""
lists:
  clubs: {{label: {{ja: 会, en: c}}, items: {{a: {{ja: A, en: A}}, b: {{ja: B, en: B}}}}}}
  sites: {{label: {{ja: 場, en: s}}, items: {{x: {{ja: X, en: X}}}}}}
variables:
  country: {{type: single, label: {{ja: 国, en: c}}, categories: {{here: {{ja: 国, en: h}}, there: {{ja: 外, en: t}}}}}}
  trust: {{type: single, ordered: true, label: {{ja: 信頼, en: t}}, categories: {SCALE}}}
  help: {{type: single, ordered: true, label: {{ja: 助け, en: h}}, categories: {SCALE}}}
  world: {{type: single, ordered: true, label: {{ja: 世, en: w}}, categories: {SCALE}}}
  club: {{type: single, each: clubs, label: {{ja: 会, en: c}}, categories: {{in: {{ja: 中, en: i}}, out: {{ja: 外, en: o}}}}}}
  kind:
    type: single
    label: {{ja: 別, en: k}}
    categories: {{none: {{ja: 無, en: n}}, few: {{ja: 少, en: f}}, many: {{ja: 多, en: m}}}}
""")
)
SPEC = {
    "countries": ["here"],
    "group": "kind",
    "consciousness": {"offline": ["trust", "help", "world"]},
    "communities": {"offline": {"variable": "club", "answers": ["in"]}},
    "scores": ["pearson", "polychoric"],
    "replicates": 40,
    "bin_width": 1,
    "counting": {"of": "many", "against": ["few"], "least": 1, "shuffles": 50},
}
SIDES = {"offline": ("a1", "a2", "a3"), "online": ("b1", "b2", "b3", "b4")}


def random_sample(seed: int, n: int = 120, weights: np.ndarray | None = None, **changes) -> Sample:
    """n respondents whose items share a trait; four communities that attract it unequally."""
    rng = np.random.default_rng(seed)
    trait = rng.normal(size=n)
    answers = {
        side: np.column_stack([
            np.digitize(0.8 * trait + rng.normal(size=n), (-1, 0, 1)) + 1 for _ in items
        ])
        for side, items in SIDES.items()
    }  # fmt: skip
    chance = 1 / (1 + np.exp(-(np.array([0.8, -0.4, 0.0, 0.3]) * trait[:, None] - 0.3)))
    members = (rng.random((n, 4)) < chance).astype(float)
    number = members.sum(axis=1)
    parts = {
        "people": pd.DataFrame({"respondent": [f"r{i}" for i in range(n)],
                                "kind": np.where(number > 2, "many", "few")}),
        "items": SIDES,
        "answers": answers,
        "levels": {side: (4,) * len(items) for side, items in SIDES.items()},
        "communities": (("offline", "p"), ("offline", "q"), ("online", "x"), ("online", "y")),
        "members": members,
        "kind": np.select([number == 0, rng.random(n) < 0.5], [0, 1], 2),
        "kinds": ("none", "few", "many"),
        "weights": np.ones(n) if weights is None else weights,
        "design": Design.unweighted(n),
        "inside": np.arange(n),
    }  # fmt: skip
    return Sample(**(parts | changes))


def pick(sample: Sample, rows: np.ndarray) -> Sample:
    """The respondents of these rows, in this order, as often as they are named."""
    return Sample(
        people=sample.people.iloc[rows].reset_index(drop=True),
        items=sample.items,
        answers={side: answers[rows] for side, answers in sample.answers.items()},
        levels=sample.levels,
        communities=sample.communities,
        members=sample.members[rows],
        kind=sample.kind[rows],
        kinds=sample.kinds,
        weights=sample.weights[rows],
        design=Design.unweighted(len(rows)),
        inside=np.arange(len(rows)),
    )


def plain_ties(sample: Sample) -> dict[str, np.ndarray]:
    """Appendix 4 in loops: consciousness by side, bonds, power, means by kind."""
    weights, scores = sample.weights / sample.weights.sum(), {}
    for side, answers in sample.answers.items():
        mean = weights @ answers
        standard = (answers - mean) / np.sqrt(weights @ (answers - mean) ** 2)
        _, values, right = np.linalg.svd(np.sqrt(weights)[:, None] * standard, full_matrices=False)
        score = standard @ right[0] / values[0]
        scores[side] = score * np.sign(right[0].sum())
    bonds = []
    for place, (side, _) in enumerate(sample.communities):
        inside = sample.members[:, place] == 1
        bonds.append(np.average(scores[side][inside], weights=sample.weights[inside]))
    bonds = (np.array(bonds) - np.mean(bonds)) / np.std(bonds)
    power = np.array([sum(bonds[member == 1]) for member in sample.members])
    by_kind = [sample.kind == kind for kind in range(len(sample.kinds))]
    means = [(power * sample.weights)[here].sum() / sample.weights[here].sum() for here in by_kind]
    smallest, from_none = power[sample.weights > 0].min(), np.array(means)
    return {"scores": scores, "bonds": bonds, "power": power - smallest,
            "from_none": from_none, "means": from_none - smallest}  # fmt: skip

"""What the tables of the indices hold, and what is said of them: names that figures may use."""

# Table of results/indices -> its keys, and its numbers; tsunagari.index.ties.tables makes them.
TABLES = {
    "bonds_{wave}": (("side", "community"), ("participants", "mean_consciousness", "bond")),
    "loadings_{wave}": (("side", "item", "method"), ("n", "loading", "explained_share")),
    "ties_by_participation": (("group",), ("n", "mean", "from_none")),
    "ties_comparability": (
        ("scoring", "scores", "loadings_of", "moments_of", "group"), ("n", "from_none"),
    ),
    "ties_differences": (("between", "group", "against"), ("difference",)),
    "ties_distribution": (("group", "measure"), ("n", "low", "high", "value")),
    "congruence": (("against", "method", "side"), ("congruence",)),
    "counting": (("group", "against", "number", "measure"), ("n", "value")),
    "reliability": (("side", "measure"), ("items", "n", "value")),
}  # fmt: skip
# Measures of counting.csv: of each kind against another, and the rest.
CONTRASTS = ("difference", "by_number", "by_bond", "held_fixed", "own_mean_bond")
MEASURES = (*CONTRASTS, "shuffled", "number", "at_number")
# Those that the paragraph on counting prints without decimals, and all that its templates may name.
WHOLE = (
    "from", "to", "least", "covered", "shuffled_as_large", "by_number_percent",
    "held_fixed_percent",
)  # fmt: skip
PLACES = (
    "wave", "of", "against", "verdict", "number_of", "number_against", *WHOLE,
    *(f"{measure}{end}" for measure in (*CONTRASTS, "shuffled") for end in ("", "_low", "_high")),
)  # fmt: skip

"""Entries and tables of models as the pipeline gives them, from random numbers."""

from itertools import pairwise, product

import numpy as np
import pandas as pd

from tsunagari.models.labels import expanded, level_role, model_labels

ANSWERS = ["agree", "somewhat_agree", "somewhat_disagree", "disagree"]

ENTRIES = {
    "four_countries": {
        "title": {
            "ja": "SNSで知り合う人への信頼（4か国）",
            "en": "Trust in people met on SNS (four countries)",
        },
        "outcome": "trust_online",
        "family": "ordered_logit",
        "terms": ["country", "sex", "age_band"],
        "reference": {"country": "japan", "sex": "male", "age_band": "20s"},
        "waves": ["2017"],
        "countries": ["japan", "united_states", "germany", "united_kingdom"],
        "base": {"ja": "20～69歳", "en": "Aged 20-69"},
        "notes": [
            {
                "ja": "日本の回答は70代を除いた。",
                "en": "Respondents in their 70s are left out in Japan.",
            }
        ],
        "specifications": {
            "term": "country",
            "level": "united_states",
            "choices": {
                "split": {
                    "label": {"ja": "目的変数の区切り", "en": "Split of the scale"},
                    "options": {
                        "ordered": {
                            "label": {"ja": "4段階（順序）", "en": "Four answers, ordered"}
                        },
                        "affirmative": {
                            "label": {
                                "ja": "そう思う＋ややそう思う",
                                "en": "Agree and somewhat agree",
                            }
                        },
                        "agree": {"label": {"ja": "そう思うのみ", "en": "Agree only"}},
                    },
                },
                "missing": {
                    "label": {"ja": "無回答の扱い", "en": "No answer"},
                    "options": {
                        "left_out": {"label": {"ja": "除く", "en": "Left out"}},
                        "disagree": {
                            "label": {
                                "ja": "「そう思わない」とみなす",
                                "en": "Taken as disagreement",
                            }
                        },
                    },
                },
                "weights": {
                    "label": {"ja": "ウエイト", "en": "Weights"},
                    "options": {
                        "none": {"label": {"ja": "なし", "en": "None"}},
                        "raked": {
                            "label": {
                                "ja": "性・年代・国でレイキング",
                                "en": "Raked to sex, age and country",
                            }
                        },
                    },
                },
                "covariates": {
                    "label": {"ja": "共変量の組", "en": "Covariates"},
                    "options": {
                        f"set_{number}": {
                            "label": {
                                "ja": "性別・年代"
                                + "・利用するメディア" * (number % 2)
                                + "・コミュニティへの参加数" * (number > 7),
                                "en": "Sex, age"
                                + ", media used" * (number % 2)
                                + ", number of communities" * (number > 7),
                            }
                        }
                        for number in range(13)
                    },
                },
                "ages": {
                    "label": {"ja": "対象の年齢", "en": "Ages"},
                    "options": {
                        "20_69": {"label": {"ja": "20～69歳", "en": "20-69"}},
                        "all": {"label": {"ja": "全員", "en": "All"}},
                    },
                },
                "age_as": {
                    "label": {"ja": "年齢の扱い", "en": "Age as"},
                    "options": {
                        "bands": {"label": {"ja": "年代", "en": "Bands"}},
                        "number": {"label": {"ja": "数値", "en": "A number"}},
                    },
                },
            },
        },
    },
    "pooled": {
        "title": {
            "ja": "ほとんどの人は信頼できる：2008年度と2017年度",
            "en": "Most people can be trusted, 2008 and 2017 surveys together",
        },
        "outcome": {"variable": "trust_offline", "answers": "affirmative"},
        "family": "logit",
        "terms": [
            "wave",
            "sex",
            "age",
            "participation",
            "media_use.facebook",
            "media_use.line[users]",
            "met_offline.twitter",
            "wave:sex",
            "wave:participation",
            "wave:age",
        ],
        "reference": {
            "wave": "2008",
            "sex": "male",
            "participation": "none",
            "media_use.facebook": "never_uses",
            "media_use.line[users]": "not_users",
            "met_offline.twitter": "never",
        },
        "waves": ["2008", "2017"],
        "countries": ["japan"],
        "base": {"ja": "日本・全員", "en": "Japan, everybody"},
    },
    "power": {
        "title": {"ja": "つながり力", "en": "Tsunagari power"},
        "outcome": {"index": "tsunagari_power"},
        "family": "linear",
        "terms": ["wave*participation", "posts", "communities_class"],
        "reference": {
            "wave": "2008",
            "participation": "none",
            "posts": "no",
            "communities_class": "0",
        },
        "waves": ["2008", "2017"],
        "countries": ["japan"],
        "labels": {
            "tsunagari_power": {"ja": "つながり力", "en": "Tsunagari power"},
            "posts": {
                "ja": "情報発信",
                "en": "Posting",
                "levels": {
                    "no": {"ja": "しない", "en": "Does not post"},
                    "yes": {
                        "ja": "いずれかのメディアで積極的に発信",
                        "en": "Posts actively on some medium",
                    },
                },
            },
        },
    },
}


def labels_of(project, model: str):
    return model_labels(project.codebook_config, model, ENTRIES[model], project.waves)


def levels_of(project, model: str, term: str) -> list[str]:
    """The levels that a model's term has: no sets of them, and nobody in their 70s."""
    labels = labels_of(project, model)
    known = list(labels.texts[level_role(term)])
    left_out = {"no_answer"} if "[" in term else {"no_answer", "70s", *SETS}
    return [key for key in known if not set(key.split(":")) & left_out]


SETS = ("under_70", "60_and_over", "users", "readers", "met")


def coefficients(project, model: str, seed: int = 1, basis: str = "assumed") -> pd.DataFrame:
    """A coefficient a level but the reference; crossed terms leave out both references."""
    random, rows, entry = np.random.default_rng(seed), [], ENTRIES[model]
    for term in expanded(entry["terms"]):
        factors = [name for name in term.split(":") if name != "age"]
        reference = ":".join(entry["reference"][name] for name in factors)
        for level in levels_of(project, model, term):
            at = zip(factors, level.split(":") if level else [], strict=True)
            if all(key != entry["reference"].get(name) for name, key in at):
                rows.append((term, level, reference))
    rows += [("threshold", f"{a}|{b}", "") for a, b in pairwise(ANSWERS)]
    table = pd.DataFrame(rows, columns=["term", "level", "reference"])
    size = len(table)
    estimate, error = random.normal(0.2, 0.7, size), random.uniform(0.05, 0.3, size)
    table = table.assign(estimate=estimate, std_error=error, statistic=estimate / error)
    p = random.choice([0.0000004, 0.0031, 0.04949, 0.5, 0.9999], size)
    interval = {"ci_low": estimate - 1.96 * error, "ci_high": estimate + 1.96 * error}
    keys = {"model": model, "wave": "2017", "country": "japan"}
    return table.assign(p_value=p, p_adjusted=p, **interval, n=2400, basis=basis, **keys)


def shares(project, model: str, seed: int = 1, basis: str = "assumed") -> pd.DataFrame:
    random, rows, entry = np.random.default_rng(seed), [], ENTRIES[model]
    for term in ["all", *expanded(entry["terms"])]:
        for level in levels_of(project, model, term):
            n = int(random.integers(90, 1300))
            for category, percent in _predictions(random, entry["family"]).items():
                half = float(random.uniform(0.5, 4))
                low = max(percent - half, 0.0)
                rows.append((term, level, category, percent, half, low, percent + half, n))
    names = ["term", "level", "category", "percent", "std_error", "ci_low", "ci_high", "n"]
    table = pd.DataFrame(rows, columns=names).assign(model=model, basis=basis)
    odds = {"odds": "partial", "free": entry["terms"][0]} if ordered(model) else {}
    odds = dict.fromkeys(("odds", "free", "odds_reason"), "") | odds
    return table.assign(observed=table["percent"] * 0.98, impossible=12, **odds)


def ordered(model: str) -> bool:
    return ENTRIES[model]["family"] == "ordered_logit"


def effects(model: str, basis: str = "assumed") -> pd.DataFrame:
    """Average effects of the wave, if the model has several, and one that nobody could have."""
    entry = ENTRIES[model]
    category = {"ordered_logit": "affirmative", "logit": "affirmative", "linear": "mean"}
    rows = [("wave", later, entry["waves"][0], 4.25, 1.25, 7.25) for later in entry["waves"][1:]]
    rows += [("participation", "both", "none", *3 * [np.nan])]
    names = ["term", "level", "reference", "estimate", "ci_low", "ci_high"]
    table = pd.DataFrame(rows, columns=names)
    return table.assign(category=category[entry["family"]], basis=basis)


def _predictions(random, family: str) -> dict[str, float]:
    if family == "linear":
        return {"": float(random.uniform(4, 8))}
    if family == "logit":
        return {"affirmative": float(random.uniform(2, 60))}
    percents = dict(zip(ANSWERS, 100 * random.dirichlet([0.6, 2, 2, 1]), strict=True))
    return percents | {"affirmative": percents["agree"] + percents["somewhat_agree"]}


def specifications(model: str = "four_countries", seed: int = 1, most: int = 300) -> pd.DataFrame:
    """`most` of all combinations of choices; what is chosen moves the estimate."""
    random = np.random.default_rng(seed)
    choices = ENTRIES[model]["specifications"]["choices"]
    combinations = list(product(*(each["options"] for each in choices.values())))
    taken = sorted(random.choice(len(combinations), most, replace=False))
    table = pd.DataFrame(
        [combinations[place] for place in taken], columns=[f"choice.{kind}" for kind in choices]
    )
    shift = {"ordered": 0.0, "affirmative": 0.15, "agree": -0.6}
    estimate = table["choice.split"].map(shift) + random.normal(0.5, 0.15, most)
    half = random.uniform(0.2, 0.5, most)
    headline = np.arange(most) == most // 3
    table.insert(0, "specification", [f"{number:03}" for number in range(most)])
    return table.assign(
        estimate=estimate,
        std_error=half / 1.96,
        ci_low=estimate - half,
        ci_high=estimate + half,
        headline=headline,
    )

"""Waves that have ids in common are no independent samples until somebody says so."""

import pandas as pd
import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.declared import wave_designs


def designs(ids, said=None, design=None, **columns):
    waves = {"2019": {"design": design or {}}, "2020": {"design": design or {}, **(said or {})}}
    frames = {
        wave: pd.DataFrame({"respondent": ids[wave], **{k: v[wave] for k, v in columns.items()}})
        for wave in waves
    }
    return wave_designs(waves, frames)


@pytest.mark.parametrize("ids", [["1", "2"], ["b", "a"], ["2", "9"]])
def test_ids_in_common_stop_until_it_is_said_what_they_mean(ids):
    both = {"2019": ["1", "2", "a"], "2020": [*ids, "x"]}
    with pytest.raises(ProblemsFound) as found:
        designs(both)
    assert "config/waves/2020.yaml: same_ids: wave 2019 has respondents of the same ids" in str(
        found.value
    )
    assert len(designs(both, {"same_ids": "chance"})) == 2
    with pytest.raises(ProblemsFound, match="covariance is not counted yet"):
        designs(both, {"same_ids": "panel"})


def test_ids_of_their_own_say_nothing():
    assert len(designs({"2019": ["1", "2"], "2020": ["3", "4"]})) == 2


def test_clusters_are_told_apart_within_their_strata():
    ids = {"2019": ["1", "2"], "2020": ["3", "4"]}
    clusters = {"design.clusters.1": {"2019": ["1", "2"], "2020": ["1", "2"]}}
    with pytest.raises(ProblemsFound, match="has clusters of the same ids"):
        designs(ids, None, {"clusters": ["psu"]}, **clusters)
    strata = {"design.strata.1": {"2019": ["10", "11"], "2020": ["20", "21"]}}
    declared = {"clusters": ["psu"], "strata": ["s"]}
    assert len(designs(ids, None, declared, **clusters, **strata)) == 2

"""What quotas or a method make nil has no error; a share of a change near nil is no number."""

import numpy as np
import pandas as pd

from tsunagari.compare.decompose.fixed import quotas_of_all, without_errors

KEYS = ["component", "factor", "category", "points", "std_error", "ci_low", "ci_high"]


def parts(change=(-6.0, 1.5, -9.0, -3.0), sex=1e-16) -> pd.DataFrame:
    rows = [
        ("earlier", "", "", 40.0, 1.0, 38.0, 42.0),
        ("change", "", "", *change),
        ("composition", "sex", "", sex, 0.06, -0.12, 0.12),
        ("composition", "sex:use", "", 1e-16, 0.5, -1.0, 1.0),
        ("composition", "intercept", "", 0.0, 0.0, 0.0, 0.0),
        ("within", "sex", "", -6.0, 1.4, -9.0, -3.0),
    ]
    return pd.DataFrame(rows, columns=KEYS).assign(degrees_of_freedom=9.0, share_of_change=50.0)


def test_a_part_that_quotas_make_nil_has_no_error_and_says_why():
    table = without_errors(parts(), {"sex"})
    assert list(table["reason"]) == ["", "", "fixed_by_quota", "", "nil_by_construction", ""]
    assert table.loc[[2, 4], KEYS[4:]].isna().all().all() and table.loc[2, "points"] == 0
    assert table.loc[3, "std_error"] == 0.5  # the other factor is not fixed, however nil its part
    assert (table["share_of_change"] == 50).all()


def test_without_quotas_a_nil_by_chance_keeps_its_error():
    assert without_errors(parts(), set()).loc[2, "std_error"] == 0.06
    assert without_errors(parts(sex=0.3), {"sex"}).loc[2, "std_error"] == 0.06


def test_shares_of_a_change_that_may_be_nil_are_missing_with_the_reason():
    table = without_errors(parts(change=(-0.4, 1.5, -3.4, 2.6)), {"sex"})
    assert table["share_of_change"].isna().all()
    assert list(table["reason"])[1:3] == ["change_near_nil", "fixed_by_quota"]
    assert np.isfinite(table.loc[5, "std_error"])


def test_quotas_count_where_all_waves_have_them():
    assert quotas_of_all([{"quotas": ["sex", "age"]}, {"quotas": ["sex"]}]) == {"sex"}
    assert quotas_of_all([{"quotas": ["sex"]}, {}]) == set()

"""What pages say of comparisons and of standardised shares beyond their numbers."""

from dataclasses import replace

import pandas as pd

from tsunagari.report.captions import caption
from tsunagari.report.exhibits import exhibits
from tsunagari.report.figure_tables import main_columns
from tsunagari.report.tables import plain_table


def test_a_comparison_shows_the_size_of_each_change_and_its_adjusted_test(project):
    shown = {each.name: each for each in exhibits(project)}
    columns = ["item", "change", "ci_low_adjusted", "ci_high_adjusted", "cohens_h", "p_adjusted",
               "verdict", "verdict_least_base", "grade"]  # fmt: skip
    row = ["trust", -6.875, -10.2, -3.6, -0.1423, 0.00046, "changed", "undecided", "C"]
    table = pd.DataFrame([row, ["other", *row[1:]]], columns=columns)
    chosen, measure = main_columns(shown["comparison_trust"], table)
    page = plain_table(table, chosen, lambda column, row: row[column], measure)
    assert "Cohen's h" in [head["en"] for head in page.heads]
    said = [cell.words for cell in page.rows[0][1]]
    assert said == ["trust", "−6.9", "−10.2 – −3.6", "−0.14", "<0.001", "changed", "undecided", "C"]


def test_standardised_shares_say_how_far_their_questions_compare(project):
    shown = {each.name: each for each in exhibits(project)}
    lines = caption(shown["standardized_trust_offline"], None, project)
    assert {"ja": "D：コミュニティへの参加状況", "en": "D: Kind of participation"} in lines
    assert any(line["en"].startswith("C: Most people can be trusted (offline)") for line in lines)
    alone = shown["standardized_trust_offline"]
    alone = replace(alone, entry={**alone.entry, "waves": ["2017"]})
    assert not [line for line in caption(alone, None, project) if "Grade" in line["en"]]

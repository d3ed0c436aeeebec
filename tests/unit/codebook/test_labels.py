"""The text of every key, in both languages."""

import pytest

from tsunagari.codebook.labels import figure_labels
from tsunagari.codebook.queries import bases
from tsunagari.config.problems import ProblemsFound


@pytest.fixture
def labels_of(project):
    def build(figure, **changes):
        spec = project.figures[figure] | changes
        return figure_labels(project.codebook_config, figure, spec, project.waves)

    return build


@pytest.mark.parametrize(
    ("figure", "role", "key", "ja", "en"),
    [
        ("4-3-5-1", "wave", "2008", "2008年度調査", "2008 survey"),
        ("4-3-2-1", "country", "germany", "ドイツ", "Germany"),
        ("4-3-2-2", "group", "male.20s", "男性 20～29歳", "Men 20-29"),
        ("4-3-2-2", "group", "all", "全体", "All"),
        ("4-3-5-2", "group", "60_and_over", "60代以上", "60 and over"),
        ("4-3-2-3", "item", "blog", "ブログ", "Blogs"),
        ("4-3-1-2", "item", "blog", "ブログ", "Blogs"),
        ("4-3-2-4", "item", "trust_change", "オフラインで実際に会ったことによる信頼度の変化",
         "Change of trust after meeting offline"),
        ("4-3-5-1", "category", "0", "不参加（0個）", "None"),
        ("4-3-2-1", "category", "affirmative", "そう思う＋ややそう思う", "Agree + Somewhat agree"),
        ("4-3-5-4", "group", "offline_only", "オフラインコミュニティのみ参加", "Offline only"),
    ],
)  # fmt: skip
def test_labels_of_the_section(labels_of, figure, role, key, ja, en):
    labels = labels_of(figure)
    assert labels.text(role, key, "ja") == ja
    assert labels.text(role, key, "en") == en


def test_every_key_that_a_figure_tabulates_has_a_label(project, labels_of):
    for figure, spec in project.figures.items():
        labels = labels_of(figure)
        for base in bases(project.codebook, figure, spec.get("estimates", ())):
            labels.check("country", [base.country])
            labels.check("group", [base.group])
            labels.check("item", [base.item_key])
            labels.check("category", base.categories)


def test_a_key_without_label_names_the_nearest(labels_of):
    with pytest.raises(ProblemsFound) as found:
        labels_of("4-3-2-2").text("group", "male.20", "ja")
    (problem,) = found.value.problems
    assert problem.value == "male.20"
    assert "4-3-2-2" in problem.where and "column group" in problem.where
    assert problem.remedy == "Did you mean 'male.20s'?"


def test_all_unknown_keys_are_named_at_once(labels_of):
    with pytest.raises(ProblemsFound) as found:
        labels_of("4-3-2-1").arrange("country", ["japan", "nippon", "japna"])
    assert [problem.value for problem in found.value.problems] == ["japna", "nippon"]


def test_keys_are_arranged_as_the_configuration_has_them(labels_of):
    keys = ["never", "often", "often", "once"]
    assert labels_of("4-3-2-3").arrange("category", keys) == ["often", "once", "never"]


def test_one_category_with_two_labels_in_one_figure_is_refused(labels_of):
    queries = [{"variable": "trust_rise_reasons"}, {"variable": "trust_criteria"}]
    labels_of("4-3-2-2", estimates=queries)  # both say "Other" with the same words
    clashing = [
        {"variable": "participation"},
        {"variable": "media_use"},
        {"variable": "met_offline"},
    ]
    labels_of("4-3-2-2", estimates=clashing)
    with pytest.raises(ProblemsFound, match="'met' with two labels"):
        labels_of(
            "4-3-2-2", estimates=[{"variable": "has_met_offline"}, {"variable": "met_offline"}]
        )

"""The grammar of terms and outcomes: what it reads, and what it refuses with which remedy."""

import pytest

from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import ProblemsFound
from tsunagari.models.spec import read_spec
from tsunagari.models.terms import Grammar, term_name


def names(codebook: Codebook, *texts: str, **more) -> list[str]:
    return [term_name(term) for term in Grammar(codebook, **more).terms(texts)]


def refused(codebook: Codebook, *texts: str, **more) -> str:
    with pytest.raises(ProblemsFound) as found:
        Grammar(codebook, **more).terms(texts)
    return str(found.value)


@pytest.fixture(scope="module")
def book(project) -> Codebook:
    return project.codebook


def test_a_star_is_both_terms_and_their_interaction(book):
    assert names(book, "sex*age_band") == ["sex", "age_band", "sex:age_band"]
    written_out = ["sex:age_band", "age_band", "sex"]
    assert names(book, *written_out) == ["age_band", "sex", "sex:age_band"]


def test_a_threefold_star_holds_every_part(book):
    found = names(book, "country*sex*age_band")
    assert len(found) == 7 and found[-1] == "country:sex:age_band"


def test_atoms_of_every_kind(book):
    texts = ["age", "age:age", "media_use.line", "media_use.blog[users]", "trust_criteria.photo"]
    terms = Grammar(book).terms(texts)
    assert [term_name(term) for term in terms] == sorted(texts, key=lambda t: ":" in t)
    by_name = {term_name(term): term[0] for term in terms}
    assert by_name["media_use.blog[users]"].levels == ("not_users", "users")
    assert by_name["media_use.blog[users]"].members["not_users"] == ("never_uses",)
    assert by_name["trust_criteria.photo"].levels == ("not_selected", "selected")
    assert by_name["age"].is_number and len(by_name["media_use.line"].levels) == 5


def test_the_reference_stands_first_and_the_population_cuts_levels(book):
    reference = {"age_band": "40s", "country": "germany"}
    where = {"age_band": "under_70", "country": {"not": ["japan"]}}
    age, country = Grammar(book, where=where, reference=reference).terms(["age_band", "country"])
    assert age[0].levels == ("40s", "20s", "30s", "50s", "60s")
    assert age[0].left_out == ("70s",)
    assert country[0].levels == ("germany", "united_states", "united_kingdom")


def test_waves_are_levels_when_they_are_pooled(book):
    (wave, *_) = Grammar(book, waves=("2008", "2017")).terms(["wave*participation"])
    assert wave[0].levels == ("2008", "2017")
    assert "fewer than two levels" in refused(book, "wave", waves=("2017",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sexx", "Did you mean 'sex'?"),
        ("media_use", "one item or answer must be named"),
        ("media_use.lin", "Did you mean 'line'?"),
        ("media_use.line[user]", "Did you mean 'users'?"),
        ("__import__('os').system('true')", "is not a term"),
        ("age**2", "is not a term"),
        ("np.log(age)", "is not a term"),
        ("sex:", "is not a term"),
        ("", "is not a term"),
        ("sex:age_band", "Add sex, or write sex*age_band"),
    ],
)
def test_refusals_name_the_remedy(book, text, message):
    assert message in refused(book, text)


def test_reference_levels_must_exist(book):
    assert "Did you mean 'male'?" in refused(book, "sex", reference={"sex": "mal"})
    assert "for what is no term" in refused(book, "sex", reference={"age_band": "40s"})


def test_all_problems_of_a_model_come_together(book):
    entry = {"outcome": "trust_onlin", "family": "ordered_logit", "terms": ["sexx", "age_bnd"]}
    with pytest.raises(ProblemsFound) as found:
        read_spec(book, "m", entry)
    assert len(found.value.problems) == 3
    assert "Did you mean 'trust_online'?" in str(found.value)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"family": "probit"}, "is not a family"),
        ({"tems": []}, "Did you mean 'terms'?"),
        ({"weights": "none "}, "is not a choice"),
        ({"missing": {"outcome": "lowest"}}, "is not a choice"),
        ({"where": {"age_band": "under_7"}}, "Did you mean 'under_70'?"),
        ({"where": {"media_use": "users"}}, "no item of media_use"),
        ({"outcome": "sex"}, "have no order"),
        ({"outcome": "age"}, "a number cannot be the outcome"),
        ({"outcome": {"variable": "trust_online", "answer": "agree"}}, "Did you mean 'answers'?"),
        ({"outcome": {"index": "ties"}}, "Use the family linear"),
        ({"outcome": "trust_online", "family": "logit"}, "Say with `answers`"),
        ({"outcome": {"variable": "trust_online", "answers": "affirmative"}}, "fewer than three"),
        ({"outcome": {"variable": "trust_online", "levels": {"yes": "affirmative"}}}, "is in no level"),
        ({"outcome": {"variable": "trust_online",
                      "levels": {"a": "agree", "b": "affirmative", "c": "somewhat_disagree"},
                      "leave_out": "disagree"}}, "is in two levels"),
    ],
)  # fmt: skip
def test_a_model_that_cannot_be_is_refused(book, entry, message):
    entry = {"outcome": "trust_online", "family": "ordered_logit", "terms": ["sex"], **entry}
    with pytest.raises(ProblemsFound) as found:
        read_spec(book, "m", entry)
    assert message in str(found.value)


def test_levels_are_given_from_the_most_affirmative_and_kept_from_the_least(book):
    entry = {"family": "ordered_logit", "terms": ["sex"],
             "outcome": {"variable": "help_intention.transport", "leave_out": "do_not_know"}}  # fmt: skip
    outcome = read_spec(book, "m", entry).outcome
    assert outcome.levels == ("unwilling", "reluctant", "willing", "eager")
    assert outcome.left_out == ("do_not_know",)
    assert set(outcome.sets["would_use"]) == {"willing", "eager"}


def test_merged_levels_and_scores(book):
    levels = {"yes": "affirmative", "hardly": "somewhat_disagree", "no": "disagree"}
    entry = {"family": "ordered_logit", "terms": ["sex"],
             "outcome": {"variable": "trust_online", "levels": levels}}  # fmt: skip
    assert read_spec(book, "m", entry).outcome.levels == ("no", "hardly", "yes")
    linear = {**entry, "family": "linear", "outcome": "trust_online"}
    assert read_spec(book, "m", linear).outcome.scores == (1.0, 2.0, 3.0, 4.0)
    scores = {"agree": 10, "somewhat_agree": 5, "somewhat_disagree": 1, "disagree": 0}
    linear["outcome"] = {"variable": "trust_online", "scores": scores}
    assert read_spec(book, "m", linear).outcome.scores == (0.0, 1.0, 5.0, 10.0)

"""The toy project given bad input: what it says, and that its results stay."""

import shutil
from pathlib import Path

import pytest
from pipeline import digests, snakemake, succeeded

ANSWERS = Path("data/raw/1999/answers.csv")

pytestmark = pytest.mark.xdist_group("mini")


def edit(path: Path, old: str, new: str, encoding: str = "utf-8") -> None:
    text = path.read_bytes().decode(encoding)
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode(encoding))


BAD_CONFIG = [
    ("config/config.yaml", "seed: 1", "sead: 1", "unknown key [sead]. Did you mean 'seed'?"),
    (
        "config/waves/1999.yaml",
        "1: daily",
        "1: dayly",
        "no category [dayly]. Did you mean 'daily'?",
    ),
    ("config/codebook.yaml", "{use: users}", "{use: usrs}", "[usrs]. Did you mean 'users'?"),
    (
        "config/synthetic.yaml",
        "[use, trust]",
        "[use, trus]",
        "no variable of the codebook [trus]. Did you mean 'trust'?",
    ),
    (
        "config/claims.yaml",
        "quote: n=12 33.3",
        "quote: n=12 33.4",
        "claims.a_third_trust.quote: the text does not hold this quote [n=12 33.4].",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), BAD_CONFIG)
def test_a_misspelt_config_stops_at_once_and_touches_nothing(copy, file, old, new, message):
    before = digests(copy / "results")
    edit(copy / file, old, new)
    run = snakemake(copy)
    assert run.returncode == 1
    shown = run.stdout + run.stderr
    assert message in shown
    assert f"{file}: line " in shown
    assert "Traceback" not in shown
    assert digests(copy / "results") == before


BAD_ANSWERS = [
    (
        "missing_column",
        "利用_電話",
        "利用_テレビ",
        "answers.csv: header: column is missing [利用_電話]",
    ),
    (
        "unknown_code",
        "a05,男,38,1,3",
        "a05,男,38,1,7",
        "answers.csv: row 5, column 利用_電話: unknown code [7]",
    ),
    (
        "other_answers",
        "a04,女,33,3,1,-,-,-,1,1,0,1\r\n",
        "a05,女,33,3,1,-,-,-,1,1,0,1\r\n",
        "answers.csv: row 5: respondent came before in this file with other answers",
    ),
    (
        "short_line",
        "a06,女,40,3,3,-,-,-,-,-,-,2",
        "a06,女,40,3,3,-,-,-,-,-,-",
        "answers.csv: line 7: the line has 11 cells, the header 12",
    ),
    (
        "outside_base",
        "a06,女,40,3,3,-,-,-,-",
        "a06,女,40,3,3,1,-,-,-",
        "row 6, column reasons.letter.cheap: answered outside the base",
    ),
]


UNREADABLE = [
    ("empty", b"", "answers.csv: the file is empty"),
    ("header_only", "番号,性別\n".encode("cp932"), "a header and no respondent"),
    (
        "wrong_encoding",
        "番号,性別\n".encode("cp932") + b"a1,\x81 \n",
        "not cp932: bytes that cannot be read",
    ),
]
MESSAGES = {name: message for name, *_, message in (*BAD_ANSWERS, *UNREADABLE)}
OF_A_WAVE = ("parquet", "ledger.csv", "labels.csv")


@pytest.fixture(scope="module")
def spoilt(finished_mini, tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """The toy project with a wave for each fault, run as far as it goes; its results before.

    Each wave was harmonised, so it seems, before its answers were spoilt.
    """
    folder = Path(shutil.copytree(finished_mini, tmp_path_factory.mktemp("spoilt") / "mini"))
    for name in MESSAGES:
        shutil.copy(folder / "config/waves/1999.yaml", folder / f"config/waves/{name}.yaml")
        shutil.copytree((folder / ANSWERS).parent, folder / f"data/raw/{name}")
        for kind in OF_A_WAVE:
            results = folder / "results/harmonised"
            shutil.copy(results / f"1999.{kind}", results / f"{name}.{kind}")
    for name, old, new, _ in BAD_ANSWERS:
        edit(folder / f"data/raw/{name}/answers.csv", old, new, "cp932")
    for name, content, _ in UNREADABLE:
        (folder / f"data/raw/{name}/answers.csv").write_bytes(content)
    before = digests(folder / "results")
    run = snakemake(
        folder, "--keep-going", *(f"results/harmonised/{name}.parquet" for name in MESSAGES)
    )
    assert run.returncode == 1
    return folder, before


@pytest.mark.parametrize("name", MESSAGES)
def test_bad_answers_stop_the_run_and_leave_the_results(spoilt, name):
    folder, before = spoilt
    assert MESSAGES[name] in (folder / f"logs/harmonise/{name}.log").read_text("utf-8")
    after = digests(folder / "results")
    of_this = [f"harmonised/{name}.{kind}" for kind in OF_A_WAVE]
    assert {file: after.get(file) for file in of_this} == {file: before[file] for file in of_this}


def test_bad_answers_of_some_waves_touch_no_result_of_the_others(spoilt):
    folder, before = spoilt
    assert digests(folder / "results") == before


def test_a_failure_is_not_forgotten_and_heals_with_its_cause(copy):
    before = digests(copy / "results")
    good = (copy / ANSWERS).read_bytes()
    old, new, message = BAD_ANSWERS[0][1:]
    edit(copy / ANSWERS, old, new, "cp932")
    for _ in range(2):
        run = snakemake(copy)
        assert run.returncode == 1
        assert message in run.stdout + run.stderr
        assert digests(copy / "results") == before
    (copy / ANSWERS).write_bytes(good)
    succeeded(snakemake(copy))
    assert digests(copy / "results") == before


def test_a_delivered_file_that_is_missing_stops_the_run_and_leaves_the_results(copy):
    before = digests(copy / "results")
    (copy / ANSWERS).unlink()
    run = snakemake(copy)
    assert run.returncode == 1
    assert f"{ANSWERS}: the delivered file is missing" in run.stdout + run.stderr
    assert digests(copy / "results") == before


def test_a_missing_delivered_file_never_falls_back_to_synthetic_data(copy):
    shutil.rmtree(copy / "results")
    (copy / ANSWERS).unlink()
    run = snakemake(copy)
    assert run.returncode == 1
    assert "source: synthetic" in run.stdout + run.stderr  # the remedy names the choice
    assert not (copy / "results").exists()

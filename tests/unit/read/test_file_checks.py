"""A wave's `files` are checked before anything runs: line, value, remedy."""

import pytest
import yaml

from tsunagari.config.checker import Checker
from tsunagari.config.schema import Validated
from tsunagari.config.words import languages
from tsunagari.config.yaml_lines import load_yaml
from tsunagari.read.checks import check_files

WAVE = """\
title: {{ja: a, en: b}}
citation: {{ja: a, en: b}}
source: delivered
sampling: probability
design: {{}}
files:
{files}
respondent: id
missing: {{}}
exclude: []
columns: {{a: {{column: a}}}}
"""


@pytest.fixture
def check(tmp_path, request):
    root = request.config.rootpath
    rules, _ = load_yaml(root / "workflow/schemas/wave.schema.yaml", "wave.schema.yaml")

    def problems(*entries: str, source: str = "delivered") -> list[str]:
        path = tmp_path / "w.yaml"
        path.write_text(WAVE.format(files="\n".join(f"  - {entry}" for entry in entries)))
        data, lines = load_yaml(path, "w.yaml")
        found = Validated(data, rules, languages()).problems(lines, "w.yaml")
        checker = Checker("w.yaml", lines)
        if not found:
            check_files(checker, data["files"], source)
        return [str(p) for p in found or checker.problems]

    return problems


GOOD = [
    "{path: a.csv, reader: csv, encoding: cp932, delimiter: ';', decimal_comma: [w], header_row: 2, first_row: 4}",
    "{path: a.txt, reader: tsv, encoding: utf-8, dates: {Q1: {2-Jan: 1-2, 3-Jan: 5}, Q2: keep}}",
    "{path: a.xlsx, reader: excel, sheet: 回答, full_width: true}",
    "{path: a.zsav, reader: spss, values: labels}",
    "{path: a.dta, reader: stata, joined: [{path: b.csv, reader: csv, encoding: utf-8, id: ID, ids: numbers}]}",
    "{path: a.sas7bdat, reader: sas, catalog: formats.sas7bcat}",
    "{path: a.parquet, reader: parquet}",
    "{path: a, reader: feather, constants: {country: here}}",
]


@pytest.mark.parametrize("entry", GOOD)
def test_entries_that_are_right(check, entry):
    assert check(entry) == []


SLIPS = [
    (
        "{path: a.csv, reader: csv}",
        "files.0: a CSV without encoding [a.csv]. Add e.g. `encoding: utf-8`.",
    ),
    (
        "{path: a.csv, reader: spss}",
        "files.0.reader: the file's suffix is that of CSV [spss]. Set `reader: csv`, or mend `path`.",
    ),
    (
        "{path: a.SAV, reader: csv, encoding: utf-8}",
        "files.0.reader: the file's suffix is that of SPSS [csv]. Set `reader: spss`, or mend `path`.",
    ),
    (
        "{path: a.xls, reader: excel}",
        "files.0.path: files with the suffix .xls cannot be read [a.xls]. "
        "Save it as .xlsx and set `reader: excel`.",
    ),
    (
        "{path: a.dta, reader: stata, sheet: x}",
        "files.0.sheet: the reader stata has no `sheet` [x]. Remove it; readers that have it: excel.",
    ),
    (
        "{path: a.csv, reader: csv, encoding: utf-8, values: labels}",
        "files.0.values: the reader csv has no `values` [labels]. "
        "Remove it; readers that have it: spss, stata, sas.",
    ),
    (
        "{path: a.xlsx, reader: excel, header_row: 3, first_row: 3}",
        "files.0.first_row: not below `header_row` [3]. Respondents come below the row of names.",
    ),
    (
        "{path: a.sav, reader: spss, joined: [{path: b.dta, reader: spss, id: x}]}",
        "files.0.joined.0.reader: the file's suffix is that of Stata [spss].",
    ),
    (
        "{path: a.sav, reader: spss, joined: [{path: b.sav, reader: spss}]}",
        "missing key [id]. Add it.",
    ),
    ("{path: a.sav, reader: spss, dates: {Q1: kepe}}", "dates.Q1: not as expected [kepe]"),
    ("{path: a.csv, reader: csv, encodnig: x}", "unknown key [encodnig]. Did you mean 'encoding'?"),
]


@pytest.mark.parametrize(("entry", "said"), SLIPS)
def test_slips(check, entry, said):
    (shown,) = check(entry)
    assert shown.startswith("w.yaml: line 7, ")
    assert said in shown


def test_a_file_is_named_once(check):
    twice = ["{path: a.xlsx, reader: excel, sheet: x}", "{path: a.xlsx, reader: excel, sheet: y}"]
    assert check(*twice) == [
        "w.yaml: line 8, files.1.path: the file is named twice [a.xlsx]. "
        "Name each file once; give each sheet of a workbook a file of its own."
    ]


def test_what_can_be_read_but_not_made(check):
    assert "cannot be made for a synthetic wave [sas]" in check(GOOD[5], source="synthetic")[0]
    assert all(check(entry, source="synthetic") == [] for entry in GOOD if entry is not GOOD[5])


def test_every_key_of_a_file_is_described(request):
    schema = request.config.rootpath / "workflow/schemas/wave.schema.yaml"
    entry = yaml.safe_load(schema.read_text(encoding="utf-8"))["properties"]["files"]["items"]
    joined = entry["properties"]["joined"]["items"]
    for key, rules in {**entry["properties"], **joined["properties"]}.items():
        assert len(rules["description"]) > 20, key

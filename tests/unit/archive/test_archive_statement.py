"""Numbers of the data statement against counts by hand, and the rules of closed responses."""

from hypothesis import given
from hypothesis import strategies as st

from tsunagari.archive.contents import Access, closed_files, data_files
from tsunagari.archive.statement import BASES, HEADER, VERDICTS, counts_by_figure

NUMBERS = [
    {"file": "prose", "verdict": "not computable"},
    {"file": "1-2", "verdict": "attained"},
    {"file": "1-2", "verdict": "differs"},
    {"file": "1-1", "verdict": "reproduced"},
]
ESTIMATES = {
    "1-1": [{"basis": "delivered"}, {"basis": "assumed"}, {"basis": "not_asked"}],
    "1-3": [{"basis": "published"}, {"basis": "nobody"}],
}


def test_counts_by_hand_in_the_order_of_the_figures():
    rows = [row.cells() for row in counts_by_figure(["1-1", "1-2", "1-3"], NUMBERS, ESTIMATES)]
    assert rows == [
        # figure, published, attained, reproduced, differs, unattainable, not computable, then estimates:
        # all with a number, delivered, published, assumed
        ["1-1", "1", "0", "1", "0", "0", "0", "2", "1", "0", "1"],
        ["1-2", "2", "1", "0", "1", "0", "0", "0", "0", "0", "0"],
        ["1-3", "0", "0", "0", "0", "0", "0", "1", "0", "1", "0"],
        ["prose", "1", "0", "0", "0", "0", "1", "0", "0", "0", "0"],
        ["all", "4", "1", "1", "1", "0", "1", "3", "1", "1", "1"],
    ]
    assert all(len(row) == len(HEADER) for row in rows)


ROWS = st.lists(
    st.fixed_dictionaries({"file": st.sampled_from("abc"), "verdict": st.sampled_from(VERDICTS)})
)
TABLES = st.dictionaries(
    st.sampled_from("abd"),
    st.lists(st.fixed_dictionaries({"basis": st.sampled_from([*BASES, "nobody"])})),
)


@given(ROWS, TABLES)
def test_the_last_row_is_the_sum_of_the_others(numbers, estimates):
    *rows, whole = [[int(cell) for cell in row.cells()[1:]] for row in
                    counts_by_figure("abc", numbers, estimates)]  # fmt: skip
    assert whole == [sum(column) for column in zip(*rows, strict=True)] if rows else not any(whole)
    assert whole[0] == len(numbers) == sum(whole[1:6])
    assert whole[6] == sum(whole[7:])


WAVES = {
    "1999": {"source": "delivered"},
    "2011": {"source": "delivered"},
    "2031": {"source": "synthetic"},
}
DECLARED = {"1999": {"responses": "open"}, "2031": {"responses": "closed"}}
ACCESS = {
    wave: Access.from_config(entry["source"], DECLARED.get(wave, {}))
    for wave, entry in WAVES.items()
}


def test_responses_of_which_nothing_is_declared_are_closed():
    assert {wave: each.access for wave, each in ACCESS.items()} == {
        "1999": "open",
        "2011": "closed",
        "2031": "synthetic",
    }


def test_closed_responses_stay_out_as_delivered_and_as_harmonised():
    raw = {"1999": ["data/raw/1999/a.csv"], "2011": ["data/raw/2011/b.sav"], "2031": []}
    made = {wave: [f"results/harmonised/{wave}.parquet"] for wave in WAVES}
    rows = data_files(raw, made, ACCESS)
    assert [each.file for each in rows if not each.in_archive] == [
        "data/raw/2011/b.sav",
        "results/harmonised/2011.parquet",
    ]
    written = [{"file": each.file, "access": each.access} for each in rows]
    assert closed_files(written) == {"data/raw/2011/b.sav", "results/harmonised/2011.parquet"}

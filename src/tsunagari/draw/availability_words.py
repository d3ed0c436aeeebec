"""The words of the overview of what was asked, in each language."""

WORDS = {
    "title": {"ja": "調査・国ごとの設問の有無", "en": "What was asked, by survey and country"},
    "asked": {"ja": "尋ねた", "en": "asked"},
    "part": {"ja": "一部の項目・一部の回答者に尋ねた", "en": "asked in part"},
    "not_asked": {"ja": "尋ねていない", "en": "not asked"},
    "constant": {"ja": "全員同じ（設問ではない）", "en": "the same for all, no question"},
    "items": {"ja": "{asked}/{all}項目", "en": "{asked} of {all} items"},
    "people": {"ja": "n={asked:,}/{all:,}", "en": "n={asked:,} of {all:,}"},
    "letters": {
        "ja": "文字は、その前に尋ねた調査との比較可能性：{grades}",
        "en": "Letters: how far it compares with the survey before that asked it. {grades}",
    },
    "derived": {
        "ja": "†はほかの変数から算出する変数",
        "en": "†: derived from other variables",
    },
    "part_note": {
        "ja": "半分の四角は、一部の項目または一部の回答者だけに尋ねたもの"
        "（項目・人数は表 availability.csv）",
        "en": "Half squares: some items, or some respondents, only"
        " (counts: the table availability.csv)",
    },
    "no_letter": {
        "ja": "文字のない四角は、その前に尋ねた調査がないもの",
        "en": "Squares without a letter: no survey before it asked the question",
    },
    # --- alt text -----------------------------------------------------------------
    "alt_kind": {
        "ja": "変数を行、調査と国を列とし、尋ねたかどうかを四角の塗りで示す",
        "en": "Variables as rows, surveys and countries as columns; squares say what was asked",
    },
    "alt_column": {
        "ja": "{place}：{total}の設問のうち{counts}",
        "en": "{place}: of {total} questions {counts}",
    },
    "alt_asked": {"ja": "尋ねたもの{n}", "en": "{n} asked"},
    "alt_part": {"ja": "一部だけ尋ねたもの{n}", "en": "{n} asked in part"},
    "alt_not_asked": {"ja": "尋ねていないもの{n}", "en": "{n} not asked"},
    "alt_columns": {
        "ja": "{columns}の調査・国のすべてで尋ねた設問は{total}のうち{everywhere}、"
        "一部で尋ねたのは{somewhere}、どこでも尋ねていないのは{nowhere}",
        "en": "Of {total} questions, {everywhere} were asked in all {columns} surveys and"
        " countries, {somewhere} in some, {nowhere} in none",
    },
    "alt_grades": {
        "ja": "その前の調査と比べられる{total}の設問の比較可能性は{counts}",
        "en": "Of {total} questions that a survey before asked, {counts}",
    },
    "alt_grade": {"ja": "{grade}が{n}", "en": "{n} have grade {grade}"},
    "alt_no_earlier": {
        "ja": "2回以上尋ねた設問はない",
        "en": "No question was asked more than once",
    },
}


def say(key: str, language: str, **values: object) -> str:
    """The words of `key`, with the values filled in."""
    return WORDS[key][language].format(**values)

"""What is said of numbers, their bases and rows of tables, in each language."""

TEXTS = {
    "count": {
        "ja": "{n}人中{implied}人。",
        "en": "{implied} of {n} people.",
    },
    "count_by_others": {
        "ja": "母数は印刷されていないが、{source}から{n}人と分かる。その中の{implied}人。",
        "en": "No base is printed; {source} gives {n} people. {implied} of them.",
    },
    "tie_up": {
        "ja": "{n}人中{implied}人はちょうど{exact}%で、切り上げられている。",
        "en": "{implied} of {n} people is {exact}% exactly, a tie that was rounded up.",
    },
    "tie_down": {
        "ja": "{n}人中{implied}人はちょうど{exact}%で、切り捨てられている。",
        "en": "{implied} of {n} people is {exact}% exactly, a tie that was rounded down.",
    },
    "no_count": {
        "ja": "{n}人のうち何人であっても{printed}%にはならない（{implied}）。",
        "en": "No number of {n} people gives {printed}% ({implied}).",
    },
    "no_base": {
        "ja": "母数が印刷されておらず、他の数値からも定まらない。",
        "en": "No base is printed, and no other number fixes it.",
    },
    "orphan_count": {
        "ja": "図中の位置は失われている。{n}人中{implied}人。",
        "en": "Its place in the figure is lost. {implied} of {n} people.",
    },
    "orphan_possible": {
        "ja": (
            "図中の位置は失われている。候補{tried}か所のうち{implied}か所の母数で{printed}%になりう"
            "る。"
        ),
        "en": (
            "Its place in the figure is lost. The bases of {implied} of the {tried} places that it "
            "may have can give {printed}%."
        ),
    },
    "orphan_impossible": {
        "ja": "図中の位置は失われている。候補{tried}か所のどの母数でも{printed}%にはならない。",
        "en": (
            "Its place in the figure is lost. No base of the {tried} places that it may have gives "
            "{printed}%."
        ),
    },
    "rounded_classes": {
        "ja": (
            "{n}人に対する割合ではないが、丸めた割合の和としては{example} = {printed}（{implied}人"
            "）がありうる。"
        ),
        "en": (
            "No share of {n} people, but possible as a sum of rounded shares: {example} = {printed}"
            " ({implied} people)."
        ),
    },
    "no_rounded_classes": {
        "ja": "丸めた{k}個の割合の和としても{printed}%にはならない（{n}人）。",
        "en": "Not a sum of {k} rounded shares of {n} people either.",
    },
    "row_adds_up": {
        "ja": "すべての数値を与え、和が{n}人になる人数がある。印刷された数値の和は{printed}。",
        "en": (
            "Some counts give every number and sum to {n} people. The printed numbers sum to "
            "{printed}."
        ),
    },
    "row_adds_up_oddly": {
        "ja": (
            "印刷された数値の和は{printed}だが、すべての数値を与え、和が{n}人になる人数があるので、"
            "四捨五入によるものである。"
        ),
        "en": (
            "The printed numbers sum to {printed}; since some counts give every number and sum to "
            "{n} people, that is rounding."
        ),
    },
    "row_of_unknown_base": {
        "ja": (
            "印刷された数値の和は{printed}。母数は不明だが、{k}個の四捨五入で{most}までずれうる。"
        ),
        "en": (
            "The printed numbers sum to {printed}. The base is not known; rounding {k} numbers can "
            "shift it by up to {most}."
        ),
    },
    "row_has_no_counts": {
        "ja": (
            "印刷された数値の和は{printed}。{n}人では成り立たない（人数で与えられない数値："
            "{culprits}）。{nearest}"
        ),
        "en": (
            "The printed numbers sum to {printed}. {n} people cannot give them (numbers without a "
            "count: {culprits}). {nearest}"
        ),
    },
    "row_misses": {
        "ja": (
            "印刷された数値の和は{printed}。それぞれを与える人数の和が{n}人にならない（{implied}）"
            "。{nearest}"
        ),
        "en": (
            "The printed numbers sum to {printed}. The counts that give them do not sum to {n} "
            "people ({implied}). {nearest}"
        ),
    },
    "row_misses_unknown": {
        "ja": "印刷された数値の和は{printed}。{k}個の四捨五入では{most}までしかずれない。",
        "en": (
            "The printed numbers sum to {printed}. Rounding {k} numbers shifts it by {most} at "
            "most."
        ),
    },
    "row_incomplete": {
        "ja": "印刷されている回答の和は{printed}。残りの回答の数値はない。",
        "en": "The printed answers sum to {printed}; those of the other answers are not there.",
    },
    "row_too_large": {
        "ja": "互いに排他的な回答の和が{printed}で、残りの回答がなくても母数を超える。",
        "en": (
            "Answers that exclude each other sum to {printed}, more than the base even without the "
            "rest."
        ),
    },
    "exclusive": {
        "ja": (
            "「{answer}」を除く{implied}人は他の回答を選びうる：最も多い回答は{most}人、延べ{sum}人"
            "。"
        ),
        "en": (
            "The {implied} people who did not answer '{answer}' can have given the others: the "
            "most frequent {most} people, all together {sum}."
        ),
    },
    "exclusive_exceeded": {
        "ja": "「{answer}」以外の回答者は{implied}人だが、{most}人が選んだ回答がある。",
        "en": (
            "{implied} people did not answer '{answer}', yet {most} gave one of the other answers."
        ),
    },
    "exclusive_unfilled": {
        "ja": (
            "「{answer}」以外の回答者は{implied}人だが、他の回答は延べ{sum}人で、"
            "何も選ばなかった人がいることになる。"
        ),
        "en": (
            "{implied} people did not answer '{answer}', yet the other answers sum to {sum} only, "
            "so that some gave none at all."
        ),
    },
    "possible_base": {
        "ja": "{asked}の母数は不明。{figures}の{k}個の数値をすべて与える最小の母数は{implied}人。",
        "en": (
            "The number of people ({asked}) is not known. The smallest that gives all {k} numbers "
            "of {figures} is {implied}."
        ),
    },
    "no_possible_base": {
        "ja": (
            "{asked}の母数は不明。{most}人までのどの母数も{figures}の{k}個の数値をすべては与えない"
            "。"
        ),
        "en": (
            "The number of people ({asked}) is not known. None up to {most} gives all {k} numbers "
            "of {figures}."
        ),
    },
}

"""What is said of numbers against each other, in each language."""

TEXTS = {
    "agrees": {
        "ja": "{other}と同じ人々の数であり、一致する（{implied}）。",
        "en": "Counts the same people as {other}, and agrees with it ({implied}).",
    },
    "disagrees": {
        "ja": "{other}と同じ人々の数だが、一致しない（こちらは{own}、あちらは{implied}）。",
        "en": (
            "Counts the same people as {other}, but does not agree ({own} here, {implied} there)."
        ),
    },
    "sum_agrees": {
        "ja": "{others}の和であり、一致する（{own}、和は{implied}）。",
        "en": "The sum of {others}, and agrees with it ({own}, the sum {implied}).",
    },
    "sum_disagrees": {
        "ja": "{others}の和のはずだが、一致しない（{own}、和は{implied}）。",
        "en": "Should be the sum of {others}, but is not ({own}, the sum {implied}).",
    },
    "sum_of_printed": {
        "ja": (
            "{others}の和であり、人数では一致する（{own}、和は{implied}）が、印刷された数値の和は"
            "{sum}。"
        ),
        "en": (
            "The sum of {others}: the counts agree ({own}, the sum {implied}), the printed numbers "
            "sum to {sum}."
        ),
    },
    "within": {
        "ja": "{other}の一部であり、その数（{implied}）を超えない（{own}）。",
        "en": "Part of {other}; not more ({own}) than there are ({implied}).",
    },
    "not_within": {
        "ja": "{other}の一部のはずだが、その数（{implied}）を超える（{own}）。",
        "en": "Should be part of {other}, but is more ({own}) than there are ({implied}).",
    },
    "part_of_group": {
        "ja": (
            "{other}の一部の人々についての数であり、両立する（残る{rest}人のうち{implied}人が同じ回"
            "答）。"
        ),
        "en": (
            "About part of the people of {other}; both hold ({implied} of the other {rest} people "
            "gave the answer)."
        ),
    },
    "two_bases": {
        "ja": (
            "{other}と同じ回答だが、母数の異なる人々についての数である。同じ母数なら矛盾するが、そ"
            "れぞれの母数では両立する（残る{rest}人のうち{implied}人が同じ回答）。"
        ),
        "en": (
            "The same answer as {other}, among other people. On one base the two would contradict "
            "each other; on their own bases both hold ({implied} of the other {rest} people gave "
            "the answer)."
        ),
    },
    "not_part_of_group": {
        "ja": (
            "{other}の一部の人々についての数だが、両立しない（残る{rest}人のうち{implied}人が同じ回"
            "答をしたことになる）。"
        ),
        "en": (
            "About part of the people of {other}, but the two cannot hold ({implied} of the other "
            "{rest} people would have given the answer)."
        ),
    },
    "group_of_unknown_size": {
        "ja": (
            "{other}の一部の人々についての数である。人数は不明だが、その割合が{implied}以下なら両立"
            "する。"
        ),
        "en": (
            "About part of the people of {other}. Their numbers are not known; both hold if they "
            "are {implied} of all or less."
        ),
    },
    "nobody_says": {
        "ja": "該当する人が何人かを示す数値が他に印刷されていない。",
        "en": "Nothing else that is printed says how many people qualify.",
    },
    "derived_agrees": {
        "ja": "同じ設問から導かれる他の数値は{implied}を許し、{own}はその中にある。",
        "en": (
            "Other numbers that follow from the same questions allow {implied}; {own} lies in it."
        ),
    },
    "derived_disagrees": {
        "ja": "同じ設問から導かれる他の数値は{implied}しか許さず、{own}は合わない。",
        "en": (
            "Other numbers that follow from the same questions allow {implied} only; {own} does "
            "not fit."
        ),
    },
    "derived_impossible": {
        "ja": "同じ設問から導かれる他の数値どうしが両立しない。",
        "en": "The other numbers that follow from the same questions cannot hold together.",
    },
    "total_agrees": {
        "ja": "{label}の平均は、階級からは{implied}、項目ごとの人数からは{own}で、両立する。",
        "en": (
            "{label}: the classes give a mean of {implied}, the numbers of the single items {own}; "
            "both hold."
        ),
    },
    "total_disagrees": {
        "ja": "{label}の平均は、階級からは{implied}、項目ごとの人数からは{own}で、両立しない。",
        "en": (
            "{label}: the classes give a mean of {implied}, the numbers of the single items {own}; "
            "both cannot hold."
        ),
    },
    "total_open": {
        "ja": "{label}の平均は、階級からは{implied}。項目ごとの人数は印刷されていない。",
        "en": (
            "{label}: the classes give a mean of {implied}. Numbers of the single items are not "
            "printed."
        ),
    },
    "mean_agrees": {
        "ja": "{label}の平均{printed}は、階級から導かれる{implied}と合う。",
        "en": "{label}: a mean of {printed} agrees with the {implied} that the classes give.",
    },
    "mean_disagrees": {
        "ja": "{label}の平均{printed}は、階級から導かれる{implied}と合わない。",
        "en": (
            "{label}: a mean of {printed} does not agree with the {implied} that the classes give."
        ),
    },
    "moments_agree": {
        "ja": (
            "平均と標準偏差を与える回答の割合がある（{others}とともに）。最初の回答の得点："
            "{implied}。"
        ),
        "en": (
            "Some shares of the answers give the mean and the deviation (with {others}). Score of "
            "the first answer: {implied}."
        ),
    },
    "moments_disagree": {
        "ja": "平均と標準偏差を与える回答の割合がない（{others}とともに）。",
        "en": "No shares of the answers give the mean and the deviation (with {others}).",
    },
}

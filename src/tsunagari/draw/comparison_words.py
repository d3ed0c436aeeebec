"""The words of pictures of comparisons, in each language."""

WORDS = {
    "indicator": {"ja": "比べる割合：{words}", "en": "Share compared: {words}"},
    "no_findings": {
        "ja": "＊印の変化は仮定によるもので、知見ではない",
        "en": "Changes with an asterisk rest on assumptions; they are no findings",
    },
    "percent_head": {"ja": "割合（％）", "en": "Share (%)"},
    "change_head": {"ja": "変化（ポイント）", "en": "Change (points)"},
    "verdict_head": {"ja": "判定", "en": "Verdict"},
    "grade_head": {"ja": "比較\n可能性", "en": "Grade"},
    "sides_n": {"ja": "（n={earlier:,}→{later:,}）", "en": " (n={earlier:,}→{later:,})"},
    "above": {"ja": "（上の点）", "en": " (upper dot)"},
    "below": {"ja": "（下の点）", "en": " (lower dot)"},
    "changed": {"ja": "変化あり", "en": "changed"},
    "equivalent": {"ja": "同等", "en": "equivalent"},
    "undecided": {"ja": "判定保留", "en": "undecided"},
    "reading": {
        "ja": "点は割合と変化、線は95％区間。灰色の帯は、変化とみなさない±{margin}ポイントの幅",
        "en": "Dots: shares and changes; lines: 95 per cent intervals."
        " Grey band: changes within ±{margin} points, which count as none",
    },
    "verdicts": {
        "ja": "判定（有意水準5％、検定の族「{family}」でHolm調整）：変化あり＝変化が0でない、"
        "同等＝変化が帯の内側にある（TOST）、判定保留＝どちらともいえない",
        "en": "Verdict (5 per cent level, adjusted by Holm within a family of tests: {family}):"
        " changed, the change is not nil; equivalent, it lies within the band (TOST);"
        " undecided, neither is shown",
    },
    "grade_A": {
        "ja": "A＝文言・尺度・対象・方法がすべて同じ",
        "en": "A: wording, scale, base and mode are the same",
    },
    "grade_B": {
        "ja": "B＝文言・尺度・対象は同じで、方法が異なるか不明",
        "en": "B: wording, scale and base are the same, the mode differs or is unknown",
    },
    "grade_C": {
        "ja": "C＝文言・尺度・対象のいずれかが同じか不明",
        "en": "C: wording, scale or base is not known to be the same",
    },
    "grade_D": {
        "ja": "D＝文言・尺度・対象のいずれかが異なり、変化は設問の違いによる可能性がある",
        "en": "D: wording, scale or base differs, so a change may be one of the question",
    },
    "grades": {"ja": "比較可能性：{grades}", "en": "Grade: {grades}"},
    "aspects": {"ja": "{grade}（{rows}）：{states}", "en": "{grade} ({rows}): {states}"},
    "aspects_all": {"ja": "{grade}：{states}", "en": "{grade}: {states}"},
    "differs_in": {"ja": "違い：{text}", "en": "Differs: {text}"},
    "wording": {"ja": "文言", "en": "wording"},
    "scale": {"ja": "尺度", "en": "scale"},
    "base": {"ja": "対象", "en": "base"},
    "mode": {"ja": "方法", "en": "mode"},
    "same": {"ja": "同じ", "en": "same"},
    "unknown": {"ja": "不明", "en": "unknown"},
    "differs": {"ja": "異なる", "en": "differs"},
    "state": {"ja": "{aspect}は{state}", "en": "{aspect} {state}"},
    "trend_head": {"ja": "傾向（1年あたりのポイント）", "en": "Trend (points a year)"},
    "trend_of": {"ja": "（{waves}）", "en": " ({waves})"},
    "trend_of_many": {
        "ja": "（{first}から{last}までの{n}調査）",
        "en": " ({n} surveys from {first} to {last})",
    },
    "off_line": {"ja": "直線でない", "en": "no line"},
    "trend_note": {
        "ja": "傾向：調査ごとの割合に最小二乗法であてはめた直線の傾き（どの調査も重みは等しい）。"
        "検定の族の傾向のなかでHolm調整。「直線でない」は、割合が直線上にあるとの仮説を5％水準で棄却。"
        "比較可能性は最も低い組のもの",
        "en": "Trend: slope of the least-squares line through the surveys' shares, each survey"
        " counting once; adjusted by Holm among the trends of the family. No line: that the shares"
        " lie on a line is rejected at 5 per cent. Grade: the worst of all pairs",
    },
    "alt_trend": {
        "ja": "最も急な傾向は{place}の1年あたり{slope}ポイント"
        "（95％区間{interval}、{verdict}、比較可能性{grade}）",
        "en": "The steepest trend: {place}, {slope} points a year"
        " (95 per cent interval {interval}; {verdict}; grade {grade})",
    },
    "pair": {"ja": "{earlier} → {later}", "en": "{earlier} → {later}"},
    # --- alt text -----------------------------------------------------------------
    "alt_kind": {
        "ja": "2時点の割合とその変化を95％区間とともに示す図",
        "en": "Shares in two surveys and their change, with 95 per cent intervals",
    },
    "alt_counts": {
        "ja": "公表値または回答データに基づく変化{total}件のうち{counts}",
        "en": "Of {total} changes that stand on published or delivered numbers: {counts}",
    },
    "alt_count": {"ja": "{verdict}{n}件", "en": "{n} {verdict}"},
    "alt_largest": {
        "ja": "そのうち最大は{place}の{change}ポイント"
        "（95％区間{interval}、{verdict}、比較可能性{grade}）",
        "en": "The largest of them: {place}, {change} points"
        " (95 per cent interval {interval}; {verdict}; grade {grade})",
    },
    "alt_assumed": {
        "ja": "仮定による変化{n}件は知見ではない",
        "en": "{n} changes stand on assumptions and are no findings",
    },
}


def say(key: str, language: str, **values: object) -> str:
    """The words of `key`, with the values filled in."""
    return WORDS[key][language].format(**values)

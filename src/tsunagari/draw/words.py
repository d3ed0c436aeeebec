"""The words that every picture needs, in each language."""

WORDS = {
    "number": {"ja": "図表{figure}　{title}", "en": "Figure {figure}  {title}"},
    "synthetic": {
        "ja": "合成データ／公表値に合わせて作成",
        "en": "SYNTHETIC DATA, built to agree\nwith published numbers",
    },
    "base": {"ja": "集計対象：{base}", "en": "Base: {base}"},
    "percent": {"ja": "単位：％", "en": "Per cent"},
    "percent_and_base": {
        "ja": "単位：％。nは各行・各列の回答者数",
        "en": "Per cent; n is the number of people that a bar stands on",
    },
    "note": {"ja": "※{note}", "en": "Note: {note}"},
    "reason": {"ja": "一部のみの再現：{reason}", "en": "Drawn in part: {reason}"},
    "assumed_hatched": {
        "ja": "＊と斜線は仮定による値（公表値では定まらない）",
        "en": "Asterisk and hatching: assumed, not fixed by any published number",
    },
    "assumed_hollow": {
        "ja": "＊と白抜きは仮定による値（公表値では定まらない）",
        "en": "Asterisk and hollow dot: assumed, not fixed by any published number",
    },
    "not_asked": {"ja": "この調査では尋ねていない", "en": "Not asked in this wave"},
    "nobody": {"ja": "該当する回答者がいない", "en": "Nobody in this base"},
    "gaps": {
        "ja": "「–」はこの調査では尋ねていないか、該当する回答者がいない",
        "en": "–: not asked in this wave, or nobody in this base",
    },
    "items_without_people": {"ja": "{why}：{items}", "en": "{why}: {items}"},
    "source": {"ja": "（出典）{sources}", "en": "Source: {sources}"},
    "wave": {
        "ja": "{title}（{n}）：{citation}{made}",
        "en": "{title} ({n}): {citation}{made}",
    },
    "made_synthetic": {
        "ja": "の公表値に合わせた合成回答者から集計",
        "en": ", tabulated from synthetic respondents built to agree with its published numbers",
    },
    "made_delivered": {
        "ja": "の回答データから集計",
        "en": ", tabulated from the delivered responses",
    },
    "range": {"ja": "n={low:,}～{high:,}", "en": "n={low:,}–{high:,}"},
    "basis": {"ja": "値の基礎：{kinds}", "en": "Numbers stand on: {kinds}"},
    "basis_delivered": {"ja": "回答データ", "en": "delivered responses"},
    "basis_published": {"ja": "公表値に一致", "en": "published numbers"},
    "basis_assumed": {"ja": "仮定（＊）", "en": "assumptions (*)"},
    "text_only": {
        "ja": "本節の本文の記述に基づき作図",
        "en": "drawn from what the text of the section states",
    },
    "left_out": {
        "ja": "{wave}：答えのない設問がある{n}人を除く",
        "en": "{wave}: without {n} who skipped a question",
    },
    "model_based": {
        "ja": "区間は95％（公募型ウェブパネルのため、標本抽出ではなくモデルに基づく）",
        "en": "Intervals: 95 per cent, model-based: the panel is opt-in, not a random sample",
    },
    "interval": {"ja": "区間は95％", "en": "Intervals: 95 per cent"},
    "bar_intervals": {
        "ja": "棒の下の線は各区分の割合の95％区間（区分の右端を中心に示す）",
        "en": "Below each bar: the interval of each segment's own share, set at its right edge",
    },
    "bar_intervals_and_sums": {
        "ja": "棒の下の細い線は各区分の割合の95％区間（区分の右端を中心に示す）、"
        "太い線は合計の95％区間",
        "en": "Below each bar: thin, the interval of each segment's own share, set at its right"
        " edge; thick, that of the sum",
    },
    # --- models -------------------------------------------------------------------
    "coefficients_of": {"ja": "{title}：係数", "en": "{title}: coefficients"},
    "shares_of": {"ja": "{title}：予測割合", "en": "{title}: predicted shares"},
    "means_of": {"ja": "{title}：予測平均", "en": "{title}: predicted means"},
    "specifications_of": {"ja": "{title}：仕様曲線", "en": "{title}: specification curve"},
    "outcome": {"ja": "目的変数：{outcome}［{family}］", "en": "Outcome: {outcome} [{family}]"},
    "coefficient": {"ja": "係数：{term}＝{level}", "en": "Coefficient: {term}, {level}"},
    "effect": {
        "ja": "平均限界効果：{term}＝{level}",
        "en": "Average marginal effect: {term}, {level}",
    },
    "effect_on": {"ja": "効果の対象：「{answer}」の割合", "en": "On the share of: {answer}"},
    "points_axis": {
        "ja": "割合の差（％ポイント）",
        "en": "Difference of shares (percentage points)",
    },
    "against": {"ja": "（基準：{reference}）", "en": " (reference: {reference})"},
    "ordered_logit": {"ja": "順序ロジット", "en": "ordered logit"},
    "logit": {"ja": "二項ロジット", "en": "binary logit"},
    "linear": {"ja": "線形回帰", "en": "linear regression"},
    "no_findings": {
        "ja": "合成データの連関は仮定によるもので、知見ではない",
        "en": "Associations in synthetic data were put in by assumption; they are no findings",
    },
    "assumed_in_model": {
        "ja": "＊と白抜きは仮定による値（有意性の印ではない）",
        "en": "Asterisk and hollow dot: assumed (not a mark of significance)",
    },
    "odds_ratio": {"ja": "オッズ比", "en": "Odds ratio"},
    "odds_ratio_axis": {"ja": "オッズ比（対数目盛）", "en": "Odds ratio (log scale)"},
    "coefficient_axis": {
        "ja": "係数（目的変数の単位）",
        "en": "Coefficient (units of the outcome)",
    },
    "coefficient_head": {"ja": "係数", "en": "Coefficient"},
    "log_odds": {"ja": "係数（対数オッズ）", "en": "Log odds"},
    "less_affirmative": {"ja": "← 否定的", "en": "← less affirmative"},
    "more_affirmative": {"ja": "肯定的 →", "en": "more affirmative →"},
    "lower": {"ja": "← 低い", "en": "← lower"},
    "higher": {"ja": "高い →", "en": "higher →"},
    "p_value": {"ja": "p値", "en": "p"},
    "p_adjusted": {"ja": "調整後p値", "en": "adjusted p"},
    "assumed_head": {"ja": "（仮定）", "en": "(assumed)"},
    "reference": {"ja": "基準", "en": "reference"},
    "per_unit": {"ja": "1増えるごと", "en": "per unit"},
    "per_unit_of": {"ja": "1{unit}増えるごと", "en": "per unit ({unit})"},
    "as_observed": {"ja": "観測値のまま", "en": "as observed"},
    "p_words": {
        "ja": "p値は宣言した検定の族の中で調整した値、（ ）は族に属さず未調整の値",
        "en": "p is adjusted within its declared family of tests; in brackets: of no family",
    },
    "interaction": {
        "ja": "×は交互作用：主効果に掛かるオッズ比の比",
        "en": "×: interaction, the ratio of odds ratios on top of the main effects",
    },
    "interaction_linear": {
        "ja": "×は交互作用：主効果に加わる差",
        "en": "×: interaction, the difference on top of the main effects",
    },
    "predicted": {
        "ja": "予測値は、全員がその区分であったとした場合の平均（他の項はそのまま）",
        "en": "Predictions: averages as if everybody were at that level, other terms as they are",
    },
    "predicted_mean": {"ja": "予測平均", "en": "Predicted mean"},
    "predicted_share": {"ja": "予測割合（％）", "en": "Predicted share (%)"},
    "shipped": {"ja": "設定のモデル", "en": "Model as shipped"},
    "median": {"ja": "中央値", "en": "Median"},
    "curve_counts": {
        "ja": "{count:,}通りの仕様。推定値は{low}～{high}、"
        "区間が効果なしの点線をまたがないもの{clear:,}通り（青）",
        "en": "{count:,} specifications; estimates from {low} to {high};"
        " {clear:,} intervals lie wholly on one side of no effect (blue)",
    },
    "curve_reading": {
        "ja": "上：推定値（小さい順）と区間。下：各仕様の選択。"
        "中央値はその選択を含む仕様の推定値による",
        "en": "Above: estimates, smallest first, with intervals. Below: what each"
        " specification chose. Median: of the estimates with that choice",
    },
    "model_wave": {"ja": "{title}：{citation}{made}", "en": "{title}: {citation}{made}"},
    "model_synthetic": {
        "ja": "の公表値に合わせた合成回答者から推定",
        "en": ", estimated from synthetic respondents built to agree with its published numbers",
    },
    "model_delivered": {
        "ja": "の回答データから推定",
        "en": ", estimated from the delivered responses",
    },
    "model_n": {"ja": "{sources}（{n}）", "en": "{sources} ({n})"},
    # --- changes ------------------------------------------------------------------
    "parts_of": {"ja": "{title}", "en": "{title}"},
    "curves_of": {"ja": "{title}", "en": "{title}"},
    "kitagawa": {"ja": "キタガワの分解", "en": "Kitagawa"},
    "das_gupta": {"ja": "ダスグプタの分解", "en": "Das Gupta"},
    "oaxaca_blinder_linear": {
        "ja": "オアハカ＝ブラインダー分解、線形回帰",
        "en": "Oaxaca-Blinder, linear",
    },
    "oaxaca_blinder_logit": {
        "ja": "オアハカ＝ブラインダー分解、ロジット",
        "en": "Oaxaca-Blinder, logit",
    },
    "share_of_answers": {"ja": "割合", "en": "share"},
    "change": {"ja": "変化", "en": "Change"},
    "all_parts": {"ja": "内訳", "en": "Its parts"},
    "composition_head": {"ja": "構成", "en": "Composition"},
    "within_head": {"ja": "集団内", "en": "Within"},
    "interaction_head": {"ja": "交互作用", "en": "Interaction"},
    "intercept_part": {
        "ja": "どの区分にも共通の変化（切片）",
        "en": "Common to all levels (intercept)",
    },
    "points_of_change": {"ja": "変化（％ポイント）", "en": "Change (percentage points)"},
    "composition_part": {
        "ja": "構成：集団の大きさの変化による分（全体の平均との差に応じて数える）",
        "en": "Composition: what changed sizes of groups add, as far as these differ from the mean",
    },
    "within_part": {
        "ja": "集団内：集団の中での割合の変化による分。区分の和は要因の行に等しい",
        "en": "Within: what changes inside groups add. Levels sum to the row of their factor",
    },
    # Of a regression whose levels' coefficients sum to zero.
    "composition_term": {
        "ja": "構成：区分の大きさの変化による分"
        "（回帰係数による。各区分は全区分の単純平均との差で数える）",
        "en": "Composition: what changed sizes of levels add by the regression, each as far as its"
        " coefficient differs from the plain mean of all levels",
    },
    "within_term": {
        "ja": "集団内：区分の係数（全区分の単純平均との差）の変化による分。"
        "どの区分にも共通の変化は最後の行にある。区分の和は要因の行に等しい",
        "en": "Within: what the levels' coefficients add that changed against this mean; what all"
        " levels share stands in the last row. Levels sum to the row of their factor",
    },
    "interaction_term": {
        "ja": "交互作用：構成と係数の変化が重なって加えた分",
        "en": "Interaction: what changed sizes and changed coefficients add together",
    },
    "parts_sum": {
        "ja": "要因ごとに、構成と集団内の和が変化に等しい",
        "en": "Of each factor, composition and within sum to the change",
    },
    "parts_sum_in_all": {
        "ja": "内訳の和が変化に等しく、要因の行の和が内訳に等しい",
        "en": "The parts in all sum to the change, the rows of the factors to these parts",
    },
    "level_of_wave": {"ja": "{wave} {share}％（n={n:,}）", "en": "{wave} {share}% (n={n:,})"},
    "interaction_part": {
        "ja": "交互作用：構成と集団内の変化が重なって加えた分",
        "en": "Interaction: what both changes add together",
    },
    "by_age": {"ja": "年齢別", "en": "By age"},
    "by_cohort": {"ja": "出生年別（同じ人々の世代）", "en": "By birth year (the same cohorts)"},
    "percent_axis": {"ja": "％", "en": "%"},
    "apc": {
        "ja": "2回の調査では、加齢・時代・世代の効果を分けることはできない。"
        "分けるには仮定が要り、仮定が変われば時代の効果の範囲も変わる。",
        "en": "Two waves cannot separate age, period and cohort. Only an assumption can, and the"
        " range of what the period may have added changes with it.",
    },
    "bounds_head": {
        "ja": "{years}年間についての仮定と、そのもとで時代が加えた変化の範囲（％ポイント）",
        "en": "Assumption about the {years} years, and what the period may then have added"
        " (percentage points)",
    },
    "range_head": {"ja": "範囲", "en": "Range"},
    "error_head": {"ja": "標本誤差を含む範囲", "en": "Range with sampling error"},
    "at_most": {"ja": "{high}以下", "en": "{high} or less"},
    "at_least": {"ja": "{low}以上", "en": "{low} or more"},
    "from_to": {"ja": "{low}～{high}", "en": "{low} to {high}"},
    "no_range": {
        "ja": "1つの時代効果では全世代を説明できない",
        "en": "no one period effect fits all bands",
    },
    "bounds_note": {
        "ja": "範囲：加齢・時代・世代による変化は足し合わされ、時代が加えた変化はどの年齢・世代でも"
        "同じとしたとき、すべての区分の変化と矛盾しない範囲。標本誤差を含む範囲は、"
        "すべての区分を同時にみた95％",
        "en": "Range: what agrees with the changes of all bands at once, if age, period and cohort"
        " add up and the period added the same to every age and cohort. With sampling error: 95"
        " per cent for all bands at once",
    },
    "cohort_note": {
        "ja": "出生年は調査年－年齢。調査が年齢の一部しか含まない世代は除いた",
        "en": "Birth year: year of the survey less age. Cohorts that a survey sampled in part only"
        " are left out",
    },
}


def say(key: str, language: str, **values: object) -> str:
    """The words of `key`, with the values filled in."""
    return WORDS[key][language].format(**values)

"""The words that every picture needs, in each language."""

from __future__ import annotations

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
    "not_asked": {
        "ja": "尋ねていない、または該当者がいない",
        "en": "Not asked, or nobody in this base",
    },
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
    "model_based": {
        "ja": "区間は95％（公募型ウェブパネルのため、標本抽出ではなくモデルに基づく）",
        "en": "Intervals: 95 per cent, model-based: the panel is opt-in, not a random sample",
    },
    "interval": {"ja": "区間は95％", "en": "Intervals: 95 per cent"},
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
}


def say(key: str, language: str, **values: object) -> str:
    """The words of `key`, with the values filled in."""
    return WORDS[key][language].format(**values)

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
}


def say(key: str, language: str, **values: object) -> str:
    """The words of `key`, with the values filled in."""
    return WORDS[key][language].format(**values)

"""What a text in each language is."""

from __future__ import annotations

from collections.abc import Mapping

Text = Mapping[str, str]  # language -> words

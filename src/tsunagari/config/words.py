"""What a text in each language is."""

from collections.abc import Mapping

Text = Mapping[str, str]  # language -> words

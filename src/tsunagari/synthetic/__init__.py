"""Synthetic respondents who agree with every published number at once.

The way of the data: published rows -> statements (printed) -> cells (layout) -> numbers ->
counts near a target (targets, counts; contradictions where there are none) -> people
(placement). Quotas and questions of a sample come from config/synthetic.yaml (sample).
"""

from tsunagari.synthetic.respondents import build_respondents

__all__ = ["build_respondents"]

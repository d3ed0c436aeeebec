"""Respondents as the raw files that a wave delivers."""

"""Regressions of answers on answers, under the design of the sample."""

"""Estimators that honour a sampling design: import them from their modules."""

"""Delivered survey files: one reader a format, every cell a code as text."""

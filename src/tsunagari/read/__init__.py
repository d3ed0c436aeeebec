"""Delivered survey files: one reader a format, every cell a code as text."""

from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.read import read_delivered

__all__ = ["DeliveredFile", "read_delivered"]

"""Delivered survey files: one reader a format, every cell a code as text."""

from tsunagari.readers.delivered_file import DeliveredFile
from tsunagari.readers.read import read_delivered

__all__ = ["DeliveredFile", "read_delivered"]

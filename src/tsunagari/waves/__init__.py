"""What one wave's raw columns mean, and how far its questions are those of another."""

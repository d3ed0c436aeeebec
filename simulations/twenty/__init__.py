"""Twenty waves of a survey that never was, each delivered with a mess of its own."""

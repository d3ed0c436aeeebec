"""How many people a cell holds: structure, targets, contradictions, whole numbers."""

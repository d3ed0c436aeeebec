"""From counts to people: who gives which answers."""

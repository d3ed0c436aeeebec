"""What the text asserts, as predicates on numbers, evaluated on printed and computed ones."""

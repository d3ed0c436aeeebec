"""What is published, as statements on cells."""

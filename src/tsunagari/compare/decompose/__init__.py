"""What a change between two waves consists of: import the methods from their modules."""

"""A draft of a new wave's file from what is delivered: proposals, never decisions."""

"""The plan as a joint undertaking."""

"""Template tags for the sheets."""

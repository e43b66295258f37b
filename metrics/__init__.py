"""Part 2: the finance and metrics sheets."""

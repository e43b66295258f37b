"""The vocabulary in which an edition of the official forms is written. Imports nothing from Django."""

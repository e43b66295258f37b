"""Schemes (Annex 1) and provider commentary (Annex 2)."""

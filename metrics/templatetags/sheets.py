"""Cells and rows of a sheet in a template."""

from __future__ import annotations

from django import template

from metrics import drawing

register = template.Library()

register.filter("drawn", drawing.cell)
register.simple_tag(drawing.lines, name="lines")
register.simple_tag(drawing.line, name="line")

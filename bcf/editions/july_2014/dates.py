"""The moments of the July 2014 round, in UK time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bcf.definition.parts import Dates

_UK = ZoneInfo("Europe/London")

DATES = Dates(
    opens=datetime(2014, 7, 25, tzinfo=_UK),
    deadline=datetime(2014, 9, 19, 12, 0, tzinfo=_UK),
)

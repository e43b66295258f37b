"""The figures with what each is compared to, the aims, and the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from .grown import LONG, SHORT, SMALL, WHOLE, Size
from .rounds import LIBREOFFICE, Measure

Measures = Mapping[str, Sequence[Measure]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: a job, or several together.

    against  the job that it is compared to: "" for none
    aim      the most that its work may take of that; where there is none, the most seconds that it may take
    """

    title: str
    jobs: tuple[str, ...]
    against: str = ""
    aim: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Figures of one plan; `quick` is its size when it is only to be seen that everything works."""

    key: str
    size: Size
    quick: Size
    figures: tuple[Figure, ...]

    @property
    def jobs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for figure in self.figures for name in figure.jobs))


WORDS = (
    Figure("Word in, our own file", ("word_in",), LIBREOFFICE),
    Figure("Word in, of other hands", ("other_word_in",), LIBREOFFICE),
    Figure("Plain text in", ("text_in",), LIBREOFFICE),
    Figure("Checks", ("checks",), LIBREOFFICE),
    Figure("Seal", ("seal",), LIBREOFFICE),
    Figure("Checks and seal", ("checks", "seal"), LIBREOFFICE, 0.1),
    Figure("Word out", ("word_out",), LIBREOFFICE, 0.35),
    Figure("PDF/UA-1 out", ("pdf_out",), LIBREOFFICE, 3),
    Figure("Excel out", ("excel_out",), "bare_xlsxwriter", 1.5),
    Figure("Excel in", ("excel_in",), "bare_xlsxwriter"),
    Figure("LibreOffice, Word to PDF", (LIBREOFFICE,)),
    Figure("XlsxWriter, the same cells bare", ("bare_xlsxwriter",)),
    Figure("openpyxl, the same cells bare", ("bare_openpyxl",), "bare_xlsxwriter"),
)
SHEETS = (
    Figure("Page of the expenditure plan", ("grid_page",)),
    Figure("Its figures while one types", ("typed_figures",)),
    Figure("Save of one row", ("save_row",), "bare_save", 3),
    Figure("A bare view that writes one row", ("bare_save",)),
    Figure("Recomputation of all sheets", ("recompute",), aim=0.02),
    Figure("Checks", ("checks",)),
    Figure("Task list", ("task_list",)),
    Figure("List of problems", ("problems",)),
    Figure("Excel out", ("excel_out",), "bare_openpyxl", 1.3),
    Figure("Excel in", ("excel_in",), "bare_openpyxl"),
    Figure("openpyxl, the same cells bare", ("bare_openpyxl",)),
)
PARTS = (Part("words", WHOLE, SMALL, WORDS), Part("sheets", LONG, SHORT, SHEETS))
NAMES = {
    LIBREOFFICE: "LibreOffice",
    "bare_xlsxwriter": "XlsxWriter",
    "bare_openpyxl": "openpyxl",
    "bare_save": "bare view",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What a figure came to. The ratios are medians of the rounds' ratios.

    ratio        of the work alone: the site has its libraries loaded
    whole_ratio  of the process, its start included
    """

    figure: Figure
    seconds: tuple[float, ...]
    process: tuple[float, ...]
    mb: float
    ratio: float | None
    whole_ratio: float | None

    @property
    def held(self) -> bool | None:
        """Whether the aim is held; None where there is no aim, or nothing to compare with."""
        aim, against = self.figure.aim, self.figure.against
        reached = self.ratio if against else median(self.seconds)
        return None if aim is None or reached is None else reached <= aim

    def plain(self) -> dict[str, Any]:
        return {
            "figure": self.figure.title,
            "jobs": list(self.figure.jobs),
            "seconds_min": round(min(self.seconds), 4),
            "seconds_median": round(median(self.seconds), 4),
            "process_seconds_median": round(median(self.process), 4),
            "mb": round(self.mb, 1),
            "against": self.figure.against,
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "whole_ratio": None if self.whole_ratio is None else round(self.whole_ratio, 3),
            "aim": self.figure.aim,
            "held": self.held,
        }


def results(figures: Sequence[Figure], measures: Measures) -> list[Result]:
    """A result for each figure whose jobs were measured."""
    return [_result(figure, measures) for figure in figures if all(job in measures for job in figure.jobs)]


def _result(figure: Figure, measures: Measures) -> Result:
    runs = list(zip(*(measures[job] for job in figure.jobs), strict=True))
    seconds = tuple(sum(one.seconds for one in run) for run in runs)
    process = tuple(sum(one.process for one in run) for run in runs)
    mb = max(one.mb for run in runs for one in run)
    theirs = measures.get(figure.against, ())
    ratio = _ratio(seconds, [one.seconds for one in theirs])
    return Result(figure, seconds, process, mb, ratio, _ratio(process, [one.process for one in theirs]))


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> float | None:
    return median(mine / other for mine, other in zip(ours, theirs, strict=True)) if theirs else None


def table(found: Sequence[Result]) -> Iterator[str]:
    """Lines of text in columns."""
    titles = ("figure", "seconds min", "median", "with start", "MB", "ratio", "with start", "to", "aim", "held")
    lines = [titles, *(_cells(one) for one in found)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(titles))]
    for line in lines:
        cells = (
            text.ljust(width) if number in (0, 7, 9) else text.rjust(width)
            for number, (text, width) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
    if any(one.figure.against == LIBREOFFICE and one.ratio is None for one in found):
        yield "LibreOffice is not installed, so nothing is compared with it."


def _cells(one: Result) -> tuple[str, ...]:
    return (
        one.figure.title,
        f"{min(one.seconds):.4f}",
        f"{median(one.seconds):.4f}",
        f"{median(one.process):.2f}",
        f"{one.mb:.0f}",
        "" if one.ratio is None else f"{one.ratio:.3f}",
        "" if one.whole_ratio is None else f"{one.whole_ratio:.2f}",
        "" if one.ratio is None else NAMES[one.figure.against],
        "" if one.figure.aim is None else f"{one.figure.aim:g}" + ("" if one.figure.against else " s"),
        {True: "held", False: "not held", None: ""}[one.held],
    )

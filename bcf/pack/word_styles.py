"""The look of our Word files: styles, list numbering, header, footer, and the mark of a draft."""

from __future__ import annotations

from collections.abc import Iterable

from docx.oxml.ns import nsdecls

from . import word_xml
from .word_blocks import ANSWER_TABLE

INK, ACCENT, QUIET, PAPER = "1D2A35", "003A5D", "5A6671", "F1F4F6"
BULLETS, FIRST_LIST = 1, 10
_INDENT = 397
_MARKS = ("•", "–", "▪")
_FORMATS = ("decimal", "lowerLetter", "lowerRoman")


def _style(
    kind: str, style_id: str, name: str, paragraph: str = "", run: str = "", based_on: str = "Normal",
    following: str = "", extra: str = "", quick: bool = True,
) -> str:  # fmt: skip
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    after = f'<w:next w:val="{following}"/>' if following else ""
    default = ' w:default="1"' if name in ("Normal", "Normal Table", "Default Paragraph Font") else ""
    custom = ' w:customStyle="1"' if style_id.startswith("BCF") else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"{default}{custom}><w:name w:val="{name}"/>{based}{after}'
        f"{'<w:qFormat/>' if quick else ''}"
        f"{f'<w:pPr>{paragraph}</w:pPr>' if paragraph else ''}{f'<w:rPr>{run}</w:rPr>' if run else ''}{extra}</w:style>"
    )


def _space(before: int, after: int, rest: str = "") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>{rest}'


def _size(half_points: int, colour: str = INK, bold: bool = False, italic: bool = False) -> str:
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    return f'{marks}<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _heading(level: int, size: int, before: int) -> str:
    look = f"<w:keepNext/><w:keepLines/>{_space(before, 120)}" + f'<w:outlineLvl w:val="{level - 1}"/>'
    return _style(
        "paragraph", f"Heading{level}", f"heading {level}", look, _size(size, ACCENT, bold=True), following="BCFAnswer"
    )


def _prompt_look(outline: int | None = None, indent: int = 0, numbering: str = "") -> str:
    """A shaded band with a bar at its left: official words, told from answers at a glance."""
    level = "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>'
    hanging = f'<w:ind w:left="{indent}" w:hanging="{_INDENT}"/>' if indent else ""
    return (
        f"<w:keepNext/><w:keepLines/>{numbering}"
        f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="{ACCENT}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{PAPER}"/>{_space(0, 60)}{hanging}{level}'
    )


def _paragraph_styles() -> Iterable[str]:
    yield _style("paragraph", "Normal", "Normal", based_on="")
    yield _style("paragraph", "Title", "Title", _space(0, 240), _size(40, ACCENT, bold=True), following="Normal")
    yield _style("paragraph", "Subtitle", "Subtitle", "<w:keepNext/>" + _space(0, 160), _size(24, QUIET, bold=True))
    yield from (_heading(1, 32, 360), _heading(2, 24, 280), _heading(3, 22, 240))
    yield _style("paragraph", "BCFPrompt", "BCF Prompt", _prompt_look(), _size(20))
    bullet = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{BULLETS}"/></w:numPr>'
    yield _style("paragraph", "BCFPromptBullet", "BCF Prompt Bullet", _prompt_look(indent=_INDENT, numbering=bullet),
                 _size(20))  # fmt: skip
    for level in (2, 3):
        look = _prompt_look(level - 1).replace('w:before="0"', 'w:before="280"')
        name = f"BCF Prompt Heading {level}"
        yield _style("paragraph", name.replace(" ", ""), name, look, _size(21, ACCENT, bold=True),
                     following="BCFAnswer")  # fmt: skip
    yield _style("paragraph", "BCFNote", "BCF Note", _space(120, 120), _size(20, QUIET, italic=True))
    yield _style("paragraph", "BCFCover", "BCF Cover Note", _space(0, 160))
    yield _style("paragraph", "BCFContents", "BCF Contents Title", "<w:keepNext/>" + _space(360, 120),
                 _size(28, ACCENT, bold=True))  # fmt: skip
    yield _style("paragraph", "BCFAnswer", "BCF Answer", _space(60, 120))
    yield _style("paragraph", "BCFFigure", "BCF Figure", _space(60, 60))
    headings = (("BCFAnswerHeading", "BCF Answer Heading", 22), ("BCFAnswerSubheading", "BCF Answer Subheading", 20))
    for number, (style_id, name, size) in enumerate(headings, 4):
        look = f'<w:keepNext/>{_space(200, 80)}<w:outlineLvl w:val="{number - 1}"/>'
        yield _style("paragraph", style_id, name, look, _size(size, bold=True), following="BCFAnswer")
    yield from _table_text()
    yield from _list_text()
    yield from _furniture()


def _table_text() -> Iterable[str]:
    yield _style("paragraph", "BCFCell", "BCF Cell", _space(40, 40), _size(20))
    yield _style("paragraph", "BCFHeaderCell", "BCF Header Cell", _space(40, 40),
                 _size(19, bold=True))  # fmt: skip
    yield _style("paragraph", "BCFHeaderNote", "BCF Header Note", "<w:keepNext/>" + _space(0, 40),
                 _size(17, italic=True))  # fmt: skip
    tiny = '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
    yield _style("paragraph", "BCFAfterTable", "BCF After Table", tiny, _size(8))


def _list_text() -> Iterable[str]:
    yield _style("paragraph", "ListParagraph", "List Paragraph", _space(20, 60))
    for level in range(1, 10):
        number = str(level) if level > 1 else ""
        yield _style(
            "paragraph", f"ListContinue{number}", f"List Continue {number}".strip(),
            _space(20, 60, f'<w:ind w:left="{_INDENT * level}"/>'),
        )  # fmt: skip


def _furniture() -> Iterable[str]:
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{word_xml.TEXT_WIDTH}"/></w:tabs>'
    for style_id, name in (("Header", "header"), ("Footer", "footer")):
        yield _style("paragraph", style_id, name, tabs + _space(0, 0), _size(17, QUIET), quick=False)
    for level in (1, 2):
        dots = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{word_xml.TEXT_WIDTH}"/></w:tabs>'
        indent = f'<w:ind w:left="{_INDENT * (level - 1)}" w:right="567"/>'
        look = dots + _space(80 if level == 1 else 0, 40, indent)
        yield _style("paragraph", f"TOC{level}", f"toc {level}", look, _size(20, bold=level == 1), quick=False)


def _other_styles() -> Iterable[str]:
    yield _style("character", "DefaultParagraphFont", "Default Paragraph Font", based_on="", quick=False)
    yield _style("character", "Hyperlink", "Hyperlink", run=f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>',
                 based_on="DefaultParagraphFont", quick=False)  # fmt: skip
    yield _style("character", "PlaceholderText", "Placeholder Text", run=f'<w:color w:val="{QUIET}"/>',
                 based_on="DefaultParagraphFont", quick=False)  # fmt: skip
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in
                      (("top", 0), ("left", 85), ("bottom", 0), ("right", 85)))  # fmt: skip
    bare = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    yield _style("table", "TableNormal", "Normal Table", based_on="", extra=bare, quick=False)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    for style_id, name, colour in ((ANSWER_TABLE, "BCF Answer Table", "A3AEB8"), ("BCFForm", "BCF Form", QUIET)):
        lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>' for side in sides)
        boxed = f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>"
        yield _style("table", style_id, name, based_on="TableNormal", extra=boxed, quick=False)


def styles() -> str:
    """styles.xml: A4 in Arial, British English."""
    return (
        f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
        '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
        f"</w:pPrDefault></w:docDefaults>{''.join(_paragraph_styles())}{''.join(_other_styles())}</w:styles>"
    )


def numbering(lists: Iterable[tuple[bool, int]]) -> str:
    """numbering.xml: bullets of prompts, then each list of the answers as (ordered, level), starting again at 1."""
    numbers = [f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>']
    for number, (ordered, level) in enumerate(lists, FIRST_LIST):
        again = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' if ordered else ""
        numbers.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{int(ordered)}"/>{again}</w:num>')
    return f"<w:numbering {nsdecls('w')}>{_abstract(0, False)}{_abstract(1, True)}{''.join(numbers)}</w:numbering>"


def _abstract(number: int, ordered: bool) -> str:
    levels = "".join(_level(level, ordered) for level in range(9))
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def _level(level: int, ordered: bool) -> str:
    form = _FORMATS[level % 3] if ordered else "bullet"
    text = f"%{level + 1}." if ordered else _MARKS[level % 3]
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_INDENT * (level + 1)}" w:hanging="{_INDENT}"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/></w:rPr></w:lvl>'
    )


def header(line: str, draft: bool) -> str:
    """The running header: whose plan, which version; with a watermark while it is a draft."""
    inner = word_xml.paragraph("Header", word_xml.run(line) + (_WATERMARK if draft else ""))
    return f"<w:hdr {nsdecls('w')} {_VML}>{inner}</w:hdr>"


def footer(title: str) -> str:
    pages = word_xml.field("PAGE", "1") + word_xml.run(" of ") + word_xml.field("NUMPAGES", "1")
    inner = word_xml.paragraph("Footer", word_xml.run(f"{title}\tPage ") + pages)
    return f"<w:ftr {nsdecls('w')}>{inner}</w:ftr>"


_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_WATERMARK = (
    '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="DraftMark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="Draft" style="position:absolute;'
    "margin-left:0;margin-top:0;width:420pt;height:140pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9dfe4" stroked="f">'
    '<v:fill opacity=".5"/><v:textpath style="font-family:Arial;font-size:1pt" string="DRAFT"/></v:shape>'
    "</w:pict></w:r>"
)

"""Figures inside the narrative of a stored plan: they follow their cells, and moving is nobody's change."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx.opc.constants import RELATIONSHIP_TYPE

from bcf.definition import richtext
from bcf.definition.kinds import RichText
from bcf.pack.stamp import Stamp
from bcf.pack.word import word
from plans.actions import Typed, adopt, changed_since, place_text, read_upload, save, seal
from plans.content import content_of, read, stored
from plans.incoming import incoming
from plans.models import AnswerVersion, Unplaced
from tests import factories
from tests.cast import Cast, assemble
from tests.test_pages_of_a_plan import OFFICIAL, at, page, sent

pytestmark = pytest.mark.django_db

POOL = '<data value="agreed_year_2 m">{}</data>'
TEXT = f"<p>A pool of {POOL}.</p>"
STORED = TEXT.format("")


@pytest.fixture
def cast() -> Cast:
    cast = assemble(OFFICIAL)
    factories.say(cast.plan, {"vision": TEXT.format("£1m"), "agreed_year_2": "12772000"})
    return cast


def vision(cast: Cast) -> str:
    return content_of(cast.plan).get("vision")


def words(cast: Cast) -> str:
    return richtext.plain(vision(cast))


def exported(cast: Cast) -> bytes:
    return word(cast.plan.edition, content_of(cast.plan), Stamp(cast.plan.ref, cast.plan.area))


def move(cast: Cast, amount: str = "13000000") -> None:
    factories.say(cast.plan, {"agreed_year_2": amount}, cast.finance)


def test_it_is_stored_without_its_text_and_follows_its_cell(cast: Cast) -> None:
    assert stored(cast.plan, ["vision"])["vision"].value == STORED
    assert words(cast) == "A pool of £12.772m."
    move(cast)
    assert words(cast) == "A pool of £13m."
    assert read(cast.plan).stored["vision"].value == vision(cast)
    move(cast, "")
    assert words(cast) == "A pool of [not known yet]."


def test_reading_stays_two_queries(cast: Cast) -> None:
    for function in (content_of, read):
        with CaptureQueriesContext(connection) as captured:
            function(cast.plan)
        assert len(captured) == 2


def test_a_page_that_was_opened_before_the_figure_moved_changes_nothing(cast: Cast) -> None:
    move(cast)
    saved = save(plan=cast.plan, by=cast.lead, typed={"vision": Typed(TEXT.format("£12.772m"), 1)})
    assert saved.saved == saved.conflicts == ()
    assert stored(cast.plan, ["vision"])["vision"].version == 1
    assert AnswerVersion.objects.filter(plan=cast.plan, place="vision").count() == 1


def test_a_conflict_shows_both_texts_with_their_figures(cast: Cast, client: Client) -> None:
    factories.say(cast.plan, {"vision": f"<p>Colin: {POOL.format('')}</p>"}, cast.contributor)
    html = sent(
        client, cast.lead, at(cast.plan, "section", "vision_for_services"),
        {"vision": f"<p>Priya: {POOL.format('£1m')}</p>"}, {"vision": 1},
    )  # fmt: skip
    assert html.count('<data value="agreed_year_2 m">£12.772m</data>') == 4  # each text, and twice in both combined


def test_who_may_not_read_the_plan_sees_none_of_its_figures_by_naming_them(cast: Cast) -> None:
    uid = factories.row(cast.plan, "providers", {"provider": "A hospital"})
    field = next(
        key for key, one in cast.plan.edition.row_fields["providers"].items() if isinstance(one.kind, RichText)
    )
    place = f"providers/{uid}/{field}"
    factories.say(cast.plan, {place: STORED})
    spied = STORED + '<p>And <data value="funding_total_year_2"></data> <data value="minimum_year_2">£5</data></p>'
    save(plan=cast.plan, by=cast.hospital, typed={place: Typed(richtext.clean(spied), 1)})
    assert stored(cast.plan, [place])[place].value == STORED + "<p>And £5</p>"


def test_sealing_binds_the_text_as_it_was(cast: Cast) -> None:
    version = seal(plan=cast.plan, by=cast.lead, reason="Part 2 follows.")
    assert version.digest == content_of(cast.plan).digest()
    assert "£12.772m" in version.content.get("vision")
    assert seal(plan=cast.plan, by=cast.lead, reason="Again.") == version
    move(cast)
    assert version.content.get("vision") == TEXT.format("£12.772m")
    assert {one.place for one in changed_since(version)} == {"vision", "agreed_year_2"}


def test_a_passage_is_placed_with_its_references_as_they_are_stored(cast: Cast) -> None:
    upload = read_upload(by=cast.lead, name="a.docx", data=exported(cast), plan=cast.plan)
    passage = Unplaced.objects.create(plan=cast.plan, upload=upload, html=TEXT.format("£9m"), after="", position=0)
    place_text(unplaced=passage, by=cast.lead, place="vision")
    assert stored(cast.plan, ["vision"])["vision"].value == STORED + STORED


def test_our_word_file_read_back_changes_nothing_even_when_the_figure_moved(cast: Cast) -> None:
    data = exported(cast)
    move(cast)
    upload = read_upload(by=cast.lead, name="a.docx", data=data, plan=cast.plan)
    assert "changed vision" not in {edit.key for edit in incoming(upload).edits(content_of(cast.plan))}
    adopted = adopt(upload=upload, by=cast.lead, take=[])
    assert adopted.waiting == ()
    assert stored(cast.plan, ["vision"])["vision"].value == STORED
    assert words(cast) == "A pool of £13m."


def test_a_word_file_without_our_marks_keeps_the_references_of_unchanged_words(cast: Cast) -> None:
    file = docx.Document(BytesIO(exported(cast)))
    notes = [key for key, one in file.part.rels.items() if one.reltype == RELATIONSHIP_TYPE.CUSTOM_XML]
    for key in notes:
        del file.part.rels[key]
    made = BytesIO()
    file.save(made)
    upload = read_upload(by=cast.lead, name="a.docx", data=made.getvalue(), plan=cast.plan)
    adopt(upload=upload, by=cast.lead)
    assert stored(cast.plan, ["vision"])["vision"].value == STORED


def test_a_figure_that_moves_while_a_file_is_looked_at_is_no_conflict(cast: Cast) -> None:
    data = exported(cast)
    factories.say(cast.plan, {"vision": f"<p>Our pool: {POOL.format('')}.</p>"})
    upload = read_upload(by=cast.lead, name="a.docx", data=data, plan=cast.plan)
    move(cast)
    adopted = adopt(upload=upload, by=cast.lead)
    assert adopted.waiting == ()
    assert words(cast) == "A pool of £13m."


def test_pages_show_the_present_figure(cast: Cast, client: Client) -> None:
    html = page(client, cast.lead, at(cast.plan, "section", "vision_for_services"))
    assert TEXT.format("£12.772m") in html
    html = page(client, cast.lead, at(cast.plan, "reading"))
    assert '<a class="bcf-reference" href="#agreed_year_2"' in html


def test_the_figures_to_insert_are_listed_by_section_for_those_who_may_read_them(cast: Cast, client: Client) -> None:
    uid = factories.row(cast.plan, "expenditure", {"scheme": "Teams", "year_2": "120"})
    address = at(cast.plan, "figures_to_insert")
    client.force_login(cast.contributor)
    listed = {
        one["place"]: (group["title"], one)
        for group in client.get(address).json()["groups"]
        for one in group["figures"]
    }
    title, pool = listed["agreed_year_2"]
    assert title == "1 Plan details"
    assert pool["name"] == "Total agreed value of pooled budget: 2015/16"
    assert "total pooled fund" in pool["also"]
    assert pool["shown"] == {"": "£12,772,000", "m": "£12.772m", "k": "£12,772k"}
    assert listed[f"expenditure/{uid}/year_2"][1]["name"] == "Teams: 2015/16"
    assert listed["expenditure//year_2"][1]["shown"]["k"] == "£120k"
    assert listed["p4p_percent"][1]["shown"] == {"": "[not known yet]"}
    assert "vision" not in listed
    for person, status in ((cast.hospital, 403), (cast.stranger, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status

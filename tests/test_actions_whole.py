"""The whole job through the actions alone, with the real readers and makers of files, on a real plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bcf.access import Role, blocks_to_sign, sign_off_blocks
from bcf.pack.read_word import read_word
from plans.actions import adopt, changed_since, read_upload, seal, send, sign
from plans.content import content_of
from plans.packs import stamp_from_plain

from . import factories

pytestmark = pytest.mark.django_db
EDITION = "july_2014"
DAY = dt.date(2001, 5, 30)


def test_a_real_plan_is_brought_in_sealed_signed_and_sent(real_plans: Path) -> None:
    lead = factories.person()
    file = real_plans / "southend-2014" / "part-1.docx"
    upload = read_upload(by=lead, name=file.name, data=file.read_bytes(), edition=EDITION, hwb_code=factories.SOUTHEND)
    plan = adopt(upload=upload, by=lead).plan
    version = seal(plan=plan, by=lead, reason="Part 2 follows.")
    signers = [factories.part(plan, Role(one.sign_off.role)) for one in sign_off_blocks(version)]
    assert len(signers) == 3
    for signer in signers:
        (block,) = blocks_to_sign(signer, version)
        who = {"table": block.sign_off.table, "uid": block.row.uid, "name": str(signer), "position": "Chief"}
        sign(version=version, by=signer, date=DAY, **who)
    sending = send(version=version, by=lead)
    files = {one.name: bytes(one.data) for one in sending.build.files.all()}
    assert list(files) == ["part-1.docx", "part-1.pdf", "part-2.xlsx", "part-2.pdf", "manifest.json", "pack.zip"]
    sent = read_word(plan.edition, files["part-1.docx"]).content
    said = stamp_from_plain(sending.build.stamp).apply(content_of(plan)).with_rows("national_figures", ())
    assert sent.digest() == said.digest()
    assert sending.build.stamp["draft"] is False
    assert changed_since(version) == []

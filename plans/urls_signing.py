"""Addresses of bringing a plan in, reading it, signing it, its files, and sending it."""

from django.urls import path

from .views import files, importing, pack, placing, reading, receipt, sign_off, signing, taking

PLAN = "plans/<slug:ref>"
VERSION = f"{PLAN}/versions/<int:number>"

urlpatterns = [
    path("import/", importing.import_new, name="import_new"),
    path("import/<int:upload_id>/", importing.import_new_found, name="import_new_found"),
    path(f"{PLAN}/import/", importing.import_plan, name="import_plan"),
    path(f"{PLAN}/import/<int:upload_id>/", importing.import_found, name="import_found"),
    path(f"{PLAN}/import/<int:upload_id>/taken/", taking.import_taken, name="import_taken"),
    path(f"{PLAN}/import/<int:upload_id>/problems.csv", taking.import_problems, name="import_problems"),
    path(f"{PLAN}/copy/", taking.copy, name="copy"),
    path(f"{PLAN}/placing/", placing.placing, name="placing"),
    path(f"{PLAN}/read/", reading.reading, name="reading"),
    path(f"{VERSION}/", reading.read_version, name="read_version"),
    path(f"{PLAN}/sign-off/", sign_off.sign_off, name="sign_off"),
    path(f"{PLAN}/sign-off/ask/", sign_off.ask_for_sign_off, name="ask_for_sign_off"),
    path(f"{VERSION}/changes/", sign_off.changes, name="changes"),
    path(f"{VERSION}/sign/", signing.sign, name="sign"),
    path(f"{VERSION}/decline/", signing.decline, name="decline"),
    path(f"{VERSION}/signed/", signing.signed, name="signed"),
    path(f"{PLAN}/pack/", pack.pack, name="pack"),
    path(f"{PLAN}/pack/<int:build_id>/status/", pack.pack_status, name="pack_status"),
    path(f"{PLAN}/pack/<int:build_id>/<str:name>", files.pack_file, name="pack_file"),
    path(f"{VERSION}/pack/", pack.version_pack, name="version_pack"),
    path(f"{VERSION}/pack/<int:build_id>/<str:name>", files.version_pack_file, name="version_pack_file"),
    path(f"{PLAN}/files/<str:sha256>/<str:name>", files.attached_file, name="attached_file"),
    path(f"{PLAN}/send/", receipt.send, name="send"),
    path(f"{VERSION}/receipt/", receipt.receipt, name="receipt"),
]

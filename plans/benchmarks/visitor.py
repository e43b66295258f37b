"""A signed-in person who asks the site for things: its whole handler with every middleware, without a network."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client

from bcf.models import User

_TOKEN = "a" * 32


class Visitor:
    """Each method gives the body of the answer. Raises RuntimeError for an answer that is an error."""

    def __init__(self, user: User) -> None:
        client = Client()
        client.force_login(user)
        session = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        self._site = get_wsgi_application()
        self._environ: dict[str, Any] = {
            "HTTP_HOST": "127.0.0.1",
            "HTTP_COOKIE": f"{session}; {settings.CSRF_COOKIE_NAME}={_TOKEN}",
            "HTTP_X_CSRFTOKEN": _TOKEN,
        }
        setup_testing_defaults(self._environ)

    def get(self, address: str) -> bytes:
        return self._ask("GET", address)

    def post_json(self, address: str, sent: object) -> bytes:
        return self._ask("POST", address, "application/json", json.dumps(sent).encode())

    def post_form(self, address: str, sent: Sequence[tuple[str, str]]) -> bytes:
        return self._ask("POST", address, "application/x-www-form-urlencoded", urlencode(sent).encode())

    def _ask(self, method: str, address: str, media_type: str = "", body: bytes = b"") -> bytes:
        asked = {"REQUEST_METHOD": method, "PATH_INFO": address, "CONTENT_TYPE": media_type}
        sent = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)}
        answer = self._site(self._environ | asked | sent, _start)
        said = b"".join(answer)
        answer.close()
        if answer.status_code >= HTTPStatus.BAD_REQUEST:
            raise RuntimeError(f"{method} {address}: {answer.status_code} {said[:500]!r}")
        return said


def _start(*_: object) -> Callable[[bytes], None]:
    """What a server would send first."""
    return lambda data: None

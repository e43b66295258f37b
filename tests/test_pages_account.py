"""Signing in and out, and the pages that everyone may open."""

from __future__ import annotations

import pytest
from django.test import Client

from .factories import PASSWORD, person

pytestmark = pytest.mark.django_db


def test_the_first_page_of_a_visitor_is_the_sign_in_page(client: Client) -> None:
    response = client.get("/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/sign-in/")
    assert "Sign in" in response.content.decode()


def test_a_person_signs_in_and_goes_where_they_were_going(client: Client) -> None:
    person("Priya Shah", "priya", password=PASSWORD)
    response = client.post("/sign-in/", {"username": "priya", "password": PASSWORD, "next": "/accessibility/"})
    assert response["Location"] == "/accessibility/"


def test_nobody_is_sent_to_another_site(client: Client) -> None:
    person("Priya Shah", "priya", password=PASSWORD)
    response = client.post("/sign-in/", {"username": "priya", "password": PASSWORD, "next": "https://example.org/"})
    assert response["Location"] == "/"


def test_a_wrong_password_says_what_to_check_and_keeps_the_username(client: Client) -> None:
    person("Priya Shah", "priya", password=PASSWORD)
    page = client.post("/sign-in/", {"username": "priya", "password": "wrong"}).content.decode()
    assert "The username or the password is not right" in page
    assert 'value="priya"' in page
    assert "wrong" not in page


def test_an_empty_form_says_what_is_missing(client: Client) -> None:
    page = client.post("/sign-in/", {}).content.decode()
    assert "Enter your username." in page
    assert "Enter your password." in page


def test_signing_out_needs_the_button(client: Client) -> None:
    client.force_login(person())
    assert client.get("/sign-out/").status_code == 405
    assert "_auth_user_id" in client.session
    response = client.post("/sign-out/", follow=True)
    assert "You have signed out." in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_accessibility_statement_is_for_everyone(client: Client) -> None:
    assert "Accessibility statement" in client.get("/accessibility/").content.decode()


def test_the_health_check_answers(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_an_address_that_is_not_there_says_what_to_do(client: Client) -> None:
    client.force_login(person())
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()

"""The pages that belong to no plan: signing in and out, the accessibility statement, the health check."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .forms import SignInForm


class SignIn(LoginView):
    """Those who are signed in already go where they were going."""

    form_class = SignInForm
    template_name = "registration/sign_in.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Only by POST, so that no link on another site signs anyone out."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        messages.success(request, "You have signed out.")
        return response


def accessibility_statement(request: HttpRequest) -> HttpResponse:
    return render(request, "bcf/accessibility_statement.html")


def healthz(request: HttpRequest) -> HttpResponse:
    """For whatever watches the site: 200 while the site and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})

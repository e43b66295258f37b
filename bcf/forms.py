"""Signing in."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField


class SignInForm(AuthenticationForm):
    """Says the same whether the username or the password is wrong, so that nobody learns who has an account."""

    username = UsernameField(
        label="Username",
        error_messages={"required": "Enter your username."},
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        error_messages={"required": "Enter your password."},
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": (
            "The username or the password is not right. Check both: capital letters in a password matter."
        ),
        "inactive": "This account is closed. Ask the lead author of your plan to add you again.",
    }

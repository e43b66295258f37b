"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="plans"), name="home"),
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("accessibility/", views.accessibility_statement, name="accessibility"),
    path("healthz", views.healthz, name="healthz"),
    # First, since its addresses are longer words where the other has any word.
    path("", include("plans.urls_signing")),
    path("", include("plans.urls")),
]

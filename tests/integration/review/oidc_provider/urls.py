"""The provider's addresses: OAuth, and its own sign-in."""

from __future__ import annotations

from django.contrib.auth.views import LoginView
from django.urls import include, path

urlpatterns = [
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    path("anmelden/", LoginView.as_view(template_name="anmelden.html")),
]

"""URLs of the area: the directory, and who acts for an organisation."""

from __future__ import annotations

from django.urls import URLPattern

from passerelles.organisations import directory_urls, member_urls

app_name = "organisations"

urlpatterns: list[URLPattern] = [*directory_urls.urlpatterns, *member_urls.urlpatterns]

"""Where Django looks for its pages; ``benchmarks.django_page`` fills it in."""

from typing import Any

from django.urls import path

__all__ = ["path", "urlpatterns"]
urlpatterns: list[Any] = []

"""Addresses of the inbox."""

from django.urls import path

from makegood.desk.inbox import deeds, views

urlpatterns = [
    path("", views.start, name="start"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/news/<uuid:since>/", views.news, name="inbox_news"),
    path("inbox/<uuid:case>/preview/", views.preview, name="preview"),
    path("inbox/assign/", deeds.assign, name="assign"),
    path("inbox/when/", deeds.when, name="when"),
    path("inbox/snooze/", deeds.snooze, name="snooze"),
    path("inbox/undo/", deeds.undo, name="undo"),
]

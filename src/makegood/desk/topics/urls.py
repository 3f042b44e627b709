"""Addresses of the map of topics."""

from django.urls import path

from makegood.desk.topics import views

urlpatterns = [
    path("topics/", views.all_topics, name="topics"),
    path("topics/<slug:leaf>/", views.topic, name="topic"),
]

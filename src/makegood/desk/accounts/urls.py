"""Addresses of what a person sets for themselves."""

from django.urls import path

from makegood.desk.accounts import views

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/tastes/", views.tastes, name="tastes"),
    path("me/organisation/", views.organisation, name="organisation"),
]

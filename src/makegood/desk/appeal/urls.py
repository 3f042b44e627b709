"""Addresses of the appeal's screen."""

from django.urls import path

from makegood.desk.appeal import views

urlpatterns = [
    path("cases/<uuid:case>/appeal/", views.screen, name="appeal"),
    path("cases/<uuid:case>/appeal/ground/", views.ground, name="appeal_ground"),
    path("cases/<uuid:case>/appeal/put-in/", views.put_in, name="put_in_appeal"),
]

"""Addresses of the tracking screen."""

from django.urls import path

from makegood.desk.tracking import views

urlpatterns = [
    path("cases/<uuid:case>/tracking/", views.screen, name="tracking"),
    path("cases/<uuid:case>/tracking/check/", views.check, name="check_tracking"),
    path("cases/<uuid:case>/tracking/correct/", views.correct, name="correct_tracking"),
    path("cases/<uuid:case>/tracking/shipped/", views.shipped, name="shipped_how"),
]

"""Addresses of the screen of a new date."""

from django.urls import path

from makegood.desk.reschedule import views

urlpatterns = [
    path("cases/<uuid:case>/reschedule/", views.screen, name="reschedule"),
    path("cases/<uuid:case>/reschedule/cause/", views.cause, name="unfulfilled_cause"),
    path("cases/<uuid:case>/reschedule/offer/", views.offer, name="offer_date"),
    path("cases/<uuid:case>/reschedule/keep/", views.keep, name="keep_date"),
]

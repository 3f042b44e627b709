"""Addresses of the ticket's screen."""

from django.urls import path

from makegood.desk.ticket import views

urlpatterns = [
    path("cases/<uuid:case>/ticket/", views.screen, name="ticket"),
    path("cases/<uuid:case>/ticket/part/", views.complete, name="complete_ticket"),
    path("cases/<uuid:case>/ticket/file/", views.file, name="file_ticket"),
    path("cases/<uuid:case>/ticket/reship/", views.reship, name="reship_by_ticket"),
]

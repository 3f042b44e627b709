"""Addresses of the screen of return terms."""

from django.urls import path

from makegood.desk.return_terms import views

urlpatterns = [
    path("cases/<uuid:case>/return-terms/", views.screen, name="return_terms"),
    path("cases/<uuid:case>/return-terms/send/", views.send, name="send_terms"),
    path("cases/<uuid:case>/return-terms/asked/", views.asked, name="asked_to_confirm"),
]

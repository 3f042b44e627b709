"""Addresses of what working screens share."""

from django.urls import path

from makegood.desk.working import views

urlpatterns = [
    path("cases/<uuid:case>/exhibits/", views.exhibit, name="exhibit"),
    path("cases/<uuid:case>/answers/", views.answer, name="answer"),
    path("actions/<uuid:action>/done/", views.done_by_hand, name="done_by_hand"),
]

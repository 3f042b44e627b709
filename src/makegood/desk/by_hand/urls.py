"""Addresses of steps done by hand."""

from django.urls import path

from makegood.desk.by_hand import views

urlpatterns = [
    path("actions/<uuid:action>/by-hand/", views.by_hand, name="by_hand"),
    path("actions/<uuid:action>/by-hand/receipt/", views.receipt, name="bring_receipt"),
    path("actions/<uuid:action>/by-hand/refused/", views.refused, name="bring_refusal"),
    path("actions/<uuid:action>/by-hand/not-done/", views.not_done, name="bring_nothing"),
    path("actions/<uuid:action>/by-hand/correct/", views.correct, name="correct_receipt"),
]

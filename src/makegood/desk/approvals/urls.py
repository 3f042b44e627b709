"""Addresses of the approvals."""

from django.urls import path

from makegood.desk.approvals import bulk, deeds, views

urlpatterns = [
    path("approvals/", views.approvals, name="approvals"),
    path("approvals/together/", bulk.together, name="approve_together"),
    path("approvals/<uuid:action>/", views.approval, name="approval"),
    path("approvals/<uuid:action>/approve/", deeds.approve, name="approve"),
    path("approvals/<uuid:action>/refuse/", deeds.refuse, name="refuse"),
    path("approvals/<uuid:action>/ask/", deeds.ask, name="ask_back"),
]

"""Addresses of the composer."""

from django.urls import path

from makegood.desk.compose import deeds, views

urlpatterns = [
    path("cases/<uuid:case>/compose/", views.compose, name="compose"),
    path("cases/<uuid:case>/compose/write/", deeds.write, name="compose_write"),
    path("cases/<uuid:case>/compose/remarks/", views.remarks, name="compose_remarks"),
    path("cases/<uuid:case>/compose/sent/", views.sent, name="compose_sent"),
    path("cases/<uuid:case>/compose/note/", deeds.note, name="compose_note"),
    path("messages/<uuid:action>/take-back/", deeds.take_back, name="message_take_back"),
    path("messages/<uuid:action>/receipt/", deeds.receipt, name="message_receipt"),
]

"""Addresses of the record."""

from django.urls import path

from makegood.desk.record import deeds, views

urlpatterns = [
    path("record/", views.record, name="record"),
    path("record/check/", deeds.check, name="record_check"),
    path("record/export/", deeds.export, name="record_export"),
    path("record/<uuid:event>/", views.entry, name="record_entry"),
]

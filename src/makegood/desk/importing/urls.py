"""Addresses of imports."""

from django.urls import path

from makegood.desk.importing import views

urlpatterns = [
    path("import/", views.imports, name="import"),
    path("import/bring/", views.bring, name="bring_import"),
    path("import/<uuid:key>/", views.one, name="import_one"),
    path("import/<uuid:key>/columns/", views.name_columns, name="import_columns"),
    path("import/<uuid:key>/try/", views.try_it, name="import_try"),
    path("import/<uuid:key>/run/", views.run, name="import_run"),
    path("import/<uuid:key>/stop/", views.stop, name="import_stop"),
    path("import/<uuid:key>/result/", views.result, name="import_result"),
]

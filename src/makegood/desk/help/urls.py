"""The addresses of the help."""

from django.urls import path

from makegood.desk.help import views

urlpatterns = [
    path("help/", views.index, name="help"),
    path("help/<slug:screen>/", views.screen, name="help_screen"),
]

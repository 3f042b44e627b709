"""The address that a platform is given as its callback: one for each organisation and platform."""

from django.urls import path

from makegood.desk.hooks import views

urlpatterns = [path("hooks/<slug:platform>/<uuid:organisation>/", views.knock, name="hook")]

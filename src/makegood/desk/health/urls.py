"""The addresses of the state of the machine."""

from django.urls import path

from makegood.desk.health import views

urlpatterns = [path("health/", views.health, name="health"), path("bell/", views.bell, name="bell")]

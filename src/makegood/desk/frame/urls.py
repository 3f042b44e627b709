"""The address of what changes in the frame while a page is looked at."""

from django.urls import path

from makegood.desk.frame import views

urlpatterns = [path("frame/", views.live, name="frame")]

"""The addresses of the work in the background."""

from django.urls import path

from makegood.desk.jobs import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/read/", views.read_now, name="job_read"),
    path("jobs/again/", views.again, name="job_again"),
]

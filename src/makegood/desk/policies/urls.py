"""Addresses of the policies."""

from django.urls import path

from makegood.desk.policies import views

urlpatterns = [
    path("policies/", views.policies, name="policies"),
    path("policies/<str:clause>/", views.clause, name="clause"),
]

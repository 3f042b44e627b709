"""Addresses of what is typed in."""

from django.urls import path

from makegood.desk.intake import adding, views

urlpatterns = [
    path("new/", views.new_case, name="new_case"),
    path("new/open/", views.open_case, name="open_case"),
    path("new/sample/", views.sample, name="sample"),
    path("new/sample/put/", views.put_sample, name="put_sample"),
    path("cases/<uuid:case>/facts/", adding.facts, name="facts"),
    path("cases/<uuid:case>/facts/add/", adding.add, name="add_fact"),
    path("cases/<uuid:case>/facts/<uuid:event>/withdraw/", adding.withdraw, name="withdraw_fact"),
]

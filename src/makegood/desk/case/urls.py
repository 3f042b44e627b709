"""Addresses of a case."""

from django.urls import path

from makegood.desk.case import beside, deeds, views

urlpatterns = [
    path("cases/<uuid:case>/", views.case, name="case"),
    path("cases/<uuid:case>/review/", views.review_act, name="case_review"),
    path("cases/<uuid:case>/act/", deeds.act, name="case_act"),
    path("cases/<uuid:case>/take-back/", deeds.take_back, name="case_take_back"),
    path("cases/<uuid:case>/receipt/", deeds.receipt, name="case_receipt"),
    path("cases/<uuid:case>/note/", beside.note, name="case_note"),
    path("cases/<uuid:case>/evidence/", beside.evidence, name="case_evidence"),
    path("cases/<uuid:case>/unmask/", beside.unmask, name="case_unmask"),
    path("cases/<uuid:case>/decline/", beside.decline, name="case_decline"),
    path("cases/<uuid:case>/cause/", beside.cause, name="case_cause"),
    path("cases/<uuid:case>/events/<uuid:event>/", views.event, name="case_event"),
]

"""Addresses of pasting a conversation."""

from django.urls import path

from makegood.desk.capture import views

urlpatterns = [
    path("cases/<uuid:case>/capture/", views.capture, name="capture"),
    path("cases/<uuid:case>/capture/read/", views.read, name="read_paste"),
    path("cases/<uuid:case>/capture/save/", views.save, name="save_paste"),
    path("cases/<uuid:case>/capture/picture/", views.picture, name="drop_picture"),
]

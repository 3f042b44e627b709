"""Addresses of the settings."""

from django.urls import path

from makegood.desk.governing import deeds, views

urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("settings/pause/", deeds.pause, name="settings_pause"),
    path("settings/resume/", deeds.resume, name="settings_resume"),
    path("settings/live/", deeds.live, name="settings_live"),
    path("settings/test/", deeds.test, name="settings_test"),
    path("settings/people/", views.people, name="settings_people"),
    path("settings/people/add/", deeds.add_person, name="settings_add_person"),
    path("settings/people/role/", deeds.set_role, name="settings_role"),
    path("settings/people/remove/", deeds.remove, name="settings_remove"),
    path("settings/limits/", views.money, name="settings_limits"),
    path("settings/limits/change/", deeds.set_limits, name="settings_set_limits"),
    path("settings/device/", views.device, name="settings_device"),
    path("settings/device/others/", deeds.sign_out_others, name="settings_sign_out_others"),
]

"""Addresses of signing in: only what an account that somebody else made for you needs; nobody signs up, nothing goes by mail."""

from allauth.account import views as account
from allauth.mfa.urls import urlpatterns as second_factor
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("2fa/webauthn/login/", login_not_required(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("2fa/", include(second_factor)),
]

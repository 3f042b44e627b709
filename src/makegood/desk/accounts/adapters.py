"""How django-allauth signs people in here: nobody signs up, wrong names and wrong passwords sound alike, secrets are sealed."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from makegood.store.secrets import seal, unseal

PURPOSE = "second factor"
WRONG = _("Name and password do not fit together.")


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # allauth is not typed
    """Accounts are made by an owner (`makegood person add`), never by a stranger."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "account_inactive": WRONG,
        "invalid_login": WRONG,
        "incorrect_password": _("That is not your password."),
        "incorrect_code": _("That code does not fit. Codes change every half minute; take the newest."),
        "too_many_login_attempts": _("Too many attempts. Try again in five minutes."),
        "rate_limited": _("Too many attempts. Try again in a moment."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing goes out: no mail server is known to the desk."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing goes out, as above."""


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc] # allauth is not typed
    """TOTP secrets and recovery seeds lie sealed in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": Accounts.error_messages["incorrect_code"]}

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text.encode(), purpose=PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), purpose=PURPOSE).decode()

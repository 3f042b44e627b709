"""The desk for a WSGI server: `granian --interface wsgi makegood.desk.wsgi:application`."""

from django.core.handlers.wsgi import WSGIHandler

from makegood.desk.opening import open_desk

open_desk()
application = WSGIHandler()

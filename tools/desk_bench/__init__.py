"""How fast the desk answers, with ten thousand and with a million open cases; beside it django-helpdesk with as many tickets."""

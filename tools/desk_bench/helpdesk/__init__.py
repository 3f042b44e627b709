"""django-helpdesk as it comes from its package, in an environment of its own: never a dependency of ours."""

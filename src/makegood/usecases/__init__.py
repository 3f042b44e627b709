"""Verbs that change something: who may approve what, how an action is sent once, and the ports they need."""

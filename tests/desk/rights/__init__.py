"""Every route, every method, eight people, own and foreign ids: what the matrix of test_rights.py is made of."""

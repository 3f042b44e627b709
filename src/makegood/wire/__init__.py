"""The wire: the one HTTP client. A call is one request, and ends in a body, in "nothing was sent", or in "nobody knows"."""

"""A server that behaves as Shopee's Open Platform v2 is documented; written from its documents, for callers that may not call it."""

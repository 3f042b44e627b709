"""Search: cases, orders, buyers, policies; an exact number goes straight to the thing."""

"""The composer: a message to the buyer, in their language and ours, checked while it is written."""

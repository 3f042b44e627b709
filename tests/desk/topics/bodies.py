"""Parts of the addresses of topics that are no ids, for the matrix of rights."""

WORDS = {"leaf": ["trademarks"]}

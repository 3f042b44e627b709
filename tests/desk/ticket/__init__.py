"""The desk's room of ticket."""

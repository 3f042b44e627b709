"""The desk's room of reschedule."""

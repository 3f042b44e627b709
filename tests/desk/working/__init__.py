"""What the small working screens share."""

"""What the small working screens share: a case looked at, its line on top, deeds done by hand, evidence and answers put on record."""

"""Looks at the desk: photographs its pages in both languages, light and dark, wide and on a phone, into one contact sheet a screen."""

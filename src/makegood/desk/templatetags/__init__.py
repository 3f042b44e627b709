"""What templates may say: clock chips, money, icons, words."""

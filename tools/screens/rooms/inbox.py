"""The inbox: its list, what a search finds, the preview, and rows picked."""

PAGES = {"inbox": "/inbox/", "inbox-all": "/inbox/?view=all", "inbox-found": "/inbox/?q=1+2+3"}
DOINGS = {
    "preview": ("/inbox/", ["j", "j", "Space"], "#drawer h2"),
    "picked": ("/inbox/", ["j", "x", "j", "j", "Shift+X", "z"], "#when button, #when span"),
}

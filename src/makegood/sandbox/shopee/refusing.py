"""How Shopee says no: an error and a message in the one envelope (platforms/shopee.md §2, Envelope)."""

from __future__ import annotations

from makegood.sandbox.stage.fields import Fields


class Refused(Exception):
    """`error` and `words` as the reference names them."""

    def __init__(self, error: str, words: str) -> None:
        super().__init__(f"{error}: {words}")
        self.error, self.words = error, words


def param(words: str) -> Refused:
    return Refused("error_param", words)


def data(words: str) -> Refused:
    return Refused("error_data", words)


class Asked(Fields):
    """A call's own parameters; what is missing or unfit is refused in Shopee's words."""

    def missing(self, name: str) -> Exception:
        return param(f"Wrong parameters, detail: {name} is required.")

    def unfit(self, words: str) -> Exception:
        return param(f"Wrong parameters, detail: {words}.")

    def raw(self, name: str) -> object:
        """As it was sent: a text, a number, a list, or nothing."""
        return self._values.get(name)


NOT_LINKED = Refused("shop_no_linked", "Partner and shop has no linked.")
NO_RETURN = data("The return you queried doesn't exist.")
REVIEWING = data("Shopee is reviewing the case and will get back to you.")

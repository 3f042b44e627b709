"""Export files of the four platforms, orders and returns, as case files: for a seller without any connection."""

from makegood.exports.joining import Changes, changes, joined
from makegood.exports.parts import OrderPart, Part, ReturnPart
from makegood.exports.reading import ExportRead, read_export
from makegood.exports.rows import Refused

__all__ = ["Changes", "ExportRead", "OrderPart", "Part", "Refused", "ReturnPart", "changes", "joined", "read_export"]

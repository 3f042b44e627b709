"""AliExpress as its documents describe it: gateways, signatures, orders, disputes and their clocks; faults on request."""

"""Generated cases: properties that hold for every case."""

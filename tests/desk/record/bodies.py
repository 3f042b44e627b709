"""What the record's forms send, for the matrix of rights."""

BODIES = {"record_check": [{}], "record_export": [{}, {"case": "{case}"}]}

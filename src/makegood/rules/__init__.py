"""Rules: small pure functions, one file a clause family. Facts and policy in, findings out."""

"""A rehearsal: a shop on a sandbox, its month wound forward, a made-up clerk who says yes; real code all the way between."""

"""Steps that bring the tables of headquarters up to date; run at every start."""

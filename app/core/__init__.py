"""The rules: pure, given the time, standard library only."""

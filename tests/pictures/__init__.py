"""`python -m tests.pictures [filter…]`: a picture of every window in every look, for somebody to look at."""

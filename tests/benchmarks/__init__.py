"""What takes too long for every test run: `make bench`. No file begins with `test_`, so pytest finds none by itself."""

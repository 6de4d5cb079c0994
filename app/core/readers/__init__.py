"""The files of other programs, read line by line as they come: pure, and each line for itself."""

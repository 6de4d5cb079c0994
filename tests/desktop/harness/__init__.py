"""What a desktop gives a program, each part in a file of its own."""

"""What can be done: reads the clock, calls the store, announces with signals. QtCore only."""

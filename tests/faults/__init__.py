"""What may happen to the file and the disk at any instant, many hundred times: `make faults`."""

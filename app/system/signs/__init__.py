"""Where the signs come from that the person is away: sleep, lock, idle."""

"""What survives a server that is killed, and a disk that is full: run against servers in processes of their own."""

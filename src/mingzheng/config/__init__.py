"""Settings, addresses, wiring between domains, and the command line. Imports every room and is imported by none."""

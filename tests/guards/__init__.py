"""Attacks on the guarded door: the disk fails, a run is killed, two run at once, a file is damaged or hostile."""

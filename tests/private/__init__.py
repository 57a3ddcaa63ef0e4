"""The tests of the private wing: what happens between people's rows and the safe record."""

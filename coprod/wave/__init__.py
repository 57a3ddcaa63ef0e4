"""Of whom and when: a wave's settings and roster, and (in `new_wave`) the folder of a new one."""

from coprod.wave.settings import FLOOR, Team, Wave, read_wave

__all__ = ["FLOOR", "Team", "Wave", "read_wave"]

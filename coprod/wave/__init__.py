"""Of whom and when: settings, roster, the folder of a new wave."""

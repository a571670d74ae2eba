"""Reads a pasted news report or minutes: what it says, each fact with the words it stands on. Never invents."""

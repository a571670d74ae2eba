"""The parts behind the `ui` tags, by kind; `templatetags/ui.py` lists their signatures."""

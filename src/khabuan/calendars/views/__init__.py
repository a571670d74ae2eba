"""The doors of calendars: pages for people, feeds and files for their programs."""

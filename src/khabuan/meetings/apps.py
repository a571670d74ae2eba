from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "khabuan.meetings"
    label = "meetings"

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "khabuan.portal"
    label = "portal"

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "khabuan.registry"
    label = "registry"

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "khabuan.audit"
    label = "audit"

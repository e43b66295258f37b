from django.apps import AppConfig


class BcfConfig(AppConfig):
    name = "bcf"
    verbose_name = "BCF Planner"

"""What all tests share: none fails because a machine is slow."""

from hypothesis import HealthCheck, settings

settings.register_profile("povsim", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("povsim")

"""What all tests share: none fails because a machine is slow."""

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("povsim", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("povsim")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs at night has hours."""
    for item in items:
        if item.get_closest_marker("nightly"):
            item.add_marker(pytest.mark.timeout(7200))

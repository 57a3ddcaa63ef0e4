"""The published folders that all attacks share."""

from tests.attacks.published import published

__all__ = ["published"]

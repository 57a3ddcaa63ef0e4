"""The audit: what a reader could work out from all that is shown by group. It judges; `group_shares` decides."""

from .joint import Partition, Share, could_be_any, discloses, nearly_alike
from .single import feasible, too_narrow

__all__ = ["Partition", "Share", "could_be_any", "discloses", "feasible", "nearly_alike", "too_narrow"]

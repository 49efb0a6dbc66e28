"""Who is tied to whom: parties that share phones, e-mails, addresses and registration numbers."""

from tidewaiter.network.kernels import DISTINCT_FIRMS, FIRST_NAMES

__all__ = ["KERNELS"]

KERNELS = (DISTINCT_FIRMS, FIRST_NAMES)

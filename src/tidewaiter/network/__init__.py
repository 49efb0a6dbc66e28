"""Who is tied to whom: parties that share phones, e-mails, addresses and registration numbers."""

from tidewaiter.network.kernels import FIRST_NAMES, FIRST_WORD

__all__ = ["KERNELS"]

KERNELS = (FIRST_NAMES, FIRST_WORD)

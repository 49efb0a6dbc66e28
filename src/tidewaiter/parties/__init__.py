"""Who takes part: names against lists, and what a name says of a trade."""

from tidewaiter.kernels import Kernel
from tidewaiter.normalise.addresses import ADDRESS_KEY
from tidewaiter.parties.address_kinds import ADDRESS_KIND
from tidewaiter.parties.contacts import CONTACT_KEY
from tidewaiter.parties.geography import CONTACT_GEOGRAPHY, CONTACT_SAYS
from tidewaiter.parties.screen import COMPARE_ATTRIBUTES, SCREEN_KEY, screen_parties
from tidewaiter.parties.trades import READ_NAME

__all__ = ["COMPARE_ATTRIBUTES", "KERNELS", "SCREEN_KEY", "screen_parties"]

KERNELS: tuple[Kernel, ...] = (
    READ_NAME,
    ADDRESS_KEY,
    ADDRESS_KIND,
    SCREEN_KEY,
    COMPARE_ATTRIBUTES,
    CONTACT_KEY,
    CONTACT_GEOGRAPHY,
    CONTACT_SAYS,
)
"""What an engine has to know for the relations of this room."""

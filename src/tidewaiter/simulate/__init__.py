"""Simulated trade with planted schemes and lawful look-alikes. It knows nothing of the detector, and the detector nothing of it."""

from tidewaiter.simulate.making import Made, simulate
from tidewaiter.simulate.schemes import SCHEMES, Scheme
from tidewaiter.simulate.world import World, built_in_worlds, open_world

__all__ = ["SCHEMES", "Made", "Scheme", "World", "built_in_worlds", "open_world", "simulate"]

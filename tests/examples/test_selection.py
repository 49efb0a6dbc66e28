import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidewaiter.errors import Misconfigured
from tidewaiter.select.draw import draw_number
from tidewaiter.select.probabilities import FLOOR_SHARE, default_budget, solve_probabilities


@given(
    bins=st.lists(st.tuples(st.floats(1e-6, 0.999), st.integers(1, 100_000)), min_size=1, max_size=40),
    share=st.floats(0.0001, 0.9),
)
def test_chances_spend_the_budget_and_spare_nobody(bins: list[tuple[float, int]], share: float) -> None:
    finds, counts = np.array([b[0] for b in bins]), np.array([float(b[1]) for b in bins])
    budget = share * counts.sum()

    chances = solve_probabilities(finds, finds, counts, budget=budget)

    assert abs((chances * counts).sum() - budget) < 1e-6
    assert (chances >= FLOOR_SHARE * budget / counts.sum()).all()
    assert (chances <= 1).all()
    assert (np.diff(chances[np.argsort(finds)]) >= 0).all()


def test_a_budget_beyond_the_records_draws_them_all() -> None:
    assert solve_probabilities(np.array([0.1, 0.5]), np.array([0.1, 0.5]), np.array([3.0, 1.0]), budget=10).tolist() == [1.0, 1.0]


def test_a_budget_of_nothing_is_refused() -> None:
    with pytest.raises(Misconfigured, match="draws nothing"):
        solve_probabilities(np.array([0.1]), np.array([0.1]), np.array([3.0]), budget=0)


def test_the_usual_budget_draws_at_least_one() -> None:
    assert (default_budget(1), default_budget(100_000)) == (1.0, 500.0)


def test_the_draw_is_even() -> None:
    numbers = np.sort([draw_number(f"shipment {place}", "key") for place in range(4000)])

    furthest = np.abs(numbers - (np.arange(4000) + 0.5) / 4000).max()

    # Kolmogorov-Smirnov: 1.95 / sqrt(n) is passed by chance once in a thousand keys.
    assert furthest < 1.95 / np.sqrt(4000)

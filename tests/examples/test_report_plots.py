"""A record's value beside that of like records: where it lies on the axis, and what stands beneath."""

import math
from typing import Any

import pytest

from tidewaiter.report.plots import PLOT_WIDTH, Plot, plots_of


def _plot(own: float, *, usual: float = 10.0, low: float | None = 5.0, high: float | None = 20.0) -> Plot:
    values: dict[str, Any] = {"usd_per_kg": own, "usd_per_kg_usual": usual, "usd_per_kg_usual_low": low, "usd_per_kg_usual_high": high}
    (plot,) = plots_of(values | {"usd_per_kg_norm_n": 40, "usd_per_kg_compared_with": "resin"})
    return plot


def test_a_dear_record_lies_right_of_the_band_of_like_ones() -> None:
    plot = _plot(400.0)

    assert plot.band is not None
    assert 0 < plot.band[0] < plot.usual < plot.band[1] < plot.own < PLOT_WIDTH
    assert plot.ends == ("2 USD/kg", "500 USD/kg")
    assert plot.says == "this record 400 USD/kg; half of 40 like records 5 to 20, middle 10 USD/kg"


def test_equal_factors_are_equal_distances() -> None:
    tenth, ten_times = _plot(1.0), _plot(100.0)

    assert tenth.own < tenth.usual
    assert len(_plot(1000.0).ticks) >= 2
    steps = {round(after - before, 0) for before, after in zip(ten_times.ticks, ten_times.ticks[1:])}
    assert len(steps) <= 1


@pytest.mark.parametrize(("own", "side", "x"), [(1e15, "high", PLOT_WIDTH), (1e-15, "low", 0.0), (0.0, "low", 0.0), (-3.0, "low", 0.0)])
def test_a_value_outside_of_the_axis_is_marked_at_its_end_and_told_in_words(own: float, side: str, x: float) -> None:
    plot = _plot(own)

    assert (plot.beyond, plot.own) == (side, x)
    assert plot.band is not None
    assert plot.says.startswith("this record ")


@pytest.mark.parametrize("own", [1.0, 10.0, 20.0, 1e7, 1e-5, 5e6])
def test_a_value_at_an_edge_stays_on_the_axis(own: float) -> None:
    plot = _plot(own)

    assert plot.beyond == ""
    assert 0 <= plot.own <= PLOT_WIDTH


def test_a_signal_that_does_not_tell_half_of_the_records_has_no_band() -> None:
    plot = _plot(400.0, low=None, high=None)

    assert plot.band is None
    assert plot.says == "this record 400 USD/kg; middle of 40 like records 10 USD/kg"


def test_the_value_is_worked_out_where_only_its_multiple_is_told() -> None:
    values = {
        "odd_measure": "kg/piece",
        "odd_times_usual": 60.256,
        "odd_usual": 0.204174,
        "odd_usual_low": 0.177828,
        "odd_usual_high": 0.2344,
    }

    (plot,) = plots_of(values | {"odd_norm_n": 33})

    assert plot.says == "this record 12.3 kg/piece; half of 33 like records 0.178 to 0.234, middle 0.204 kg/piece"


@pytest.mark.parametrize(
    "values",
    [{}, {"mass_kg": 4.0}, {"mass_kg": 4.0, "mass_kg_usual": None}, {"mass_kg": 4.0, "mass_kg_usual": 0.0}, {"mass_kg_usual": 4.0}],
)
def test_a_reason_without_a_comparison_has_no_plot(values: dict[str, Any]) -> None:
    assert plots_of(values) == []


def test_like_records_that_are_all_alike_still_have_an_axis() -> None:
    plot = _plot(10.0, low=10.0, high=10.0)

    assert plot.band == (plot.usual, plot.usual)
    assert math.isfinite(plot.own)

"""Facts of the made-up world: goods, places, trades, ways, words."""

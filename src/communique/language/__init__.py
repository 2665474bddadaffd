"""What the words of news prose say: sentences, names, offices, places, dates, who speaks, who travels where."""

"""Public transport by timetable: what is kept of a feed, the network it makes, the search, the port."""

"""The steps from a wave's delivered cells to harmonised respondents."""

"""The legal clock: calendars, periods, suspensions and the words that explain a date. Knows neither Django nor cases."""

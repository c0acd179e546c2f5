"""Holiday arrangements that come with the product, as data. Reading them belongs to `calendars` and `notices`."""

"""Last year's published report: its figures read and matched with definitions. Pure; recording them is `services`."""

"""Background work: enqueue in the transaction, retries, reclaim, timetable, dead letters."""

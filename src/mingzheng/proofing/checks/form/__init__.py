"""Structure and form: numbers of headings, paired marks, dates, document numbers, annexes, unfinished and doubled text."""

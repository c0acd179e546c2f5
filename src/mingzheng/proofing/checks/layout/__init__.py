"""GB/T 9704-2012 measured in the Word file itself: page, margins, grid, typefaces, places. One module for each rule."""

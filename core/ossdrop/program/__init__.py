"""The program itself: where it keeps its things, what was chosen about it, its log."""

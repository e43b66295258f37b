"""Reads a filled-in form, however it was typed: finds the official words and puts what stands between where it belongs.

pieces     a file as one sequence of paragraphs, each knowing the lists and table cells it stands in
wordings   the official words of an edition in their order
matches    where these words may stand in the file
chain      the best reading: the matches that follow the official order
gaps       official words too worn to be found by themselves
regions    what stands between the official words
tables     rows of tables and boxes beside labels
values     words into answers, by the kind of the field
annexes    annexes to the rows that they describe
form       all of it together
"""

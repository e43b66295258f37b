"""Reads a filled-in form, however it was typed: finds the official words and puts what stands between where it belongs.

lines      plain text as rich text          bullets    typed bullets as lists
pieces     a file as one sequence of paragraphs, each knowing the lists and table cells it stands in
folded     its letters and digits in one string
wordings   the official words of an edition in their order
matches    where these words may stand in the file
chain      the best reading: the matches that follow the official order
gaps       official words too worn to be found by themselves
regions    what stands between the official words
boxes      answers beside row labels        tables     rows under column headings
drafts     rows and places while they are read
values     words into answers, by the kind of the field
annexes    annexes to the rows that they describe
unusable   what is not the form at all
form       all of it together
"""

"""Measures what a big plan costs, beside what other programs need for the same (`make bench`).

grown      the demonstration grown to the size that is measured
folder     the files that are measured on, by name
prepared   making them, once
jobs       what is measured on files
site_jobs  what is measured on the site, through visitor, who asks for its pages
bare       the cells of the workbook, written without anything of ours
bare_site  a row saved without anything of ours
one        one job in one process
rounds     processes, in interleaved rounds
results    figures, aims and the table
"""

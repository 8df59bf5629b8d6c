"""A cell of 60,000 empty lines: the grader's own search for magic lines (leading blanks of every line) takes quadratic time in the trusted process, where no limit holds. Scaled down: 199,000 lines would take 11 times as long, and 330 such cells fit into a notebook.

Attack: time
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
first_constant = 1
@EMPTY_LINES@
second_constant = 2

"""Template and format syntax in a text, in names and in an error's message, for reports that are built with templates.

Attack: texts
Deserves: 80
Keeps: 80
"""

# %% markdown: quality-writeup
{{ 7 * 7 }} {% import os %} ${7*7} <%= 7*7 %> {0.__class__.__mro__} %(secret)s [bold red]markup[/] [link=http://127.0.0.1:@PORT@/]x[/link]
After 5, 10 and 30 epochs.

# %% extra before: sampling
raise RuntimeError("{{ config }} [bold red]80 of 80[/] [/bold] <b onmouseover=alert(1)>x</b> \x1b[2J\x1b]0;x\x07 {0.__class__} %(secret)s")

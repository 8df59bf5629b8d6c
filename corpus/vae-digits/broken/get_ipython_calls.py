"""An exported notebook was imported again: magics stand as `get_ipython()` calls.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    notebook["cells"].insert(3, code("get_ipython().run_line_magic('matplotlib', 'inline')\nget_ipython().system('pip install -q keras')\nin_colab = 'google.colab' in str(get_ipython())\n"))
    save(folder, notebook)

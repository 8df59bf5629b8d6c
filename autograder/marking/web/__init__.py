"""The desk's pages and answers on the Jupyter server, and the threads that work for them."""

"""The sandbox backends: one file for each way of confining a worker process. `choose_backend` lists them."""

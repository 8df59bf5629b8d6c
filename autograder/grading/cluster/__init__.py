"""A batch on other machines, by a `dask.distributed` cluster."""

"""The web server people run: the application is loaded once, then granian forks the processes that answer from it.

Loaded in each process it would be read twice on the same two cores, start two seconds later and be held twice in
memory. Which options the server gets is said in `config.cli.serve`; what it serves, in `config.wsgi`.
"""

import multiprocessing

from granian.cli import entrypoint

import mingzheng.config.wsgi  # noqa: F401 - loaded here, before the processes are forked

if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    entrypoint()

"""What keeps the processes in the sandbox to their limits: system calls, memory, processes, time."""

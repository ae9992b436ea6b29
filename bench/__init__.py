"""Measured comparisons: every figure beside a peer or a limit measured in the same run. `./run bench [NAME…]`."""

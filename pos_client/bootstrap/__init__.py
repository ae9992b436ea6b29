"""The only place that builds everything and joins it: `till` without a window, `app` with one."""

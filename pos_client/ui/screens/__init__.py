"""The screens: each a view (widgets, `show_state`, intent signals) and a presenter (use cases in, state out)."""

"""Reading codes from camera frames: one small interface, several readers, and the time-budgeted cascade over them.

Importing `readers`, `preparation` or `cascade` imports OpenCV (about 160 ms): bootstrap does that late.
"""

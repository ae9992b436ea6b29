"""Pictures of every screen, to be looked at: python -m tests.ui.gallery FOLDER [WIDTHxHEIGHT] [LANGUAGE] [SCENE …]

Run it with QT_QPA_PLATFORM=offscreen. The states are those of a till over fakes; nothing is touched. A scene is a
function that takes a Gallery and shoots; each area of the till has a module of them, and scenes.py lists all.
"""

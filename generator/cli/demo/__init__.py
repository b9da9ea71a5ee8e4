"""The demo: a whole month in a minute, on invented feeds served from this machine.

    server (the feeds' hosts on 127.0.0.1) | desk_work (what the invented editors decide and write)

Everything in it is invented, like the sample archive that it continues.
"""

"""guidebook: official guidance in several languages and scripts from one source.

The way through: load, derive, render, build, check; each is a module of that name.
"""

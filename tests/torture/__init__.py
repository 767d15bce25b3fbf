"""Breaks things at random, for as long as you like: `make torture ARGS="--seconds 600"`."""

"""A practice bucket: an OSS-compatible service on this computer, for demos, tests and benchmarks.

It is as strict as the service where the service is known to be strict, so that what works here
works there. It listens on the loopback interface only. Nothing in here is imported by the upload
path; `ossdrop.practice.server` is what other modules start.
"""

"""The upload page: drop zone and running transfers."""

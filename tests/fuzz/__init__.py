"""Whatever comes from outside, fed with anything: errors of the catalogue, and no others."""

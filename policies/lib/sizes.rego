# METADATA
# title: Instance sizes
# description: Orders the size in an instance class, so that a ceiling can be one word ("medium") for every family.
package lib.sizes

import rego.v1

_small := ["nano", "micro", "small", "medium", "large", "xlarge"]

# rank("db.t3.medium"), rank("cache.r6g.2xlarge"), rank("large"): undefined for a size that it does not know.
rank(class) := position if {
	parts := split(class, ".")
	name := parts[count(parts) - 1]
	some position, small in _small
	small == name
}

rank(class) := 4 + to_number(times) if {
	parts := split(class, ".")
	name := parts[count(parts) - 1]
	regex.match(`^[0-9]+xlarge$`, name)
	times := trim_suffix(name, "xlarge")
}

rank(class) := 1000 if {
	parts := split(class, ".")
	startswith(parts[count(parts) - 1], "metal")
}

# family("db.t3.medium") is "t3", whatever the service's prefix.
family(class) := parts[count(parts) - 2] if {
	parts := split(class, ".")
	count(parts) > 1
}

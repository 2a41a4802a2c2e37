# METADATA
# title: What is known of a resource
# description: A resource keeps what is known in `values` and the paths that are known only after apply in `unknown`.
package lib.values

import rego.v1

# is_set(resource, "rotation"), is_set(resource, "logging.bucket"): the attribute has a value, known now or only after
# apply. The path is made of names; indexes are not understood.
is_set(resource, path) if object.get(resource.values, split(path, "."), null) != null

is_set(resource, path) if is_unknown(resource, path)

is_set(resource, path) if partly_unknown(resource, path)

# is_unknown(resource, path): the attribute, or something that holds it, is known only after apply.
is_unknown(resource, path) if {
	some unknown in _unknown(resource)
	_holds(unknown, path)
}

# partly_unknown(resource, path): something inside the attribute is known only after apply.
partly_unknown(resource, path) if {
	some unknown in _unknown(resource)
	unknown != path
	_holds(path, unknown)
}

# length(resource, "subnets"): how many elements a list has, counting those that are known only after apply.
length(resource, path) := count(known) + count(unknown) if {
	known := object.get(resource.values, split(path, "."), [])
	unknown := {element |
		some element in _unknown(resource)
		startswith(element, concat("", [path, "["]))
	}
}

# references(resource, "vpc_id"): the addresses that the attribute, or anything inside it, refers to.
references(resource, path) := {address |
	some key, addresses in object.get(resource, "references", {})
	_holds(path, key)
	some address in addresses
}

# names(resource): what other resources may call this one by: its address, its id and its ARN.
names(resource) := {name |
	some key in ["address", "id", "arn"]
	name := resource[key]
}

# targets(resource, "vpc_id"): the names, in the sense above, of what a single-valued attribute points at.
targets(resource, path) := references(resource, path) | {value |
	value := object.get(resource.values, split(path, "."), null)
	value != null
}

_unknown(resource) := object.get(resource, "unknown", [])

_holds(outer, inner) if outer == inner

_holds(outer, inner) if startswith(inner, concat("", [outer, "."]))

_holds(outer, inner) if startswith(inner, concat("", [outer, "["]))

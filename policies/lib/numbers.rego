# METADATA
# title: Numbers and versions
# description: Terraform and CloudFormation may hold a number, a boolean or a version as text; these compare them safely.
package lib.numbers

import rego.v1

# number(value): the number that `value` is or spells; undefined for anything else.
number(value) := value if is_number(value)

number(value) := to_number(value) if {
	is_string(value)
	regex.match(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`, value)
}

# yes(value): a boolean, also where the provider keeps it as text.
yes(value) if value in {true, "true"}

# version("8.0.mysql_aurora.3.04"): its numbers in order, [8, 0, 3, 4].
version(text) := [to_number(regex.replace(part, `^0+([0-9])`, "$1")) | some part in regex.find_n(`[0-9]+`, text, -1)]

# older("15.4", "15.15"): compared as far as both go, so a bare "15" is not older than "15.15".
older(text, floor) if {
	left := version(text)
	right := version(floor)
	length := min([count(left), count(right)])
	array.slice(left, 0, length) < array.slice(right, 0, length)
}

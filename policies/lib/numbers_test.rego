package lib.numbers_test

import rego.v1

import data.lib.numbers

test_number_of_number if numbers.number(7) == 7

test_number_of_text if numbers.number("365") == 365

test_number_of_other_text if not numbers.number("7 days")

test_number_of_boolean if not numbers.number(true)

test_yes if {
	numbers.yes(true)
	numbers.yes("true")
	not numbers.yes("false")
	not numbers.yes(false)
}

test_version if numbers.version("8.0.mysql_aurora.3.04") == [8, 0, 3, 4]

test_older if {
	numbers.older("15.4", "15.15")
	numbers.older("14.18", "15")
	not numbers.older("15", "15.15")
	not numbers.older("16.1", "15.15")
}

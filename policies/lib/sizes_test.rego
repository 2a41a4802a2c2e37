package lib.sizes_test

import rego.v1

import data.lib.sizes

test_rank_orders_sizes if {
	sizes.rank("db.t3.micro") < sizes.rank("cache.t3.small")
	sizes.rank("t3.large") < sizes.rank("m6g.xlarge")
	sizes.rank("m6g.xlarge") < sizes.rank("m6g.2xlarge")
	sizes.rank("m6g.2xlarge") < sizes.rank("m6g.16xlarge")
	sizes.rank("m6g.16xlarge") < sizes.rank("m6g.metal")
}

test_rank_of_bare_word if sizes.rank("medium") == sizes.rank("db.t3.medium")

test_rank_unknown if not sizes.rank("db.serverless")

test_family if {
	sizes.family("db.t3.medium") == "t3"
	sizes.family("m4.large") == "m4"
}

package lib.network_test

import rego.v1

import data.lib.network

_everything := network.normal({"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]})

_web := network.normal({"protocol": "tcp", "from_port": "80", "to_port": "443", "ipv6_cidr_blocks": ["::/0"]})

_ping := network.normal({"protocol": "icmp", "from_port": 8, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]})

test_world if {
	network.is_world("0.0.0.0/0")
	network.is_world("::/0")
	not network.is_world("10.0.0.0/8")
	not network.is_world("${aws_vpc.main.cidr_block}")
}

test_private if {
	network.is_private("10.20.0.0/16")
	network.is_private("fd12::/48")
	not network.is_private("0.0.0.0/0")
	not network.is_private("8.8.8.0/24")
	not network.is_private("${aws_vpc.main.cidr_block}")
}

test_prefix if network.prefix("2001:db8::/32") == 32

test_covers_port_in_range if {
	network.covers(_web, 80)
	network.covers(_web, 101)
	not network.covers(_web, 444)
}

test_covers_by_protocol if {
	network.covers(_everything, 22)
	not network.covers(_ping, 8)
}

test_a_rule_without_ports_covers_none if not network.covers(network.normal({"protocol": "tcp"}), 22)

test_covers_all_ports if {
	network.covers_all_ports(_everything)
	network.covers_all_ports(network.normal({"protocol": "6", "from_port": 0, "to_port": 65535}))
	not network.covers_all_ports(_web)
}

test_ports_in_words if {
	network.ports(_everything) == "every port and protocol"
	network.ports(_web) == "ports 80-443"
	network.ports(network.normal({"protocol": "tcp", "from_port": 22, "to_port": 22})) == "port 22"
}

test_sources_keep_their_attribute if _web.cidrs == [{"attribute": "ipv6_cidr_blocks[0]", "cidr": "::/0"}]

test_ingress_of_three_types if {
	open := {"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}
	resources := {
		"aws_security_group": [{"address": "a", "values": {"ingress": [open]}}],
		"aws_security_group_rule": [
			{"address": "b", "values": object.union(open, {"type": "ingress"})},
			{"address": "c", "values": object.union(open, {"type": "egress"})},
		],
		"aws_vpc_security_group_ingress_rule": [{
			"address": "d",
			"values": {"ip_protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_ipv6": "::/0"},
		}],
	}
	found := {[rule.address, rule.attribute] | some rule in network.open_to_world(22)} with input.resources as resources
	found == {["a", "ingress[0].cidr_blocks[0]"], ["b", "cidr_blocks[0]"], ["d", "cidr_ipv6"]}
}

test_within if {
	network.within(network.normal({"protocol": "tcp", "from_port": 443, "to_port": 443}), [80, 443])
	not network.within(_web, [80, 443])
	not network.within(_everything, [80, 443])
	not network.within(_ping, [8])
}

test_opening_in_words if {
	one := {"protocol": "tcp", "from": 22, "to": 22, "cidr": "::/0"}
	network.opening(one, 22) == "port 22 is open to ::/0"
	more := object.union(one, {"from": 20})
	network.opening(more, 22) == "port 22 is open to ::/0, as part of ports 20-22"
	all := {"protocol": "-1", "cidr": "::/0"}
	network.opening(all, 22) == "port 22 is open to ::/0, as part of every port and protocol"
}

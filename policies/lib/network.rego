# METADATA
# title: Networks
# description: Security-group rules in one shape wherever they were written, and what their ranges and ports mean.
package lib.network

import rego.v1

import data.lib.numbers

# Every inbound rule of every security group, as
# {address, path, protocol, from, to, cidrs}: `path` is where the rule stands in its resource (empty for a rule that is
# a resource of its own), `cidrs` is a list of {attribute, cidr}, and `from` and `to` are absent when not given.
ingress contains rule if {
	some type in ["aws_security_group", "aws_default_security_group"]
	some resource in input.resources[type]
	some index, block in resource.values.ingress
	rule := _rule(resource.address, sprintf("ingress[%d].", [index]), block)
}

ingress contains rule if {
	some resource in input.resources.aws_security_group_rule
	resource.values.type == "ingress"
	rule := _rule(resource.address, "", resource.values)
}

ingress contains rule if {
	some resource in input.resources.aws_vpc_security_group_ingress_rule
	rule := _rule(resource.address, "", resource.values)
}

# open_to_world(port): the inbound rules that let the whole world reach a port, each with the `attribute` and `cidr`
# that do it.
open_to_world(port) := {open |
	some rule in ingress
	covers(rule, port)
	some source in rule.cidrs
	is_world(source.cidr)
	open := object.union(rule, source)
}

# is_world(cidr): every IPv4 or every IPv6 address.
is_world(cidr) if endswith(cidr, "/0")

# is_private(cidr): addresses that the internet does not route.
is_private(cidr) if {
	is_cidr(cidr)
	some range in _private
	net.cidr_contains(range, cidr)
}

# is_cidr(text): a written-out range, not a symbol such as "${aws_vpc.main.cidr_block}".
is_cidr(text) if regex.match(`^[0-9a-fA-F:.]+/[0-9]{1,3}$`, text)

# prefix("10.0.0.0/16") is 16.
prefix(cidr) := to_number(split(cidr, "/")[1]) if is_cidr(cidr)

# all_protocols(rule): AWS then ignores the ports.
all_protocols(rule) if rule.protocol in {"-1", "all"}

# covers(rule, port): the rule admits this TCP or UDP port.
covers(rule, _) if all_protocols(rule)

covers(rule, port) if {
	has_ports(rule)
	rule.from <= port
	rule.to >= port
}

# covers_all_ports(rule): the rule admits every TCP or UDP port.
covers_all_ports(rule) if all_protocols(rule)

covers_all_ports(rule) if {
	has_ports(rule)
	rule.from <= 1
	rule.to >= 65535
}

# has_ports(rule): TCP or UDP, by name or by number; ICMP's "ports" are message types.
has_ports(rule) if rule.protocol in {"tcp", "udp", "6", "17"}

# ports(rule): how a message names what a rule admits.
ports(rule) := "every port and protocol" if all_protocols(rule)

ports(rule) := sprintf("port %v", [rule.from]) if {
	not all_protocols(rule)
	rule.from == rule.to
}

ports(rule) := sprintf("ports %v-%v", [rule.from, rule.to]) if {
	not all_protocols(rule)
	rule.from != rule.to
}

# within(rule, [80, 443]): every port that it admits is one of these.
within(rule, ports) if {
	has_ports(rule)
	listed := {port | some port in ports; port >= rule.from; port <= rule.to}
	count(listed) == (rule.to - rule.from) + 1
}

# opening(open, port): the message for one element of open_to_world(port).
opening(open, port) := sprintf("port %d is open to %s", [port, open.cidr]) if {
	ports(open) == sprintf("port %d", [port])
} else := sprintf("port %d is open to %s, as part of %s", [port, open.cidr, ports(open)])

# normal(block): the protocol, ports and ranges of a rule of a security group or a network ACL.
normal(block) := object.union_n([
	{"protocol": _protocol(block), "cidrs": array.concat(_lists(block), _singles(block))},
	{"from": number | number := numbers.number(block.from_port)},
	{"to": number | number := numbers.number(block.to_port)},
])

_rule(address, path, block) := object.union(normal(block), {"address": address, "path": path, "cidrs": cidrs}) if {
	cidrs := [source |
		some found in normal(block).cidrs
		source := {"attribute": concat("", [path, found.attribute]), "cidr": found.cidr}
	]
}

_protocol(block) := lower(sprintf("%v", [block.protocol])) if block.protocol

_protocol(block) := lower(sprintf("%v", [block.ip_protocol])) if block.ip_protocol

_protocol(block) := "" if {
	not block.protocol
	not block.ip_protocol
}

_lists(block) := [source |
	some name in ["cidr_blocks", "ipv6_cidr_blocks"]
	some index, cidr in block[name]
	source := {"attribute": sprintf("%s[%d]", [name, index]), "cidr": cidr}
]

_singles(block) := [source |
	some name in ["cidr_block", "ipv6_cidr_block", "cidr_ipv4", "cidr_ipv6"]
	cidr := block[name]
	source := {"attribute": name, "cidr": cidr}
]

_private := [
	"10.0.0.0/8",
	"172.16.0.0/12",
	"192.168.0.0/16",
	"100.64.0.0/10",
	"169.254.0.0/16",
	"127.0.0.0/8",
	"fc00::/7",
	"fe80::/10",
]

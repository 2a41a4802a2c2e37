# METADATA
# title: Credentials in plain sight
# description: Tells by its name or its form whether a setting is a credential. No caller may print the value.
package lib.secrets

import rego.v1

# is_secret("DB_PASSWORD", "hunter2"): the name promises a credential and the value is more than a reference to one, or
# the value has a credential's form.
is_secret(name, value) if {
	is_string(value)
	secret_name(name)
	not reference(value)
}

is_secret(_, value) if secret_value(value)

# secret_name(name): "DB_PASSWORD" and "apiKey" do; "TOKEN_URL" and "PASSWORD_FILE" only say where to find one.
secret_name(name) if {
	regex.match(`(?i)(passw(or)?d|passphrase|secret|token|credential|(api|access|private|auth|signing)[_-]?key)s?$`, name)
}

secret_name(name) if regex.match(`(?i)access[_-]?key[_-]?id$`, name)

secret_name(name) if regex.match(`(?i)^secret_?key_?base$`, name)

# reference(value): nothing secret by itself: empty, a switch, a number, an ARN, a path, a plain URL, or a symbol.
reference(value) if {
	regex.match(`^(|true|false|[0-9.]+|arn:.*|/.*|https?://[^@]*|\$\{.*|\{\{resolve:.*)$`, lower(value))
}

# secret_value(value): a credential whatever it is called.
secret_value(value) if {
	is_string(value)
	some form in _forms
	regex.match(form, value)
}

_forms := [
	# AWS access key ids, long-term and temporary.
	`(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}($|[^A-Z0-9])`,
	`-----BEGIN ([A-Z]+ )?PRIVATE KEY-----`,
	# GitHub, GitLab, Slack and Stripe tokens.
	`(^|[^A-Za-z0-9])(ghp|gho|ghs|ghu|github_pat)_[A-Za-z0-9_]{30,}`,
	`(^|[^A-Za-z0-9])glpat-[A-Za-z0-9_-]{20,}`,
	`(^|[^A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{10,}`,
	`(^|[^A-Za-z0-9])(sk|rk)_live_[A-Za-z0-9]{10,}`,
	# A URL with a password in it, unless that is a symbol.
	`[a-z][a-z0-9+.-]*://[^/:@\s]*:[^/:@\s$][^/@\s]*@`,
]

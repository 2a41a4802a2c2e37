package aws.elasticache.user_password_test

import rego.v1

cases := {
	"IAM": {
		"verdict": "pass",
		"values": {"user_name": "app", "access_string": "on ~* +@all", "authentication_mode": {"type": "iam"}},
	},
	"password": {
		"verdict": "pass",
		"values": {
			"user_name": "app",
			"access_string": "on ~* +@all",
			"authentication_mode": {"type": "password"},
		},
	},
	"no password": {
		"verdict": "fail",
		"values": {"user_name": "app", "access_string": "on ~* +@all", "no_password_required": true},
		"attribute": "no_password_required",
	},
	"no password by authentication mode": {
		"verdict": "fail",
		"values": {
			"user_name": "app",
			"access_string": "on ~* +@all",
			"authentication_mode": {"type": "no-password-required"},
		},
		"attribute": "no_password_required",
	},
	"the default user, switched off": {
		"verdict": "pass",
		"values": {"user_name": "default", "access_string": "off ~* -@all", "no_password_required": true},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"user_name": "app", "access_string": "on ~* +@all"},
		"unknown": ["no_password_required"],
	},
}

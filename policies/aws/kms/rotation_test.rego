package aws.kms.rotation_test

import rego.v1

cases := {
	"true": {"verdict": "pass", "values": {"enable_key_rotation": true}},
	"false": {"verdict": "fail", "values": {"enable_key_rotation": false}, "attribute": "enable_key_rotation"},
	"not set": {"verdict": "fail", "values": {}, "attribute": "enable_key_rotation"},
	"an asymmetric key, known by its form": {
		"verdict": "pass",
		"values": {"customer_master_key_spec": "ECC_NIST_P256"},
	},
	"a signing key, known by its use": {"verdict": "pass", "values": {"key_usage": "SIGN_VERIFY"}},
	"a key that stays outside of AWS": {"verdict": "pass", "values": {"xks_key_id": "1"}},
	"an asymmetric key": {
		"verdict": "pass",
		"values": {"customer_master_key_spec": "RSA_4096", "key_usage": "SIGN_VERIFY"},
	},
	"an HMAC key": {
		"verdict": "pass",
		"values": {"customer_master_key_spec": "HMAC_256", "key_usage": "GENERATE_VERIFY_MAC"},
	},
	"a key in an own store": {"verdict": "pass", "values": {}, "unknown": ["custom_key_store_id"]},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["enable_key_rotation"]},
}

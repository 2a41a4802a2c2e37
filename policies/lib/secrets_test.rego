package lib.secrets_test

import rego.v1

import data.lib.secrets

test_names if {
	every name in ["DB_PASSWORD", "apiKey", "JWT_SECRET", "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "SECRET_KEY_BASE"] {
		secrets.secret_name(name)
	}
}

test_other_names if {
	every name in ["TOKEN_URL", "PASSWORD_FILE", "SECRET_ARN", "SECRET_ID", "TOKEN_TTL_SECONDS", "KEYSPACE", "S3_KEY", "AUTHOR"] {
		not secrets.secret_name(name)
	}
}

test_values if {
	every value in [
		"AKIAIOSFODNN7EXAMPLE",
		"-----BEGIN RSA PRIVATE KEY-----\nMIIE",
		"postgresql://app:hunter2@db.internal:5432/app",
		"sk_live_0123456789abcdef",
		"ghp_0123456789abcdefghijABCDEFGHIJ012345",
	] {
		secrets.secret_value(value)
	}
}

test_other_values if {
	every value in [
		"postgresql://app@db.internal:5432/app",
		"postgresql://app:${random_password.db.result}@db.internal/app",
		"redis://${aws_elasticache_replication_group.main.primary_endpoint_address}:6379/0",
		"http://localhost:8080/a@b",
		"10.0.0.0/16",
	] {
		not secrets.secret_value(value)
	}
}

test_name_and_value if {
	secrets.is_secret("DB_PASSWORD", "hunter2")
	not secrets.is_secret("DB_PASSWORD", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db")
	not secrets.is_secret("DB_PASSWORD", "${aws_secretsmanager_secret.db.arn}")
	not secrets.is_secret("REQUIRE_TOKEN", "true")
	not secrets.is_secret("LOG_LEVEL", "info")
	secrets.is_secret("LOG_LEVEL", "AKIAIOSFODNN7EXAMPLE")
}

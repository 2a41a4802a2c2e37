package aws.iam.oidc_subject_test

import rego.v1

cases := {
	"one repository": {
		"verdict": "pass",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {
							"Federated": [
								"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
							],
						},
						"Action": ["sts:AssumeRoleWithWebIdentity"],
						"Condition": {
							"StringLike": {
								"token.actions.githubusercontent.com:sub": ["repo:acme/app:*"],
							},
							"StringEquals": {
								"token.actions.githubusercontent.com:aud": ["sts.amazonaws.com"],
							},
						},
					},
				],
			},
		},
	},
	"a service account of EKS": {
		"verdict": "pass",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"Federated": ["${aws_iam_openid_connect_provider.eks.arn}"]},
						"Action": ["sts:AssumeRoleWithWebIdentity"],
						"Condition": {
							"StringEquals": {
								"${aws_iam_openid_connect_provider.eks.url}:sub": ["system:serviceaccount:app:web"],
							},
						},
					},
				],
			},
		},
	},
	"a pool of Cognito": {
		"verdict": "pass",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"Federated": ["cognito-identity.amazonaws.com"]},
						"Action": ["sts:AssumeRoleWithWebIdentity"],
						"Condition": {
							"StringEquals": {
								"cognito-identity.amazonaws.com:aud": ["${aws_cognito_identity_pool.main.id}"],
							},
						},
					},
				],
			},
		},
	},
	"a SAML provider": {
		"verdict": "pass",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"Federated": ["arn:aws:iam::111122223333:saml-provider/okta"]},
						"Action": ["sts:AssumeRoleWithSAML"],
					},
				],
			},
		},
	},
	"no condition": {
		"verdict": "fail",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {
							"Federated": [
								"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
							],
						},
						"Action": ["sts:AssumeRoleWithWebIdentity"],
					},
				],
			},
		},
		"attribute": "assume_role_policy.Statement[0].Condition",
	},
	"only the audience": {
		"verdict": "fail",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {
							"Federated": [
								"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
							],
						},
						"Action": ["sts:AssumeRoleWithWebIdentity"],
						"Condition": {
							"StringEquals": {
								"token.actions.githubusercontent.com:aud": ["sts.amazonaws.com"],
							},
						},
					},
				],
			},
		},
		"attribute": "assume_role_policy.Statement[0].Condition",
	},
	"a condition on something else": {
		"verdict": "fail",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {
							"Federated": [
								"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
							],
						},
						"Action": ["sts:AssumeRoleWithWebIdentity"],
						"Condition": {"StringEquals": {"aws:RequestedRegion": ["eu-west-1"]}},
					},
				],
			},
		},
		"attribute": "assume_role_policy.Statement[0].Condition",
	},
	"no subject listed": {
		"verdict": "fail",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {
							"Federated": [
								"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
							],
						},
						"Action": ["sts:AssumeRoleWithWebIdentity"],
						"Condition": {
							"StringEquals": {"token.actions.githubusercontent.com:sub": []},
						},
					},
				],
			},
		},
	},
	"every repository": {
		"verdict": "fail",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {
							"Federated": [
								"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
							],
						},
						"Action": ["sts:AssumeRoleWithWebIdentity"],
						"Condition": {
							"StringLike": {"token.actions.githubusercontent.com:sub": ["repo:*"]},
						},
					},
				],
			},
		},
	},
	"one of the subjects is everybody": {
		"verdict": "fail",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {
							"Federated": [
								"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
							],
						},
						"Action": ["sts:AssumeRoleWithWebIdentity"],
						"Condition": {
							"StringLike": {
								"token.actions.githubusercontent.com:sub": ["repo:acme/app:*", "*"],
							},
						},
					},
				],
			},
		},
	},
	"subject known after apply": {
		"verdict": "unknown",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {
							"Federated": [
								"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
							],
						},
						"Action": ["sts:AssumeRoleWithWebIdentity"],
						"Condition": {"StringLike": {}},
					},
				],
			},
		},
		"unknown": [
			"assume_role_policy.Statement[0].Condition.StringLike[\"token.actions.githubusercontent.com:sub\"][0]",
		],
	},
}

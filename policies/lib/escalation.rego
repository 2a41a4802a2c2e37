# METADATA
# title: Ways to more rights
# description: Sets of actions with which whoever holds them on unnamed resources can give themselves anything else.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
# - https://bishopfox.com/blog/privilege-escalation-in-aws
package lib.escalation

import rego.v1

import data.lib.iam

# ways(document): those that a policy opens, each in words such as "iam:PassRole with ec2:RunInstances", in order.
ways(document) := sort([concat(" with ", way) |
	granted := _granted(document)
	some way in table
	every action in way { action in granted }
])

_granted(document) := {action |
	some way in table
	some action in way
	some statement in document.Statement
	iam.allows(statement, action)
	iam.on_every(statement, "[a-z-]+")
	not iam.is_admin(statement)
	not iam.mentions(statement, _guards)
	not iam.denies(document, action)
}

# With one of these in its condition a statement no longer reaches just any role, policy or function.
_guards := {
	"aws:resourcetag", "iam:resourcetag", "iam:permissionsboundary", "iam:policyarn", "iam:passedtoservice",
}

table := [
	# A policy's own text.
	["iam:CreatePolicyVersion"],
	["iam:SetDefaultPolicyVersion"],
	["iam:AttachGroupPolicy"],
	["iam:AttachRolePolicy"],
	["iam:AttachUserPolicy"],
	["iam:PutGroupPolicy"],
	["iam:PutRolePolicy"],
	["iam:PutUserPolicy"],
	# Somebody else's identity.
	["iam:AddUserToGroup"],
	["iam:CreateAccessKey"],
	["iam:CreateLoginProfile"],
	["iam:UpdateLoginProfile"],
	["iam:UpdateAssumeRolePolicy", "sts:AssumeRole"],
	# The limit itself.
	["iam:DeleteRolePermissionsBoundary"],
	["iam:DeleteUserPermissionsBoundary"],
	["iam:PutRolePermissionsBoundary"],
	["iam:PutUserPermissionsBoundary"],
	# A role handed to something that runs code.
	["iam:PassRole", "autoscaling:CreateAutoScalingGroup", "autoscaling:CreateLaunchConfiguration"],
	["iam:PassRole", "cloudformation:CreateStack"],
	["iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"],
	["iam:PassRole", "datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition"],
	["iam:PassRole", "ec2:RunInstances"],
	["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask"],
	["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:CreateService"],
	["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:UpdateService"],
	["iam:PassRole", "glue:CreateDevEndpoint"],
	["iam:PassRole", "glue:CreateJob", "glue:StartJobRun"],
	["iam:PassRole", "lambda:CreateFunction", "lambda:AddPermission"],
	["iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"],
	["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"],
	["iam:PassRole", "sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"],
	["iam:PassRole", "ssm:StartAutomationExecution"],
	["iam:PassRole", "states:CreateStateMachine", "states:StartExecution"],
	# Code that already has a role.
	["glue:UpdateDevEndpoint"],
	["lambda:UpdateFunctionCode"],
]

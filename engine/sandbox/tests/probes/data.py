"""What keeps data: rds, elasticache, s3, s3control, secrets manager, kms, backup."""

import json

from world import AWAY, POLICY, client, probe, same


@probe("KMS", "key, rotation, alias, policy")
def _(world):
    kms, key = client("kms"), world.get("key")
    kms.enable_key_rotation(KeyId=key)
    same("rotation", True, kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"])
    kms.create_alias(AliasName="alias/probe", TargetKeyId=key)
    same("alias", ["alias/probe"], [a["AliasName"] for a in kms.list_aliases(KeyId=key)["Aliases"]])


@probe("RDS", "subnet group, parameter group, instance")
def _(world):
    rds = client("rds")
    rds.create_db_parameter_group(DBParameterGroupName="probe", DBParameterGroupFamily="postgres16", Description="probe")
    world.get("database")
    read = rds.describe_db_instances(DBInstanceIdentifier="probe")["DBInstances"][0]
    same("group", [world.get("group")], [g["VpcSecurityGroupId"] for g in read["VpcSecurityGroups"]])
    same("encrypted", True, read.get("StorageEncrypted"))


@probe("RDS", "instance: master password in Secrets Manager")
def _(world):
    made = client("rds").create_db_instance(
        DBInstanceIdentifier="managed", Engine="postgres", DBInstanceClass="db.t4g.medium", AllocatedStorage=20,
        MasterUsername="probe", ManageMasterUserPassword=True, DBSubnetGroupName=world.get("db_subnets"))["DBInstance"]
    same("secret", True, bool(made.get("MasterUserSecret", {}).get("SecretArn")))


@probe("RDS", "instance: log exports and Performance Insights")
def _(world):
    client("rds").create_db_instance(
        DBInstanceIdentifier="logging", Engine="postgres", DBInstanceClass="db.t4g.medium", AllocatedStorage=20,
        MasterUsername="probe", MasterUserPassword="probe-probe-1", DBSubnetGroupName=world.get("db_subnets"),
        EnableCloudwatchLogsExports=["postgresql"], EnablePerformanceInsights=True)
    read = client("rds").describe_db_instances(DBInstanceIdentifier="logging")["DBInstances"][0]
    same("exports", ["postgresql"], read.get("EnabledCloudwatchLogsExports"))
    same("insights", True, read.get("PerformanceInsightsEnabled"))


@probe("RDS", "read replica")
def _(world):
    world.get("database")
    made = client("rds").create_db_instance_read_replica(
        DBInstanceIdentifier="replica", SourceDBInstanceIdentifier="probe")["DBInstance"]
    same("source", "probe", made.get("ReadReplicaSourceDBInstanceIdentifier"))


@probe("RDS", "replication of automated backups to another region")
def _(world):
    made = client("rds", AWAY).start_db_instance_automated_backups_replication(
        SourceDBInstanceArn=world.get("database"), BackupRetentionPeriod=7)["DBInstanceAutomatedBackup"]
    same("retention", 7, made["BackupRetentionPeriod"])


@probe("RDS", "event subscription")
def _(world):
    rds = client("rds")
    rds.create_event_subscription(SubscriptionName="probe", SnsTopicArn=world.get("topic"), SourceType="db-instance")
    read = rds.describe_event_subscriptions(SubscriptionName="probe")["EventSubscriptionsList"][0]
    same("topic", world.get("topic"), read["SnsTopicArn"])


@probe("ElastiCache", "subnet group, parameter group")
def _(world):
    cache = client("elasticache")
    cache.create_cache_subnet_group(CacheSubnetGroupName="probe", CacheSubnetGroupDescription="probe",
                                    SubnetIds=world.get("subnets"))
    read = cache.describe_cache_subnet_groups(CacheSubnetGroupName="probe")["CacheSubnetGroups"][0]
    same("vpc", world.get("vpc"), read["VpcId"])
    cache.create_cache_parameter_group(CacheParameterGroupName="probe", CacheParameterGroupFamily="redis7", Description="probe")


@probe("ElastiCache", "replication group, encrypted with a key of its own")
def _(world):
    cache = client("elasticache")
    cache.create_replication_group(
        ReplicationGroupId="probe", ReplicationGroupDescription="probe", Engine="redis", CacheNodeType="cache.t4g.small",
        NumCacheClusters=2, AutomaticFailoverEnabled=True, AtRestEncryptionEnabled=True, TransitEncryptionEnabled=True,
        KmsKeyId=world.get("key"), AuthToken="probe-probe-probe-1")
    read = cache.describe_replication_groups(ReplicationGroupId="probe")["ReplicationGroups"][0]
    same("in transit", True, read.get("TransitEncryptionEnabled"))
    same("members", 2, len(read.get("MemberClusters", [])))
    same("key", world.get("key"), read.get("KmsKeyId"))


@probe("S3", "bucket: versioning, encryption, public access, policy")
def _(world):
    s3, bucket = client("s3"), world.get("bucket")
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    same("versioning", "Enabled", s3.get_bucket_versioning(Bucket=bucket).get("Status"))
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": world.get("key")}, "BucketKeyEnabled": True}
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
    same("encryption", rule, s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"][0])
    block = dict.fromkeys(("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True)
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=block)
    same("block", block, s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"])
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(POLICY))
    same("policy", POLICY, json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"]))


@probe("S3", "bucket: lifecycle, CORS, logging, ownership")
def _(world):
    s3, bucket = client("s3"), world.get("bucket")
    rule = {"ID": "probe", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 30}}
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": [rule]})
    same("lifecycle", 30, s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"][0]["Expiration"]["Days"])
    cors = {"AllowedMethods": ["GET"], "AllowedOrigins": ["https://example.com"]}
    s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [cors]})
    same("cors", cors["AllowedOrigins"], s3.get_bucket_cors(Bucket=bucket)["CORSRules"][0]["AllowedOrigins"])
    s3.create_bucket(Bucket="probe-logs", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}, ObjectOwnership="BucketOwnerPreferred")
    s3.put_bucket_acl(Bucket="probe-logs", ACL="log-delivery-write")
    s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={"LoggingEnabled": {"TargetBucket": "probe-logs", "TargetPrefix": "p/"}})
    same("logging", "probe-logs", s3.get_bucket_logging(Bucket=bucket).get("LoggingEnabled", {}).get("TargetBucket"))
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]})
    same("owner", "BucketOwnerEnforced", s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"]["Rules"][0]["ObjectOwnership"])


@probe("S3", "bucket: object lock, replication")
def _(world):
    s3 = client("s3")
    s3.create_bucket(Bucket="probe-locked", ObjectLockEnabledForBucket=True, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    lock = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 30}}}
    s3.put_object_lock_configuration(Bucket="probe-locked", ObjectLockConfiguration=lock)
    read = s3.get_object_lock_configuration(Bucket="probe-locked")["ObjectLockConfiguration"]
    same("days", 30, read["Rule"]["DefaultRetention"].get("Days"))
    client("s3", AWAY).create_bucket(Bucket="probe-away", CreateBucketConfiguration={"LocationConstraint": AWAY})
    client("s3", AWAY).put_bucket_versioning(Bucket="probe-away", VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_replication(Bucket="probe-locked", ReplicationConfiguration={"Role": world.get("role"), "Rules": [{
        "ID": "probe", "Status": "Enabled", "Priority": 1, "Filter": {"Prefix": ""}, "DeleteMarkerReplication": {"Status": "Disabled"},
        "Destination": {"Bucket": "arn:aws:s3:::probe-away"}}]})
    read = s3.get_bucket_replication(Bucket="probe-locked")["ReplicationConfiguration"]
    same("destination", "arn:aws:s3:::probe-away", read["Rules"][0]["Destination"]["Bucket"])


@probe("S3 Control", "public access block of the account")
def _(world):
    control, block = client("s3control"), dict.fromkeys(
        ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True)
    control.put_public_access_block(AccountId=world.get("account"), PublicAccessBlockConfiguration=block)
    read = control.get_public_access_block(AccountId=world.get("account"))
    same("block", block, read["PublicAccessBlockConfiguration"])


@probe("Secrets Manager", "secret, version, policy")
def _(world):
    secrets, arn = client("secretsmanager"), world.get("secret")
    secrets.put_secret_value(SecretId=arn, SecretString="y")
    same("value", "y", secrets.get_secret_value(SecretId=arn)["SecretString"])
    same("key", world.get("key"), secrets.describe_secret(SecretId=arn).get("KmsKeyId"))
    secrets.put_resource_policy(SecretId=arn, ResourcePolicy=json.dumps(POLICY))
    same("policy", POLICY, json.loads(secrets.get_resource_policy(SecretId=arn)["ResourcePolicy"]))


@probe("Secrets Manager", "rotation by a function")
def _(world):
    secrets, arn = client("secretsmanager"), world.get("secret")
    secrets.rotate_secret(SecretId=arn, RotationLambdaARN=world.get("function"), RotateImmediately=False,
                          RotationRules={"ScheduleExpression": "rate(30 days)"})
    same("schedule", "rate(30 days)", secrets.describe_secret(SecretId=arn).get("RotationRules", {}).get("ScheduleExpression"))


@probe("Backup", "vault and its policy")
def _(world):
    backup, vault = client("backup"), world.get("vault")
    same("key", world.get("key"), backup.describe_backup_vault(BackupVaultName=vault).get("EncryptionKeyArn"))
    backup.put_backup_vault_access_policy(BackupVaultName=vault, Policy=json.dumps(POLICY))
    same("policy", POLICY, json.loads(backup.get_backup_vault_access_policy(BackupVaultName=vault)["Policy"]))


@probe("Backup", "plan and selection")
def _(world):
    backup = client("backup")
    plan = backup.create_backup_plan(BackupPlan={"BackupPlanName": "probe", "Rules": [{
        "RuleName": "daily", "TargetBackupVaultName": world.get("vault"), "ScheduleExpression": "cron(0 3 * * ? *)",
        "Lifecycle": {"DeleteAfterDays": 35}}]})["BackupPlanId"]
    read = backup.get_backup_plan(BackupPlanId=plan)["BackupPlan"]
    same("retention", 35, read["Rules"][0].get("Lifecycle", {}).get("DeleteAfterDays"))
    made = backup.create_backup_selection(BackupPlanId=plan, BackupSelection={
        "SelectionName": "probe", "IamRoleArn": world.get("role"), "Resources": ["arn:aws:rds:*:*:db:*"]})["SelectionId"]
    same("selection", "probe", backup.get_backup_selection(BackupPlanId=plan, SelectionId=made)["BackupSelection"]["SelectionName"])

//! ARNs that EC2 does not tell.

use crate::aws::Aws;

/// The ARN of a resource of this region: `arn("subnet", "111122223333", "subnet-1")`.
pub fn arn(aws: &Aws, resource: &str, owner: &str, id: &str) -> String {
    let (partition, region) = (aws.partition(), aws.region());
    format!("arn:{partition}:ec2:{region}:{owner}:{resource}/{id}")
}

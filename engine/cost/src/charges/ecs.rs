//! ECS and Fargate.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AmazonECS";

charges! {
    /// Processors of tasks on x86.
    X86_CPU = regional(SERVICE, "Fargate-vCPU-Hours:perCPU", unit::VCPU_HOUR);
    /// Memory of tasks on x86.
    X86_MEMORY = regional(SERVICE, "Fargate-GB-Hours", unit::GB_HOUR);
    /// Processors of tasks on ARM.
    ARM_CPU = regional(SERVICE, "Fargate-ARM-vCPU-Hours:perCPU", unit::VCPU_HOUR);
    /// Memory of tasks on ARM.
    ARM_MEMORY = regional(SERVICE, "Fargate-ARM-GB-Hours", unit::GB_HOUR);
    /// Storage of a task above 20 GB.
    STORAGE = regional(SERVICE, "Fargate-EphemeralStorage-GB-Hours", unit::GB_HOUR);
}

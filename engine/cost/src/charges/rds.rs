//! RDS and Aurora.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AmazonRDS";

charges! {
    /// An instance in one zone, by the hour. The size is the class and the engine:
    /// `db.t3.small@postgres`.
    INSTANCE_HOURS = regional(SERVICE, "InstanceUsage:*", unit::HOUR);
    /// An instance with a standby in another zone; the price holds for both.
    MULTI_AZ_HOURS = regional(SERVICE, "Multi-AZUsage:*", unit::HOUR);
    /// Magnetic storage.
    STANDARD_STORAGE = regional(SERVICE, "RDS:StorageUsage", unit::GB_MONTH);
    /// Magnetic storage, in two zones.
    MULTI_AZ_STANDARD_STORAGE = regional(SERVICE, "RDS:Multi-AZ-StorageUsage", unit::GB_MONTH);
    /// gp2.
    GP2_STORAGE = regional(SERVICE, "RDS:GP2-Storage", unit::GB_MONTH);
    /// gp2, in two zones.
    MULTI_AZ_GP2_STORAGE = regional(SERVICE, "RDS:Multi-AZ-GP2-Storage", unit::GB_MONTH);
    /// gp3.
    GP3_STORAGE = regional(SERVICE, "RDS:GP3-Storage", unit::GB_MONTH);
    /// gp3, in two zones.
    MULTI_AZ_GP3_STORAGE = regional(SERVICE, "RDS:Multi-AZ-GP3-Storage", unit::GB_MONTH);
    /// Operations of gp3 above those that the storage includes.
    GP3_IOPS = regional(SERVICE, "RDS:GP3-PIOPS", unit::IOPS_MONTH);
    /// The same, in two zones.
    MULTI_AZ_GP3_IOPS = regional(SERVICE, "RDS:Multi-AZ-GP3-PIOPS", unit::IOPS_MONTH);
    /// io1 and io2.
    IO_STORAGE = regional(SERVICE, "RDS:PIOPS-Storage", unit::GB_MONTH);
    /// io1 and io2, in two zones.
    MULTI_AZ_IO_STORAGE = regional(SERVICE, "RDS:Multi-AZ-PIOPS-Storage", unit::GB_MONTH);
    /// Operations of io1 and io2: all of them.
    IOPS = regional(SERVICE, "RDS:PIOPS", unit::IOPS_MONTH);
    /// The same, in two zones.
    MULTI_AZ_IOPS = regional(SERVICE, "RDS:Multi-AZ-PIOPS", unit::IOPS_MONTH);
    /// Performance Insights kept longer than a week, for each processor. The size is the class.
    INSIGHTS = regional(SERVICE, "PI_LTR:*", unit::VCPU_MONTH);
    /// Calls of the API of Performance Insights, beyond a million.
    INSIGHTS_REQUESTS = regional(SERVICE, "PI_API", unit::REQUESTS_1K);
    /// Backups beyond the size of the databases.
    BACKUP = regional(SERVICE, "RDS:ChargedBackupUsage", unit::GB_MONTH);
    /// What a burstable instance uses of its processors beyond what it earns. The size is the family.
    CPU_CREDITS = regional(SERVICE, "RDS:CPUCredits:*", unit::VCPU_HOUR);
    /// Extended support in its first two years, for each processor.
    EXTENDED_SUPPORT = regional(SERVICE, "ExtendedSupport:Yr1-Yr2", unit::VCPU_HOUR);
    /// An instance of an Aurora cluster that pays for no operations. The size is the class and the engine.
    AURORA_OPTIMIZED_HOURS = regional(SERVICE, "InstanceUsageIOOptimized:*", unit::HOUR);
    /// Capacity of Aurora Serverless v2.
    AURORA_CAPACITY = regional(SERVICE, "Aurora:ServerlessV2Usage", unit::ACU_HOUR);
    /// Storage of an Aurora cluster.
    AURORA_STORAGE = regional(SERVICE, "Aurora:StorageUsage", unit::GB_MONTH);
    /// Storage of an Aurora cluster that pays for no operations.
    AURORA_OPTIMIZED_STORAGE = regional(SERVICE, "Aurora:IO-OptimizedStorageUsage", unit::GB_MONTH);
    /// Operations on the storage of an Aurora cluster.
    AURORA_OPERATIONS = regional(SERVICE, "Aurora:StorageIOUsage", unit::REQUEST);
    /// Backups of Aurora clusters beyond a day.
    AURORA_BACKUP = regional(SERVICE, "Aurora:BackupUsage", unit::GB_MONTH);
}

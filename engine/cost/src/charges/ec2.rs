//! EC2 and VPC.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AmazonEC2";
const VPC: &str = "AmazonVPC";

charges! {
    /// A NAT gateway, by the hour.
    NAT_HOURS = regional(SERVICE, "NatGateway-Hours", unit::HOUR);
    /// What a NAT gateway passes on.
    NAT_BYTES = regional(SERVICE, "NatGateway-Bytes", unit::GB);
    /// A public IPv4 address that something uses.
    ADDRESS_IN_USE = regional(VPC, "PublicIPv4:InUseAddress", unit::HOUR);
    /// A public IPv4 address that nothing uses.
    ADDRESS_IDLE = regional(VPC, "PublicIPv4:IdleAddress", unit::HOUR);
    /// An interface endpoint in one zone, by the hour.
    ENDPOINT_HOURS = regional(VPC, "VpcEndpoint-Hours", unit::HOUR);
    /// What goes through an interface endpoint.
    ENDPOINT_BYTES = regional(VPC, "VpcEndpoint-Bytes", unit::GB);
    /// What goes through an endpoint of a gateway load balancer.
    GATEWAY_ENDPOINT_BYTES = regional(VPC, "VpcEndpoint-GWLBE-Bytes", unit::GB);
    /// A network that is attached to a transit gateway, by the hour.
    ATTACHMENT_HOURS = regional(VPC, "TransitGateway-Hours", unit::HOUR);
    /// What an attached network sends to a transit gateway.
    ATTACHMENT_BYTES = regional(VPC, "TransitGateway-Bytes", unit::GB);
    /// An accelerator, by the hour.
    ACCELERATOR_HOURS = regional("AWSGlobalAccelerator", "Accelerator-Hours", unit::HOUR);
    /// An instance with Linux, on demand, by the hour.
    INSTANCE_HOURS = regional(SERVICE, "BoxUsage:*", unit::HOUR);
    /// Volumes. The size is the type.
    VOLUME = regional(SERVICE, "EBS:VolumeUsage.*", unit::GB_MONTH);
    /// Snapshots of volumes.
    SNAPSHOT = regional(SERVICE, "EBS:SnapshotUsage", unit::GB_MONTH);
    /// Magnetic volumes.
    MAGNETIC_VOLUME = regional(SERVICE, "EBS:VolumeUsage", unit::GB_MONTH);
    /// Operations of gp3 above 3,000.
    GP3_IOPS = regional(SERVICE, "EBS:VolumeP-IOPS.gp3", unit::IOPS_MONTH);
    /// Throughput of gp3 above 125 MB/s.
    GP3_THROUGHPUT = regional(SERVICE, "EBS:VolumeP-Throughput.gp3", unit::MBPS_MONTH);
    /// Operations of io1.
    IOPS = regional(SERVICE, "EBS:VolumeP-IOPS.piops", unit::IOPS_MONTH);
}

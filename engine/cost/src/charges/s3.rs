//! S3.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AmazonS3";

charges! {
    /// Standard.
    STANDARD = regional(SERVICE, "TimedStorage-ByteHrs", unit::GB_MONTH);
    /// Standard, infrequent access.
    STANDARD_IA = regional(SERVICE, "TimedStorage-SIA-ByteHrs", unit::GB_MONTH);
    /// One zone, infrequent access.
    ONE_ZONE_IA = regional(SERVICE, "TimedStorage-ZIA-ByteHrs", unit::GB_MONTH);
    /// Glacier, instant retrieval.
    GLACIER_IR = regional(SERVICE, "TimedStorage-GIR-ByteHrs", unit::GB_MONTH);
    /// Glacier, flexible retrieval.
    GLACIER = regional(SERVICE, "TimedStorage-GlacierByteHrs", unit::GB_MONTH);
    /// Glacier Deep Archive.
    DEEP_ARCHIVE = regional(SERVICE, "TimedStorage-GDA-ByteHrs", unit::GB_MONTH);
    /// Intelligent-Tiering: what is used.
    INTELLIGENT = regional(SERVICE, "TimedStorage-INT-FA-ByteHrs", unit::GB_MONTH);
    /// Intelligent-Tiering: looking after objects.
    INTELLIGENT_MONITORING = regional(SERVICE, "Monitoring-Automation-INT", unit::OBJECTS_1K);
    /// PUT, COPY, POST and LIST.
    WRITES = regional(SERVICE, "Requests-Tier1", unit::REQUEST);
    /// GET and everything else.
    READS = regional(SERVICE, "Requests-Tier2", unit::REQUEST);
}

//! DynamoDB.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AmazonDynamoDB";

charges! {
    /// Storage.
    STORAGE = regional(SERVICE, "TimedStorage-ByteHrs", unit::GB_MONTH);
    /// Writes, on demand.
    WRITES = regional(SERVICE, "WriteRequestUnits", unit::WRU);
    /// Reads, on demand.
    READS = regional(SERVICE, "ReadRequestUnits", unit::RRU);
    /// Capacity to write, by the hour.
    WRITE_CAPACITY = regional(SERVICE, "WriteCapacityUnit-Hrs", unit::WCU_HOUR);
    /// Capacity to read, by the hour.
    READ_CAPACITY = regional(SERVICE, "ReadCapacityUnit-Hrs", unit::RCU_HOUR);
}

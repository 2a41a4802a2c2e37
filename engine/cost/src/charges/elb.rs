//! Load balancers.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AWSELB";

charges! {
    /// An application load balancer, by the hour.
    APPLICATION_HOURS = regional(SERVICE, "LoadBalancerUsage@application", unit::HOUR);
    /// Its capacity units.
    APPLICATION_UNITS = regional(SERVICE, "LCUUsage@application", unit::LCU_HOUR);
    /// A network load balancer, by the hour.
    NETWORK_HOURS = regional(SERVICE, "LoadBalancerUsage@network", unit::HOUR);
    /// Its capacity units.
    NETWORK_UNITS = regional(SERVICE, "LCUUsage@network", unit::LCU_HOUR);
    /// A gateway load balancer, by the hour.
    GATEWAY_HOURS = regional(SERVICE, "LoadBalancerUsage@gateway", unit::HOUR);
    /// Its capacity units.
    GATEWAY_UNITS = regional(SERVICE, "LCUUsage@gateway", unit::LCU_HOUR);
    /// A classic load balancer, by the hour.
    CLASSIC_HOURS = regional(SERVICE, "LoadBalancerUsage@classic", unit::HOUR);
}

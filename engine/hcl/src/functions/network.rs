//! IP networks.

use std::net::IpAddr;

use ipnet::IpNet;

use super::{
    CallFault, Function, MANY, Outcome, Unknowns, function, text, text_type, texts_type, whole,
};
use crate::value::Value;

pub const FUNCTIONS: &[Function] = &[
    function("cidrhost", (2, 2), text_type, Unknowns::Any, |a, _| {
        let network = network(a, 0)?;
        let host = i128::from(whole(a, 1)?);
        let bits = u32::from(network.max_prefix_len() - network.prefix_len());
        let size = if bits >= 127 {
            i128::MAX
        } else {
            1_i128 << bits
        };
        let offset = if host < 0 {
            size.checked_add(host)
        } else {
            Some(host)
        };
        let offset = offset
            .filter(|offset| (0..size).contains(offset))
            .ok_or_else(|| CallFault::argument(1, format!("the network has no host {host}")))?;
        Ok(Value::text(
            address(&network, value_of(network.network()), offset.unsigned_abs())?.to_string(),
        ))
    }),
    function(
        "cidrnetmask",
        (1, 1),
        text_type,
        Unknowns::Any,
        |a, _| match network(a, 0)? {
            IpNet::V4(network) => Ok(Value::text(network.netmask().to_string())),
            IpNet::V6(_) => Err(CallFault::argument(0, "IPv6 networks have no netmask")),
        },
    ),
    function("cidrsubnet", (3, 3), text_type, Unknowns::Any, |a, _| {
        let base = network(a, 0)?;
        subnet(&base, whole(a, 1)?, whole(a, 2)?)
    }),
    function(
        "cidrsubnets",
        (2, MANY),
        texts_type,
        Unknowns::Any,
        |a, _| {
            let base = network(a, 0)?;
            let mut next = value_of(base.network());
            let end = value_of(base.broadcast());
            let mut all = Vec::new();
            for position in 1..a.len() {
                let prefix = extended(&base, whole(a, position)?, position)?;
                let bits = u32::from(base.max_prefix_len() - prefix);
                let size = 1_u128.checked_shl(bits).unwrap_or(0);
                let start = next
                    .checked_next_multiple_of(size.max(1))
                    .unwrap_or(u128::MAX);
                if size == 0 || start.checked_add(size - 1).is_none_or(|last| last > end) {
                    return Err(CallFault::argument(
                        position,
                        format!("no room for a /{prefix} is left"),
                    ));
                }
                let network = address(&base, start, 0)?;
                all.push(format!("{network}/{prefix}"));
                next = start.saturating_add(size);
            }
            Ok(super::list_of_texts(all))
        },
    ),
];

fn network(arguments: &[Value], position: usize) -> Result<IpNet, CallFault> {
    let source = text(arguments, position)?;
    source
        .parse::<IpNet>()
        .map(|network| network.trunc())
        .map_err(|_| {
            CallFault::argument(
                position,
                format!("\"{source}\" is not a network like 10.0.0.0/16"),
            )
        })
}

fn value_of(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address),
    }
}

fn address(network: &IpNet, base: u128, offset: u128) -> Result<IpAddr, CallFault> {
    let wrong = || CallFault::new("the address is out of range");
    let value = base.checked_add(offset).ok_or_else(wrong)?;
    Ok(match network {
        IpNet::V4(_) => IpAddr::V4(u32::try_from(value).map_err(|_| wrong())?.into()),
        IpNet::V6(_) => IpAddr::V6(value.into()),
    })
}

fn extended(base: &IpNet, bits: i64, position: usize) -> Result<u8, CallFault> {
    u8::try_from(bits)
        .ok()
        .and_then(|bits| base.prefix_len().checked_add(bits))
        .filter(|prefix| *prefix <= base.max_prefix_len())
        .ok_or_else(|| {
            CallFault::argument(
                position,
                format!("a /{} cannot be extended by {bits} bits", base.prefix_len()),
            )
        })
}

fn subnet(base: &IpNet, bits: i64, number: i64) -> Outcome {
    let prefix = extended(base, bits, 1)?;
    let wrong = || {
        CallFault::argument(
            2,
            format!("there is no subnet {number} of {bits} more bits"),
        )
    };
    let number = u128::try_from(number).map_err(|_| wrong())?;
    let count = 1_u128.checked_shl(u32::from(prefix - base.prefix_len()));
    if count.is_some_and(|count| number >= count) {
        return Err(wrong());
    }
    let shift = u32::from(base.max_prefix_len() - prefix);
    let offset = number.checked_shl(shift).ok_or_else(wrong)?;
    let network = address(base, value_of(base.network()), offset)?;
    Ok(Value::text(format!("{network}/{prefix}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::{Environment, call};

    #[test]
    fn subnets_of_both_versions() {
        let all = |name: &str, arguments: Vec<Value>| {
            call(name, arguments, &Environment::default()).map(|value| format!("{:?}", value.data))
        };
        assert!(
            all("cidrsubnet", vec!["10.0.0.0/16".into(), 8.into(), 2.into()])
                .unwrap()
                .contains("10.0.2.0/24")
        );
        assert!(
            all(
                "cidrsubnet",
                vec!["fd00::/48".into(), 16.into(), 162.into()]
            )
            .unwrap()
            .contains("fd00:0:0:a2::/64")
        );
        assert!(
            all("cidrhost", vec!["10.0.0.0/24".into(), (-1).into()])
                .unwrap()
                .contains("10.0.0.255")
        );
        assert!(
            all(
                "cidrsubnet",
                vec!["10.0.0.0/16".into(), 8.into(), 256.into()]
            )
            .is_err()
        );
    }
}

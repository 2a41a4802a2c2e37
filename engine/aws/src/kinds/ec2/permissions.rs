//! Rules inside a security group: its blocks `ingress` and `egress`, and what AWS makes of them.
//!
//! A block may name many sources; AWS keeps one rule a source. So blocks are taken apart into single
//! rules to find what must come and go, and what AWS tells is put together to one block for each
//! protocol, ports and description.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ec2::types::{
    IpPermission, IpRange, Ipv6Range, PrefixListId, SecurityGroup, UserIdGroupPair,
};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::kind::{Change, Result};
use crate::live::Live;

/// Any protocol.
pub const ANY: &str = "-1";

/// The lists of a block, whose order AWS does not keep.
pub const UNORDERED: &[&str] = &[
    "ingress[*].cidr_blocks",
    "ingress[*].ipv6_cidr_blocks",
    "ingress[*].prefix_list_ids",
    "egress[*].cidr_blocks",
    "egress[*].ipv6_cidr_blocks",
    "egress[*].prefix_list_ids",
];

/// Which way packets go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Into what is in the group.
    Ingress,
    /// Out of it.
    Egress,
}

/// Protocol, first and last port, description.
type Head = (String, Option<i32>, Option<i32>, Option<String>);

/// Where packets come from or go to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Peer {
    Ipv4(String),
    Ipv6(String),
    PrefixList(String),
    /// Another group: `sg-1`, or `111122223333/sg-1` for one of another account.
    Group(String),
}

/// Brings the rules inside a group to what is desired.
pub async fn update(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    for (block, direction) in [
        ("ingress", Direction::Ingress),
        ("egress", Direction::Egress),
    ] {
        let (prior, desired) = (
            rules(id, change.prior, block),
            rules(id, change.desired, block),
        );
        // First what goes: a rule with another description is the same rule to AWS.
        let gone = prior.difference(&desired).map(permission).collect();
        revoke(aws, id, direction, gone).await?;
        let new = desired.difference(&prior).map(permission).collect();
        authorize(aws, id, direction, new).await?;
    }
    Ok(())
}

/// Removes all rules of a group.
pub async fn clear(aws: &Aws, group: SecurityGroup) -> Result<()> {
    let id = group.group_id.unwrap_or_default();
    let ingress = group.ip_permissions.unwrap_or_default();
    revoke(aws, &id, Direction::Ingress, ingress).await?;
    let egress = group.ip_permissions_egress.unwrap_or_default();
    revoke(aws, &id, Direction::Egress, egress).await
}

/// Removes the rules that AWS gives to a new group: everything may leave it. The second is there only
/// in networks that have IPv6.
pub async fn close(aws: &Aws, id: &str) -> Result<()> {
    let everywhere = [
        Peer::Ipv4("0.0.0.0/0".to_owned()),
        Peer::Ipv6("::/0".to_owned()),
    ];
    for peer in everywhere {
        let head = (ANY.to_owned(), None, None, None);
        let rule = permission(&(head, peer));
        match revoke(aws, id, Direction::Egress, vec![rule]).await {
            Err(failure) if failure.code == "InvalidPermission.NotFound" => {}
            outcome => outcome?,
        }
    }
    Ok(())
}

/// The blocks that AWS's rules of a group are.
pub fn blocks(group: &SecurityGroup, direction: Direction) -> Vec<Live> {
    let (id, owner) = (group.group_id(), group.owner_id());
    let permissions = match direction {
        Direction::Ingress => group.ip_permissions(),
        Direction::Egress => group.ip_permissions_egress(),
    };
    let mut peers: BTreeMap<Head, Vec<Peer>> = BTreeMap::new();
    for permission in permissions {
        for (description, peer) in told(permission, owner) {
            let protocol = permission.ip_protocol().unwrap_or_default().to_owned();
            let head = (
                protocol,
                permission.from_port(),
                permission.to_port(),
                description.map(str::to_owned),
            );
            peers.entry(head).or_default().push(peer);
        }
    }
    peers
        .into_iter()
        .map(|(head, peers)| live(head, peers, id))
        .collect()
}

fn live((protocol, from, to, description): Head, peers: Vec<Peer>, id: Option<&str>) -> Live {
    let (mut ipv4, mut ipv6, mut lists, mut groups) = (vec![], vec![], vec![], vec![]);
    let mut itself = false;
    for peer in peers {
        match peer {
            Peer::Ipv4(range) => ipv4.push(range),
            Peer::Ipv6(range) => ipv6.push(range),
            Peer::PrefixList(list) => lists.push(list),
            Peer::Group(group) if Some(group.as_str()) == id => itself = true,
            Peer::Group(group) => groups.push(group),
        }
    }
    Live::block_of()
        .text("protocol", Some(protocol))
        .whole("from_port", from)
        .whole("to_port", to)
        .text("description", description)
        .texts("cidr_blocks", ipv4)
        .texts("ipv6_cidr_blocks", ipv6)
        .texts("prefix_list_ids", lists)
        .texts("security_groups", groups)
        .flag("self", itself.then_some(true))
}

/// The sources of a permission, each with its description.
fn told<'a>(permission: &'a IpPermission, owner: Option<&str>) -> Vec<(Option<&'a str>, Peer)> {
    let mut peers = Vec::new();
    for range in permission.ip_ranges() {
        let peer = range.cidr_ip().map(|ip| Peer::Ipv4(ip.to_owned()));
        peers.push((range.description(), peer));
    }
    for range in permission.ipv6_ranges() {
        let peer = range.cidr_ipv6().map(|ip| Peer::Ipv6(ip.to_owned()));
        peers.push((range.description(), peer));
    }
    for list in permission.prefix_list_ids() {
        let peer = list.prefix_list_id();
        peers.push((
            list.description(),
            peer.map(|id| Peer::PrefixList(id.to_owned())),
        ));
    }
    for pair in permission.user_id_group_pairs() {
        let peer = pair.group_id().map(|id| match pair.user_id() {
            Some(user) if owner.is_some_and(|owner| owner != user) => {
                Peer::Group(format!("{user}/{id}"))
            }
            _ => Peer::Group(id.to_owned()),
        });
        peers.push((pair.description(), peer));
    }
    let told = peers.into_iter();
    let told = told.filter_map(|(description, peer)| {
        Some((description.filter(|text| !text.is_empty()), peer?))
    });
    told.collect()
}

/// The single rules that the blocks of a group are.
fn rules(id: &str, group: Attributes<'_>, name: &str) -> BTreeSet<(Head, Peer)> {
    let mut rules = BTreeSet::new();
    for block in group.blocks(name) {
        let protocol = match block.text("protocol") {
            None | Some("all") => ANY,
            Some(protocol) => protocol,
        };
        let port = |name| block.whole(name).filter(|_| protocol != ANY);
        let head = (
            protocol.to_owned(),
            port("from_port"),
            port("to_port"),
            block.string("description"),
        );
        let itself = (block.flag("self") == Some(true)).then(|| id.to_owned());
        let groups = block.texts("security_groups").into_iter().chain(itself);
        let peers = groups
            .map(Peer::Group)
            .chain(block.texts("cidr_blocks").into_iter().map(Peer::Ipv4))
            .chain(block.texts("ipv6_cidr_blocks").into_iter().map(Peer::Ipv6))
            .chain(
                block
                    .texts("prefix_list_ids")
                    .into_iter()
                    .map(Peer::PrefixList),
            );
        rules.extend(peers.map(|peer| (head.clone(), peer)));
    }
    rules
}

fn permission((head, peer): &(Head, Peer)) -> IpPermission {
    let (protocol, from, to, description) = head;
    let description = description.clone();
    let permission = IpPermission::builder()
        .ip_protocol(protocol)
        .set_from_port(*from)
        .set_to_port(*to);
    let permission = match peer {
        Peer::Ipv4(range) => {
            let range = IpRange::builder().cidr_ip(range);
            permission.ip_ranges(range.set_description(description).build())
        }
        Peer::Ipv6(range) => {
            let range = Ipv6Range::builder().cidr_ipv6(range);
            permission.ipv6_ranges(range.set_description(description).build())
        }
        Peer::PrefixList(list) => {
            let list = PrefixListId::builder().prefix_list_id(list);
            permission.prefix_list_ids(list.set_description(description).build())
        }
        Peer::Group(group) => {
            let pair = UserIdGroupPair::builder().set_description(description);
            let pair = match group.split_once('/') {
                Some((owner, id)) => pair.user_id(owner).group_id(id),
                None => pair.group_id(group),
            };
            permission.user_id_group_pairs(pair.build())
        }
    };
    permission.build()
}

async fn authorize(
    aws: &Aws,
    id: &str,
    direction: Direction,
    rules: Vec<IpPermission>,
) -> Result<()> {
    if rules.is_empty() {
        return Ok(());
    }
    match direction {
        Direction::Ingress => {
            let request = aws.ec2().authorize_security_group_ingress().group_id(id);
            request.set_ip_permissions(Some(rules)).send().await?;
        }
        Direction::Egress => {
            let request = aws.ec2().authorize_security_group_egress().group_id(id);
            request.set_ip_permissions(Some(rules)).send().await?;
        }
    }
    Ok(())
}

async fn revoke(aws: &Aws, id: &str, direction: Direction, rules: Vec<IpPermission>) -> Result<()> {
    if rules.is_empty() {
        return Ok(());
    }
    match direction {
        Direction::Ingress => {
            let request = aws.ec2().revoke_security_group_ingress().group_id(id);
            request.set_ip_permissions(Some(rules)).send().await?;
        }
        Direction::Egress => {
            let request = aws.ec2().revoke_security_group_egress().group_id(id);
            request.set_ip_permissions(Some(rules)).send().await?;
        }
    }
    Ok(())
}

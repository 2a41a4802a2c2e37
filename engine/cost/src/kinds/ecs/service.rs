//! `aws_ecs_service` on Fargate: processors, memory and storage of its tasks. Services on EC2 cost what
//! their instances do.

use rust_decimal::Decimal;
use tollgate_model::{Band, Value};

use super::tasks;
use crate::bill::Bill;
use crate::charges::ec2::ADDRESS_IN_USE;
use crate::charges::ecs::{ARM_CPU, ARM_MEMORY, STORAGE, X86_CPU, X86_MEMORY};
use crate::quantity::Quantity;
use crate::subject::{Subject, member};

const BY_NETWORK: &str = "each task has a public address of its own";

/// GB of storage that each task has for nothing.
const INCLUDED_STORAGE: u32 = 20;

/// CPU units of one processor, and MB of one GB.
const UNITS: u32 = 1_024;

/// How a size of a task may be written: in units, of which 1,024 are one, or as text with this word.
struct Size {
    word: &'static str,
    unit: &'static str,
    default: u32,
    span: [u32; 3],
}

const CPU: Size = Size {
    word: "vcpu",
    unit: "CPU units",
    default: 256,
    span: [256, 1_024, 4_096],
};

const MEMORY: Size = Size {
    word: "gb",
    unit: "MB",
    default: 512,
    span: [512, 2_048, 8_192],
};

pub(super) fn price(service: &Subject<'_>, bill: &mut Bill<'_>) {
    if !is_on_fargate(service) {
        return;
    }
    let count = tasks::count(service, bill);
    let Some(task) = service.target("task_definition", "aws_ecs_task_definition") else {
        bill.undecided(
            "Processors",
            &X86_CPU,
            "the task definition is not in the document",
        );
        return;
    };
    let architecture = task.text("runtime_platform.cpu_architecture").value();
    let (cpu, memory) = match architecture.as_deref() {
        Some("ARM64") => (&ARM_CPU, &ARM_MEMORY),
        _ => (&X86_CPU, &X86_MEMORY),
    };
    let cpus = size(&task, "cpu", &CPU).for_each(&count);
    bill.hours("Processors", cpu, cpus).bounded();
    let gb = size(&task, "memory", &MEMORY).for_each(&count);
    bill.hours("Memory", memory, gb).bounded();
    let span = Band::of(20, 20, 200);
    let storage = task.quantity(
        "ephemeral_storage.size_in_gib",
        "GB",
        INCLUDED_STORAGE,
        span,
    );
    let storage = storage.beyond(&Quantity::exactly(INCLUDED_STORAGE));
    if !storage.band.is_zero() {
        bill.hours("Storage above 20 GB", &STORAGE, storage.for_each(&count))
            .bounded();
    }
    if service.flag("network_configuration.assign_public_ip") {
        bill.hours("Public IPv4 addresses", &ADDRESS_IN_USE, count)
            .bounded()
            .implied_by(BY_NETWORK);
    }
}

/// Processors or GB of a task.
fn size(task: &Subject<'_>, attribute: &'static str, size: &Size) -> Quantity {
    let text = task
        .text(attribute)
        .value()
        .unwrap_or_default()
        .to_lowercase();
    let whole = text.strip_suffix(size.word).map(str::trim);
    if let Some(whole) = whole.and_then(|whole| whole.parse::<Decimal>().ok()) {
        return Quantity::exactly(whole);
    }
    let [low, typical, high] = size.span;
    let units = task.quantity(
        attribute,
        size.unit,
        size.default,
        Band::of(low, typical, high),
    );
    units.map(|amount| amount / Decimal::from(UNITS))
}

fn is_on_fargate(service: &Subject<'_>) -> bool {
    let is_fargate = |name: &str| name.starts_with("FARGATE");
    let by_type = service.text("launch_type").value();
    let by_strategy = |strategy: &[Value]| {
        let mut names = strategy
            .iter()
            .filter_map(|one| member(one, "capacity_provider")?.as_str());
        names.any(is_fargate)
    };
    by_type.as_deref().is_some_and(is_fargate)
        || by_strategy(service.list("capacity_provider_strategy"))
        || (by_type.is_none()
            && service
                .target("cluster", "aws_ecs_cluster")
                .is_some_and(|cluster| {
                    by_strategy(cluster.list("default_capacity_provider_strategy"))
                }))
}

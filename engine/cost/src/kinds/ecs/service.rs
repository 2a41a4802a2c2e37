//! `aws_ecs_service` on Fargate: processors, memory and storage of its tasks. Services on EC2 cost what
//! their instances do.

use rust_decimal::Decimal;
use tollgate_model::Band;

use super::launch::Launch;
use super::tasks;
use crate::bill::Bill;
use crate::charge::Charge;
use crate::charges::ec2::ADDRESS_IN_USE;
use crate::charges::ecs::{ARM_CPU, ARM_MEMORY, STORAGE, X86_CPU, X86_MEMORY};
use crate::kinds::ec2::machine::SPOT;
use crate::quantity::Quantity;
use crate::subject::{Known, Subject};

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
    let shares = match Launch::of(service) {
        Launch::Instances => return,
        Launch::Fargate(shares) => shares,
        Launch::Unknown => {
            let reason = "launch_type is known only after apply";
            bill.undecided("Processors", &X86_CPU, reason);
            return;
        }
    };
    let Some(task) = service.target("task_definition", "aws_ecs_task_definition") else {
        let reason = "the task definition is not in the document";
        bill.undecided("Processors", &X86_CPU, reason);
        return;
    };
    let tasks = tasks::count(service, bill);
    match platform(&task) {
        Ok((cpu, memory)) => {
            let count = shares.on_demand(&tasks);
            let cpus = size(&task, "cpu", &CPU).for_each(&count);
            bill.hours("Processors", cpu, cpus).bounded();
            let gb = size(&task, "memory", &MEMORY).for_each(&count);
            bill.hours("Memory", memory, gb).bounded();
            storage(&task, count, bill);
            if shares.has_spot() {
                bill.undecided("Tasks on Spot", cpu, SPOT);
            }
        }
        Err(reason) => {
            bill.undecided("Processors", &X86_CPU, reason);
        }
    }
    if service.flag("network_configuration.assign_public_ip") {
        bill.hours("Public IPv4 addresses", &ADDRESS_IN_USE, tasks)
            .bounded()
            .implied_by(BY_NETWORK);
    }
}

/// The charges for processors and memory, or why there are none.
fn platform(task: &Subject<'_>) -> Result<(&'static Charge, &'static Charge), &'static str> {
    let system = task.text("runtime_platform.operating_system_family");
    if system
        .value()
        .is_some_and(|name| name.starts_with("WINDOWS"))
    {
        return Err("there is no price for tasks on Windows");
    }
    match task.text("runtime_platform.cpu_architecture") {
        Known::Set(name) if name == "ARM64" => Ok((&ARM_CPU, &ARM_MEMORY)),
        Known::Set(_) | Known::Unset => Ok((&X86_CPU, &X86_MEMORY)),
        Known::AfterApply => Err("cpu_architecture is known only after apply"),
    }
}

fn storage(task: &Subject<'_>, count: Quantity, bill: &mut Bill<'_>) {
    let span = Band::of(20, 20, 200);
    let path = "ephemeral_storage.size_in_gib";
    let all = task.quantity(path, "GB", INCLUDED_STORAGE, span);
    let more = all.beyond(&Quantity::exactly(INCLUDED_STORAGE));
    if !more.band.is_zero() {
        bill.hours("Storage above 20 GB", &STORAGE, more.for_each(&count))
            .bounded();
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

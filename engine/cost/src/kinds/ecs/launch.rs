//! Where the tasks of a service run, and how many of them are paid at the price of the list.

use rust_decimal::Decimal;
use tollgate_model::Value;

use crate::quantity::Quantity;
use crate::subject::{Known, Subject, member, number};

/// Where tasks run.
pub(super) enum Launch {
    /// On instances, which are charged for themselves.
    Instances,
    /// On Fargate.
    Fargate(Shares),
    /// It is known only after apply.
    Unknown,
}

/// How the tasks are shared between the two ways to pay for Fargate.
pub(super) struct Shares {
    on_demand: Option<Share>,
    spot: Option<Share>,
}

#[derive(Clone, Copy, Default)]
struct Share {
    /// The first so many tasks.
    base: Decimal,
    /// The part of the others, beside the weight of the other share.
    weight: Decimal,
}

impl Launch {
    /// By the launch type; else by the strategy of the service, or of its cluster.
    pub(super) fn of(service: &Subject<'_>) -> Self {
        let launch_type = service.text("launch_type");
        if let Known::Set(kind) = &launch_type {
            return match kind.as_ref() {
                "FARGATE" => Self::Fargate(Shares::ON_DEMAND),
                _ => Self::Instances,
            };
        }
        let own = service.list("capacity_provider_strategy");
        let cluster = service.target("cluster", "aws_ecs_cluster");
        let usual = cluster.map(|cluster| cluster.list("default_capacity_provider_strategy"));
        let strategy = if own.is_empty() {
            usual.unwrap_or_default()
        } else {
            own
        };
        if let Some(shares) = Shares::of(strategy) {
            return Self::Fargate(shares);
        }
        // Plans call a launch type unknown that nobody wrote, too.
        let may_be_fargate = service
            .target("task_definition", "aws_ecs_task_definition")
            .is_some_and(|task| {
                let mut fits = task.list("requires_compatibilities").iter();
                fits.any(|name| name.as_str() == Some("FARGATE"))
            });
        if launch_type == Known::AfterApply && strategy.is_empty() && may_be_fargate {
            Self::Unknown
        } else {
            Self::Instances
        }
    }
}

impl Shares {
    /// All of them on demand.
    const ON_DEMAND: Self = Self {
        on_demand: Some(Share {
            base: Decimal::ZERO,
            weight: Decimal::ONE,
        }),
        spot: None,
    };

    fn of(strategy: &[Value]) -> Option<Self> {
        let share = |name| {
            let is_named = |one: &&Value| {
                member(one, "capacity_provider")?
                    .as_str()
                    .map(|is| is == name)
            };
            let one = strategy.iter().find(|one| is_named(one) == Some(true))?;
            let figure = |name| member(one, name).and_then(number).unwrap_or_default();
            Some(Share {
                base: figure("base"),
                weight: figure("weight"),
            })
        };
        let shares = Self {
            on_demand: share("FARGATE"),
            spot: share("FARGATE_SPOT"),
        };
        (shares.on_demand.is_some() || shares.spot.is_some()).then_some(shares)
    }

    /// Whether some tasks may run on Spot.
    pub(super) fn has_spot(&self) -> bool {
        self.spot.is_some()
    }

    /// Of so many tasks those that are paid on demand; Spot has the others.
    pub(super) fn on_demand(&self, tasks: &Quantity) -> Quantity {
        let (Some(on_demand), spot) = (self.on_demand, self.spot.unwrap_or_default()) else {
            return tasks.clone().times(0);
        };
        let weights = on_demand.weight + spot.weight;
        let part = on_demand.weight.checked_div(weights).unwrap_or_default();
        let part = if self.spot.is_none() {
            Decimal::ONE
        } else {
            part
        };
        tasks.clone().map(|tasks| {
            let others = (tasks - on_demand.base - spot.base).max(Decimal::ZERO);
            // A task is on the one or on the other: on demand where it is not whole.
            (tasks.min(on_demand.base) + (others * part).ceil()).min(tasks)
        })
    }
}

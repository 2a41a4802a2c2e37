//! An environment: a state in memory, and a world.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use camino::Utf8PathBuf;
use tempfile::TempDir;
use tollgate_apply::cloud::Cloud;
use tollgate_apply::code::Existing;
use tollgate_apply::event::{Event, Observer, Quiet};
use tollgate_apply::{Patience, Run, Stop, adopt_late, apply, recover, refresh, removed};
use tollgate_attest::{
    Approved, Decision, Digest, Envelope, Expected, Gate, PrivateKey, Statement,
    VerificationResult, canonical, verify,
};
use tollgate_model::schema::Catalog;
use tollgate_model::{Action, Address, Object, Value};
use tollgate_plan::{Binding, Options, Plan, Planned, Prior, Standing, plan};
use tollgate_state::faults::Memory;
use tollgate_state::{Backend, Holder, KeyFile, Session};

use crate::code::Configuration;
use crate::world::{Fault, World};

const PATIENCE: Patience = Patience {
    first: std::time::Duration::from_millis(1),
    longest: std::time::Duration::from_millis(2),
    limit: std::time::Duration::from_secs(60),
    retries: std::time::Duration::from_secs(30),
};

/// What was told of a run.
#[derive(Debug, Default)]
struct Heard(Mutex<Vec<Event>>);

impl Observer for Heard {
    fn event(&self, event: Event) {
        self.0.lock().unwrap().push(event);
    }
}

pub struct Environment {
    world: Arc<World>,
    backend: Backend,
    runtime: tokio::runtime::Runtime,
    _keys: TempDir,
}

impl Environment {
    /// An environment in a world with one object of a name, or with any number.
    pub fn new(is_named: bool) -> Self {
        let keys = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::try_from(keys.path().join("the.key")).unwrap();
        let provider = Arc::new(KeyFile::create(&path).unwrap());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        Self {
            world: Arc::new(World::new(is_named)),
            backend: Backend::new(Arc::new(Memory::default()), provider, "dev").unwrap(),
            runtime,
            _keys: keys,
        }
    }

    /// Applies a configuration, first with a fault, then without, and looks at what is there.
    pub fn round(
        &self,
        configuration: &Configuration,
        fault: Option<(usize, Fault)>,
    ) -> Result<(), String> {
        self.runtime.block_on(async {
            if fault.is_some() {
                self.run(configuration, fault).await?;
            }
            self.run(configuration, None).await?;
            // What is late comes at any time, and is cleared up by the run after it.
            while self.world.is_awaited() {
                self.run(configuration, None).await?;
            }
            if matches!(fault, Some((_, Fault::CutOffLate(_)))) {
                self.run(configuration, None).await?;
            }
            let (again, _) = self.plan(configuration).await?;
            if !again.is_empty() {
                return Err(format!("the plan after it is not empty: {}", said(&again)));
            }
            self.is_there(configuration)
        })
    }

    fn is_there(&self, configuration: &Configuration) -> Result<(), String> {
        let violations = self.world.violations();
        if !violations.is_empty() {
            return Err(format!("{violations:?}"));
        }
        let objects = self.world.objects();
        let ids: BTreeMap<&str, &Value> = objects
            .iter()
            .filter_map(|(name, object)| Some((name.as_str(), object.get("id")?)))
            .collect();
        let mut expected = Vec::new();
        for (number, node) in &configuration.0 {
            let needs = node.needs.iter();
            let needs = needs.filter_map(|needed| ids.get(format!("n{needed}").as_str()).copied());
            let size = Value::from(i64::from(node.size));
            let triggers = Value::List(needs.cloned().chain([size]).collect());
            expected.push((format!("n{number}"), i64::from(node.number), triggers));
        }
        expected.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        let found: Vec<_> = objects
            .iter()
            .map(|(name, object)| {
                let input = object.get("input").and_then(Value::as_object);
                let number = input.and_then(|input| input.get("number")).cloned();
                let triggers = object.get("triggers_replace").cloned().unwrap_or_default();
                (name.clone(), number, triggers)
            })
            .collect();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(name, number, triggers)| (name, Some(Value::from(number)), triggers))
            .collect();
        if found == expected {
            return Ok(());
        }
        Err(format!("expected {expected:?}\nfound {found:?}"))
    }

    /// One run from beginning to end. Without a fault it does all.
    async fn run(
        &self,
        configuration: &Configuration,
        fault: Option<(usize, Fault)>,
    ) -> Result<(), String> {
        let stop = Stop::default();
        let session = self.lock().await;
        self.world.expect(None, stop.clone());
        let cloud: Arc<dyn Cloud> = self.world.clone();
        recover(&cloud, &session, &Quiet, PATIENCE)
            .await
            .map_err(|error| format!("{error:?}"))?;
        adopt_late(&cloud, &session, &Quiet, PATIENCE)
            .await
            .map_err(|error| format!("{error:?}"))?;
        session.release().await.unwrap();
        let (plan, existing) = self.plan(configuration).await?;
        let session = Arc::new(self.lock().await);
        self.world.expect(fault, stop.clone());
        let mut run = Run::new(
            cloud,
            Arc::new(configuration.clone()),
            session.clone(),
            (*existing.objects).clone(),
        );
        run.stop = stop;
        let heard = Arc::new(Heard::default());
        run.observer = heard.clone();
        run.patience = PATIENCE;
        let approved = approved(plan);
        let observer = run.observer.clone();
        let cloud = run.cloud.clone();
        let applied = apply(&approved, Arc::new(run)).await.unwrap();
        adopt_late(&cloud, &session, observer.as_ref(), PATIENCE)
            .await
            .map_err(|error| format!("{error:?}"))?;
        session.commit(&removed(approved.get())).await.unwrap();
        session.release().await.unwrap();
        if fault.is_none() && !applied.is_complete() {
            return Err(format!("{:?}", heard.0.lock().unwrap()));
        }
        Ok(())
    }

    async fn lock(&self) -> Session {
        let holder = Holder {
            who: "test".to_owned(),
            doing: "test".to_owned(),
            process: None,
        };
        self.backend.lock(holder).await.unwrap()
    }

    /// The plan, worked out until it says of each resource what the code was evaluated with.
    async fn plan(&self, configuration: &Configuration) -> Result<(Plan, Existing), String> {
        let state = self.backend.read().await.unwrap();
        let cloud: Arc<dyn Cloud> = self.world.clone();
        let prior = refresh(&cloud, &state, 4, || {}).await.unwrap();
        let catalog = Catalog::embedded().unwrap();
        let options = Options {
            allow_data_loss: true,
            ..Options::default()
        };
        let mut existing = existing(prior.iter().filter_map(|prior| {
            let stands = prior.standing == Standing::Sound;
            Some((&prior.address, prior.live.as_ref().filter(|_| stands)?))
        }));
        for _ in 0..20 {
            let facts = cloud.facts("").unwrap();
            let desired = configuration.desired(&existing, facts);
            let changes = plan(&desired, &prior, catalog, &options)
                .map_err(|problems| format!("{problems:?}"))?;
            let next = self::existing(changes.iter().filter_map(|change| {
                let object = match change.action {
                    Action::NoOp => change.before.as_ref(),
                    Action::Update => change.after.as_ref(),
                    _ => None,
                };
                Some((
                    &change.address,
                    object.filter(|_| change.deposed.is_none())?,
                ))
            }));
            if next.objects == existing.objects {
                let needs = |address: &Address| {
                    let found = desired.iter().find(|desired| desired.address == *address);
                    found.map(|desired| {
                        (
                            desired.needs.clone(),
                            desired.lifecycle.create_before_destroy,
                        )
                    })
                };
                let planned = changes.into_iter().map(|change| {
                    let (needs, first) = needs(&change.address)
                        .filter(|_| change.deposed.is_none())
                        .unwrap_or_default();
                    Planned {
                        needs,
                        needed: needed(&prior, &change),
                        references: BTreeMap::new(),
                        location: None,
                        prevent_destroy: false,
                        create_before_destroy: first,
                        change,
                    }
                });
                return Ok((
                    Plan {
                        binding: binding(&state),
                        resources: planned.collect(),
                        deferred: Vec::new(),
                        variables: BTreeMap::new(),
                        outputs: BTreeMap::new(),
                    },
                    existing,
                ));
            }
            existing = next;
        }
        Err("the plan does not settle".to_owned())
    }
}

/// What a plan does, in short.
fn said(plan: &Plan) -> String {
    let changes = plan.resources.iter().map(|planned| &planned.change);
    let lines = changes.map(|change| {
        let paths: Vec<String> = change.changed.iter().map(ToString::to_string).collect();
        let (id, deposed) = (&change.id, &change.deposed);
        format!(
            "{:?} {} {id:?} {deposed:?} {paths:?}",
            change.action, change.address
        )
    });
    lines.collect::<Vec<_>>().join("; ")
}

fn needed(prior: &[Prior], change: &tollgate_plan::PlannedChange) -> Vec<Arc<str>> {
    let mut prior = prior.iter();
    let before = prior.find(|prior| {
        let key = match &prior.standing {
            Standing::Deposed(key) => Some(key),
            _ => None,
        };
        prior.address == change.address && key == change.deposed.as_ref()
    });
    before.map(|prior| prior.needs.clone()).unwrap_or_default()
}

fn existing<'a>(objects: impl Iterator<Item = (&'a Address, &'a Object)>) -> Existing {
    let objects = objects.map(|(address, object)| (address.clone(), Arc::new(object.clone())));
    Existing {
        generation: 0,
        objects: Arc::new(objects.collect()),
    }
}

fn binding(state: &tollgate_state::State) -> Binding {
    Binding {
        format: tollgate_plan::file::FORMAT,
        engine: "0.1.0".to_owned(),
        created: "2026-11-23T02:00:00Z".to_owned(),
        environment: "dev".to_owned(),
        account: "111122223333".to_owned(),
        target: "world".to_owned(),
        lineage: String::new(),
        serial: state.serial,
        code: String::new(),
        destroy: false,
        allow_data_loss: true,
    }
}

/// Signs the plan, as the gate does, and verifies it: nothing else makes an `Approved`.
fn approved(plan: Plan) -> Approved<Plan> {
    let (digest, rules) = (
        Digest::of(&plan.to_json()).unwrap(),
        Digest::of_bytes(b"rules"),
    );
    let statement = Statement::about_plan(
        &digest,
        &rules,
        Decision {
            engine: "0.1.0".to_owned(),
            time: "2026-11-23T02:00:00Z".to_owned(),
            rules_uri: "tollgate:built-in".to_owned(),
            result: VerificationResult::Passed,
            gate: Gate {
                version: 1,
                environment: plan.binding.environment.clone(),
                account: plan.binding.account.clone(),
                target: plan.binding.target.clone(),
                lineage: String::new(),
                serial: plan.binding.serial,
                verdicts: BTreeMap::new(),
                waivers: Vec::new(),
                undecided: Vec::new(),
                expires: "2026-11-23T06:00:00Z".to_owned(),
            },
        },
    );
    let key = PrivateKey::random().unwrap();
    let mut envelope = Envelope::of(&canonical(&statement).unwrap());
    key.sign(&mut envelope);
    let expected = Expected {
        plan: digest,
        rules,
        environment: plan.binding.environment.clone(),
        account: plan.binding.account.clone(),
        target: plan.binding.target.clone(),
        lineage: String::new(),
        serial: plan.binding.serial,
        now: "2026-11-23T03:00:00Z".parse().unwrap(),
    };
    verify(plan, &envelope, &[key.public()], &expected).unwrap()
}

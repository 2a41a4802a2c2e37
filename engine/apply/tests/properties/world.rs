//! A cloud of a few lines. It is as strict as AWS: nothing is made before what it names, nothing is
//! removed that something else still names. One of its calls can go wrong.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

use async_trait::async_trait;
use tollgate_apply::Stop;
use tollgate_apply::cloud::{Cloud, Failure, Place, Progress, Recognition, Remedy, Result};
use tollgate_model::{Facts, Object, Value};

/// The type of everything.
pub const TYPE: &str = "terraform_data";

/// How one call goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is refused.
    Refused,
    /// It has its effect, and fails all the same.
    Half,
    /// It has its effect, and the answer is lost.
    Lost,
    /// The run ends before it has an effect.
    CutOffBefore,
    /// The run ends after it had its effect.
    CutOffAfter,
    /// The run ends, and what it asked for is there so many calls later, if it still can be made then.
    CutOffLate(usize),
}

/// An object that is on its way.
#[derive(Debug)]
struct OnItsWay {
    calls: usize,
    operation: String,
    object: Object,
}

/// What is there.
#[derive(Debug, Default)]
struct Inside {
    /// Whether there is one object of a name, by which it is found; else by its operation.
    is_named: bool,
    on_its_way: Option<OnItsWay>,
    objects: BTreeMap<String, Object>,
    /// The id that each operation made.
    made: BTreeMap<String, String>,
    calls: usize,
    fault: Option<(usize, Fault)>,
    stop: Stop,
    violations: Vec<String>,
}

/// The cloud.
#[derive(Debug, Default)]
pub struct World(Mutex<Inside>);

impl World {
    /// A world with one object of a name, or with any number.
    pub fn new(is_named: bool) -> Self {
        Self(Mutex::new(Inside {
            is_named,
            ..Inside::default()
        }))
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap()
    }

    /// The same, for a call: time goes by.
    fn called(&self) -> MutexGuard<'_, Inside> {
        let mut inside = self.inside();
        inside.go_on();
        inside
    }

    /// Whether something is on its way still.
    pub fn is_awaited(&self) -> bool {
        self.inside().on_its_way.is_some()
    }

    /// What goes wrong next, at which of the calls that change something, and what stops the run.
    pub fn expect(&self, fault: Option<(usize, Fault)>, stop: Stop) {
        let mut inside = self.inside();
        inside.calls = 0;
        inside.fault = fault;
        inside.stop = stop;
    }

    /// The objects, by the name in their input.
    pub fn objects(&self) -> Vec<(String, Object)> {
        let inside = self.inside();
        let objects = inside.objects.values();
        let mut named: Vec<(String, Object)> = objects
            .map(|object| (name(object), object.clone()))
            .collect();
        named.sort_by(|(a, _), (b, _)| a.cmp(b));
        named
    }

    /// What was asked for in a wrong order.
    pub fn violations(&self) -> Vec<String> {
        self.inside().violations.clone()
    }

    /// Counts a call that changes something, and does it unless that is the one that goes wrong.
    async fn call<T>(&self, act: impl FnOnce(&mut Inside) -> Result<T>) -> Result<T> {
        let fault = {
            let mut inside = self.called();
            inside.calls += 1;
            let calls = inside.calls;
            inside.fault.filter(|(at, _)| *at == calls)
        };
        let Some((_, fault)) = fault else {
            return act(&mut self.inside());
        };
        match fault {
            Fault::Refused => Err(failure(Remedy::GiveUp, "denied")),
            Fault::Half => {
                act(&mut self.inside())?;
                Err(failure(Remedy::GiveUp, "denied"))
            }
            Fault::Lost => {
                act(&mut self.inside())?;
                Err(failure(Remedy::Wait, "transient"))
            }
            Fault::CutOffBefore | Fault::CutOffLate(_) => self.cut_off().await,
            Fault::CutOffAfter => {
                act(&mut self.inside())?;
                self.cut_off().await
            }
        }
    }

    async fn cut_off<T>(&self) -> T {
        let stop = self.inside().stop.clone();
        stop.pull();
        stop.pull();
        std::future::pending().await
    }
}

fn failure(remedy: Remedy, class: &'static str) -> Failure {
    Failure {
        remedy,
        class,
        message: format!("the world says `{class}`"),
    }
}

fn name(object: &Object) -> String {
    let input = object.get("input").and_then(Value::as_object);
    let name = input.and_then(|input| input.get("name"));
    name.and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The ids that an object names.
fn named(object: &Object) -> Vec<&str> {
    let triggers = object.get("triggers_replace").and_then(Value::as_list);
    triggers
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

impl Inside {
    /// One call later: what was on its way arrives, if that is still possible.
    fn go_on(&mut self) {
        let Some(mut one) = self.on_its_way.take() else {
            return;
        };
        one.calls = one.calls.saturating_sub(1);
        if one.calls > 0 {
            self.on_its_way = Some(one);
            return;
        }
        let has_needs = named(&one.object)
            .iter()
            .all(|id| self.objects.contains_key(*id));
        if has_needs && self.id_of(&one.object).is_none() {
            self.make(&one.object, &one.operation);
        }
    }

    /// What has the name of an object already, where only one can have it.
    fn id_of(&self, object: &Object) -> Option<String> {
        let mut ids = self.objects.iter().filter(|_| self.is_named);
        let same = ids.find(|(_, other)| name(other) == name(object));
        same.map(|(id, _)| id.clone())
    }

    fn make(&mut self, desired: &Object, operation: &str) -> String {
        let id = format!("id-{}", self.made.len());
        self.made.insert(operation.to_owned(), id.clone());
        let mut object = desired.clone();
        object.insert("id".to_owned(), Value::from(id.as_str()));
        let input = object.get("input").cloned().unwrap_or_default();
        object.insert("output".to_owned(), input);
        self.objects.insert(id.clone(), object);
        id
    }

    /// Notes if something names what is not there.
    fn check(&mut self, what: &str, object: &Object) {
        for id in named(object) {
            if !self.objects.contains_key(id) {
                let message = format!("{what} {} without {id}", name(object));
                self.violations.push(message);
            }
        }
    }
}

#[async_trait]
impl Cloud for World {
    fn facts(&self, _: &str) -> Option<Facts> {
        Some(Facts {
            resource_type: TYPE,
            replaces: &["triggers_replace"],
            echoes: &[("output", "input")],
            ..Facts::NONE
        })
    }

    fn recognition(&self, _: &str) -> Recognition {
        match self.inside().is_named {
            true => Recognition::Name,
            false => Recognition::Find,
        }
    }

    async fn read(&self, _: Place<'_>, id: &str, _: &Object) -> Result<Option<Object>> {
        Ok(self.called().objects.get(id).cloned())
    }

    async fn create(&self, _: Place<'_>, desired: &Object, operation: &str) -> Result<String> {
        {
            let mut inside = self.inside();
            let next = inside.calls + 1;
            if let Some((at, Fault::CutOffLate(calls))) = inside.fault
                && at == next
            {
                inside.on_its_way = Some(OnItsWay {
                    calls,
                    operation: operation.to_owned(),
                    object: desired.clone(),
                });
            }
        }
        self.call(|inside| {
            inside.check("made", desired);
            if inside.id_of(desired).is_some() {
                return Err(failure(Remedy::GiveUp, "already-exists"));
            }
            Ok(inside.make(desired, operation))
        })
        .await
    }

    async fn settled(&self, _: Place<'_>, _: &str) -> Result<Progress> {
        Ok(Progress::Done)
    }

    async fn update(&self, _: Place<'_>, id: &str, _: &Object, desired: &Object) -> Result<()> {
        self.call(|inside| {
            inside.check("changed", desired);
            let Some(object) = inside.objects.get_mut(id) else {
                return Err(failure(Remedy::GiveUp, "not-found"));
            };
            let input = desired.get("input").cloned().unwrap_or_default();
            object.insert("input".to_owned(), input.clone());
            object.insert("output".to_owned(), input);
            Ok(())
        })
        .await
    }

    async fn delete(&self, _: Place<'_>, id: &str, _: &Object) -> Result<()> {
        self.call(|inside| {
            let mut users = inside.objects.values();
            if let Some(user) = users.find(|object| named(object).contains(&id)) {
                let message = format!("removed {id} although {} names it", name(user));
                inside.violations.push(message);
            }
            inside.objects.remove(id);
            Ok(())
        })
        .await
    }

    async fn find(
        &self,
        _: Place<'_>,
        desired: &Object,
        operation: &str,
    ) -> Result<Option<String>> {
        let inside = self.called();
        if inside.is_named {
            return Ok(inside.id_of(desired));
        }
        let made = inside.made.get(operation);
        Ok(made.filter(|id| inside.objects.contains_key(*id)).cloned())
    }
}

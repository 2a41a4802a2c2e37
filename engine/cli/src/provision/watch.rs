//! An apply, as people and programs see it: bars on a terminal, lines elsewhere, or Terraform's own
//! stream of JSON messages.

use std::io::{self, Write};
use std::sync::Mutex;
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value as Json, json};
use tollgate_apply::event::{Event, Observer};
use tollgate_plan::Verb;

use crate::terminal::Terminal;

/// How an apply is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// For people.
    Text,
    /// For programs: a JSON message a line.
    Json,
}

/// Shows what happens.
#[derive(Debug)]
pub struct Watch {
    mode: Mode,
    bars: Option<MultiProgress>,
    going: Mutex<Vec<(String, ProgressBar)>>,
}

impl Watch {
    /// Shows what happens from now on.
    #[must_use]
    pub fn new(mode: Mode, terminal: &Terminal) -> Self {
        let bars = (mode == Mode::Text && terminal.shows_progress)
            .then(|| MultiProgress::with_draw_target(ProgressDrawTarget::stderr()));
        Self {
            mode,
            bars,
            going: Mutex::default(),
        }
    }

    fn going(&self) -> std::sync::MutexGuard<'_, Vec<(String, ProgressBar)>> {
        self.going
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn line(&self, text: &str) {
        match &self.bars {
            // A terminal that is gone has nobody before it.
            Some(bars) => drop(bars.println(text)),
            None => drop(writeln!(io::stderr().lock(), "{text}")),
        }
    }

    fn begin(&self, key: String, message: String) {
        if let Some(bars) = &self.bars {
            let bar = bars.add(ProgressBar::new_spinner());
            if let Ok(style) = ProgressStyle::with_template("  {spinner} {wide_msg} {elapsed}") {
                bar.set_style(style);
            }
            bar.set_message(message);
            bar.enable_steady_tick(Duration::from_millis(120));
            self.going().push((key, bar));
        }
    }

    fn end(&self, key: &str) {
        let mut going = self.going();
        if let Some(position) = going.iter().position(|(other, _)| other == key) {
            let (_, bar) = going.swap_remove(position);
            bar.finish_and_clear();
        }
    }

    fn text(&self, event: &Event) {
        match event {
            Event::Recovered { address, outcome } => {
                self.line(&format!("{address}: cut off before; {outcome}"));
            }
            Event::Begun { address, verb, .. } => {
                self.begin(key(address, *verb), format!("{address}: {}", going(*verb)));
            }
            Event::Going { address, state, .. } => {
                for (_, bar) in self.going().iter().filter(|(key, _)| {
                    key.strip_prefix(address.as_str())
                        .is_some_and(|rest| rest.starts_with('#'))
                }) {
                    bar.set_message(format!("{address}: {state}"));
                }
            }
            Event::Ended {
                address,
                verb,
                id,
                elapsed,
            } => {
                self.end(&key(address, *verb));
                self.line(&format!(
                    "{address}: {} {} [{id}]",
                    done(*verb),
                    time(*elapsed)
                ));
            }
            Event::Failed {
                address,
                verb,
                reason,
                elapsed,
            } => {
                self.end(&key(address, *verb));
                self.line(&format!("{address}: failed {}: {reason}", time(*elapsed)));
            }
            Event::Skipped {
                address, reason, ..
            } => self.line(&format!("{address}: left out, {reason}")),
        }
    }
}

impl Observer for Watch {
    fn event(&self, event: Event) {
        match self.mode {
            Mode::Text => self.text(&event),
            // Whoever reads it may have gone.
            Mode::Json => drop(writeln!(io::stdout().lock(), "{}", message(&event))),
        }
    }
}

fn key(address: &tollgate_model::Address, verb: Verb) -> String {
    format!("{address}#{verb:?}")
}

fn going(verb: Verb) -> &'static str {
    match verb {
        Verb::Import => "importing",
        Verb::Create => "creating",
        Verb::Update => "changing",
        Verb::Delete => "destroying",
        Verb::Forget => "forgetting",
    }
}

fn done(verb: Verb) -> &'static str {
    match verb {
        Verb::Import => "imported",
        Verb::Create => "created",
        Verb::Update => "changed",
        Verb::Delete => "destroyed",
        Verb::Forget => "forgotten",
    }
}

fn time(elapsed: Duration) -> String {
    match elapsed.as_secs() {
        0 => String::from("at once"),
        seconds @ 1..60 => format!("after {seconds} s"),
        seconds => format!("after {} min {} s", seconds / 60, seconds % 60),
    }
}

/// A message in Terraform's vocabulary: `apply_start`, `apply_progress`, `apply_complete`,
/// `apply_errored`; `tollgate_recovered` and `tollgate_skipped` are ours.
fn message(event: &Event) -> Json {
    let (kind, level, text, address, verb, elapsed, id) = match event {
        Event::Recovered { address, outcome } => (
            "tollgate_recovered",
            "info",
            format!("{address}: cut off before; {outcome}"),
            address,
            None,
            None,
            None,
        ),
        Event::Begun { address, verb, id } => (
            "apply_start",
            "info",
            format!("{address}: {}", going(*verb)),
            address,
            Some(*verb),
            None,
            id.clone(),
        ),
        Event::Going {
            address,
            state,
            elapsed,
        } => (
            "apply_progress",
            "info",
            format!("{address}: {state}"),
            address,
            None,
            Some(*elapsed),
            None,
        ),
        Event::Ended {
            address,
            verb,
            id,
            elapsed,
        } => (
            "apply_complete",
            "info",
            format!("{address}: {}", done(*verb)),
            address,
            Some(*verb),
            Some(*elapsed),
            Some(id.clone()),
        ),
        Event::Failed {
            address,
            verb,
            reason,
            elapsed,
        } => (
            "apply_errored",
            "error",
            format!("{address}: {reason}"),
            address,
            Some(*verb),
            Some(*elapsed),
            None,
        ),
        Event::Skipped {
            address,
            verb,
            reason,
        } => (
            "tollgate_skipped",
            "warn",
            format!("{address}: left out, {reason}"),
            address,
            Some(*verb),
            None,
            None,
        ),
    };
    let mut hook = json!({
        "resource": {
            "addr": address.as_str(),
            "resource_type": address.resource_type(),
            "resource_name": address.name(),
        },
    });
    if let Some(members) = hook.as_object_mut() {
        let mut set = |name: &str, value: Json| {
            members.insert(name.to_owned(), value);
        };
        if let Some(verb) = verb {
            let action = match verb {
                Verb::Import => "import",
                Verb::Create => "create",
                Verb::Update => "update",
                Verb::Delete => "delete",
                Verb::Forget => "forget",
            };
            set("action", json!(action));
        }
        if let Some(elapsed) = elapsed {
            set("elapsed_seconds", json!(elapsed.as_secs()));
        }
        if let Some(id) = id {
            set("id_key", json!("id"));
            set("id_value", json!(id));
        }
    }
    json!({
        "@level": level,
        "@message": text,
        "@module": "tollgate.apply",
        "type": kind,
        "hook": hook,
    })
}

//! The few requests that are made to an emulator about itself.

use std::time::Duration;

use ureq::Agent;

use crate::emulator::Emulator;
use crate::loopback::LoopbackUrl;

/// How long an answer may take. moto loads a service on its first request.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// An agent without proxies: a proxy would be asked to reach its own loopback.
fn agent(time_limit: Duration) -> Agent {
    let config = Agent::config_builder()
        .timeout_global(Some(time_limit))
        .proxy(None)
        .max_redirects(0);
    config.build().into()
}

/// Whether an emulator answers.
pub(crate) fn is_healthy(emulator: Emulator, url: &LoopbackUrl) -> bool {
    let address = format!("{url}{}", emulator.health_path());
    agent(Duration::from_secs(5))
        .get(&address)
        .call()
        .is_ok_and(|answer| answer.status().is_success())
}

/// Makes an emulator forget everything. The error says what it answered.
pub(crate) fn reset(emulator: Emulator, url: &LoopbackUrl) -> Result<(), String> {
    let address = format!("{url}{}", emulator.reset_path());
    let answer = agent(TIME_LIMIT).post(&address).send_empty();
    answer.map(drop).map_err(|error| error.to_string())
}

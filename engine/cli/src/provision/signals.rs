//! Ctrl-C during an apply: the first one lets end what was begun, the second one does not wait.

use tollgate_apply::{Level, Stop};

use crate::terminal::Terminal;

/// Pulls the switch at each interruption, from now on.
pub fn watch(stop: Stop, terminal: &Terminal) {
    let terminal = *terminal;
    tokio::spawn(async move {
        while tokio::signal::ctrl_c().await.is_ok() {
            stop.pull();
            terminal.say(match stop.level() {
                Level::Run | Level::Drain => {
                    "stopping: what was begun is let end; press Ctrl-C again to not wait for it"
                }
                Level::Abandon => "stopping at once: the next run takes up what goes on in AWS",
            });
        }
    });
}

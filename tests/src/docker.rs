//! The Docker engine of this machine, and a relay to it for clients that are newer than it.
//!
//! Testcontainers asks in the newest version of the engine's interface and does not negotiate; an engine that
//! is older refuses all of it ("client version 1.52 is too new"), although nothing is asked that it lacks. The
//! relay puts the engine's own version in its place.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Error, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;

/// Where an engine listens unless it is told otherwise.
const SOCKET: &str = "/var/run/docker.sock";

/// An engine that answers.
#[derive(Clone, Debug)]
pub struct Engine {
    socket: PathBuf,
    /// The newest minor version of its interface; the major one is 1.
    minor: u32,
}

impl Engine {
    /// The engine of this machine.
    ///
    /// # Errors
    /// When none answers, with the reason.
    pub fn find(docker_host: Option<OsString>) -> Result<Self, String> {
        let socket = match docker_host.as_ref().map(|host| host.to_string_lossy()) {
            None => SOCKET.to_owned(),
            Some(host) => match host.strip_prefix("unix://") {
                Some(path) => path.to_owned(),
                None => {
                    return Err(format!(
                        "DOCKER_HOST is `{host}`, not a socket of this machine"
                    ));
                }
            },
        };
        let mut engine = Self {
            socket: socket.clone().into(),
            minor: 0,
        };
        let none = |error| {
            format!("no Docker engine answers at {socket} ({error}); `ci/docker.sh` starts one")
        };
        let (_, body) = engine.get("/version").map_err(none)?;
        let about: serde_json::Value =
            serde_json::from_str(&body).map_err(|error| format!("{socket}: {error}"))?;
        let version = about.get("ApiVersion").and_then(serde_json::Value::as_str);
        let minor = version.and_then(|version| version.strip_prefix("1.")?.parse().ok());
        engine.minor = minor.ok_or_else(|| format!("{socket} is no Docker engine: {body}"))?;
        Ok(engine)
    }

    /// Whether the engine has an image.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn has_image(&self, name: &str) -> Result<bool, String> {
        let answer = self.get(&format!("/images/{name}/json"));
        let (status, _) =
            answer.map_err(|error| format!("the Docker engine does not answer: {error}"))?;
        Ok(status.contains(" 200 "))
    }

    /// Starts a relay that ends with this process, and gives its URL.
    ///
    /// # Errors
    /// When it cannot listen.
    pub fn relay(&self) -> Result<String, Error> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let engine = self.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let engine = engine.clone();
                // A connection that breaks is told to its client by breaking.
                std::thread::spawn(move || drop(engine.pass(client)));
            }
        });
        Ok(format!("http://{address}"))
    }

    /// Passes on one request and its answer, each to the end of its stream.
    fn pass(&self, mut client: TcpStream) -> Result<(), Error> {
        let mut request = BufReader::new(client.try_clone()?);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if request.read_line(&mut head)? == 0 {
                return Ok(());
            }
        }
        let mut engine = UnixStream::connect(&self.socket)?;
        engine.write_all(translated(&head, self.minor).as_bytes())?;
        let mut body = engine.try_clone()?;
        std::thread::spawn(move || std::io::copy(&mut request, &mut body));
        std::io::copy(&mut engine, &mut client)?;
        client.shutdown(Shutdown::Both)
    }

    fn get(&self, path: &str) -> Result<(String, String), Error> {
        let mut stream = UnixStream::connect(&self.socket)?;
        write!(stream, "GET {path} HTTP/1.0\r\nHost: docker\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
        Ok((
            head.lines().next().unwrap_or_default().to_owned(),
            body.to_owned(),
        ))
    }
}

/// The head of a request in at most this version, and the last one of its connection.
fn translated(head: &str, minor: u32) -> String {
    let (start, headers) = head.split_once("\r\n").unwrap_or((head, ""));
    let lower = |path: &str| {
        let (version, rest) = path.strip_prefix("/v1.")?.split_once('/')?;
        let asked: u32 = version.parse().ok()?;
        Some(format!("/v1.{}/{rest}", asked.min(minor)))
    };
    let words: Vec<String> = start
        .split(' ')
        .map(|word| lower(word).unwrap_or_else(|| word.to_owned()))
        .collect();
    format!("{}\r\nConnection: close\r\n{headers}", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::translated;

    #[test]
    fn what_is_too_new_is_asked_in_the_version_of_the_engine() {
        let new = "GET /v1.52/images/json?all=1 HTTP/1.1\r\nHost: x\r\n\r\n";
        assert_eq!(
            translated(new, 41),
            "GET /v1.41/images/json?all=1 HTTP/1.1\r\nConnection: close\r\nHost: x\r\n\r\n"
        );
        assert!(translated(new, 54).starts_with("GET /v1.52/images/json?all=1 HTTP/1.1\r\n"));
        assert!(
            translated("GET /version HTTP/1.1\r\n\r\n", 41)
                .starts_with("GET /version HTTP/1.1\r\n")
        );
    }
}

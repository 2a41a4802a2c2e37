//! A proxy between `tollgate` and an emulator, which lets calls go wrong.
//!
//! Which call goes wrong follows from a seed, the name of the call and how often it was made before, so that
//! a seed means the same in each run, in whatever order parallel calls come.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// What goes wrong with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It is refused since there are too many. It has no effect.
    Throttled,
    /// The service fails before it has any effect.
    Broken,
    /// The connection ends before it has any effect.
    DroppedBefore,
    /// It has its effect, and the connection ends without an answer.
    DroppedAfter,
    /// It has its effect, and the service says that it failed.
    BrokenAfter,
    /// It has its effect, and the answer comes when nobody waits for it any more.
    Late,
    /// It is forbidden.
    Denied,
}

/// How long a late answer takes: longer than is waited for.
const LATE: Duration = Duration::from_secs(25);

/// A call, as it can be told from the request.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its name, such as `CreateVpc`; for REST the method and the path.
    pub name: String,
    /// How often it was made before.
    pub number: u64,
    protocol: Protocol,
}

#[derive(Clone, Copy, Debug)]
enum Protocol {
    Json,
    Ec2,
    Query,
    Rest,
}

/// Decides what goes wrong.
pub type Plan = dyn Fn(&Call) -> Option<Fault> + Send + Sync;

/// The proxy. It ends with the process.
#[expect(
    missing_debug_implementations,
    reason = "what it decides by is a function"
)]
pub struct Proxy {
    /// Where it is.
    pub url: String,
    shared: Arc<Shared>,
}

struct Shared {
    upstream: String,
    plan: Box<Plan>,
    calls: Mutex<BTreeMap<String, u64>>,
    done: Mutex<BTreeMap<Fault, u64>>,
}

/// A fault for `percent` of all calls, of every kind but [`Fault::Denied`]; at most `late` late answers.
pub fn some(seed: u64, percent: u64, late: u64) -> Box<Plan> {
    let left = Mutex::new(late);
    Box::new(move |call| {
        let mut hasher = DefaultHasher::new();
        (seed, &call.name, call.number).hash(&mut hasher);
        let number = hasher.finish();
        if number % 100 >= percent {
            return None;
        }
        Some(match number / 100 % 6 {
            0 => Fault::Throttled,
            1 => Fault::Broken,
            2 => Fault::DroppedBefore,
            3 => Fault::DroppedAfter,
            4 => Fault::BrokenAfter,
            _ => {
                let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
                match left.checked_sub(1) {
                    Some(less) => {
                        *left = less;
                        Fault::Late
                    }
                    None => Fault::DroppedAfter,
                }
            }
        })
    })
}

/// Keeps a call waiting: the first one of a name.
#[derive(Clone, Debug, Default)]
pub struct Hold(Arc<(Mutex<Held>, Condvar)>);

#[derive(Debug, Default)]
struct Held {
    is_reached: bool,
    is_released: bool,
}

impl Hold {
    /// What makes the proxy hold the call. It is not made before it is let go.
    #[must_use]
    pub fn plan(&self, name: &'static str) -> Box<Plan> {
        let hold = self.clone();
        Box::new(move |call| {
            if call.name == name && call.number == 0 {
                hold.change(|held| held.is_reached = true);
                hold.wait(|held| held.is_released);
            }
            None
        })
    }

    /// Waits until the call comes.
    pub fn reached(&self) {
        self.wait(|held| held.is_reached);
    }

    /// Lets it go.
    pub fn release(&self) {
        self.change(|held| held.is_released = true);
    }

    fn change(&self, change: impl FnOnce(&mut Held)) {
        let (held, news) = &*self.0;
        change(&mut held.lock().unwrap_or_else(PoisonError::into_inner));
        news.notify_all();
    }

    fn wait(&self, until: impl Fn(&Held) -> bool) {
        let (held, news) = &*self.0;
        let held = held.lock().unwrap_or_else(PoisonError::into_inner);
        drop(news.wait_while(held, |held| !until(held)));
    }
}

impl Proxy {
    /// Starts a proxy before an emulator.
    ///
    /// # Panics
    /// When it cannot listen.
    #[must_use]
    #[expect(clippy::panic, reason = "only tests call this")]
    pub fn start(upstream: &str, plan: Box<Plan>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|error| panic!("{error}"));
        let address = listener
            .local_addr()
            .unwrap_or_else(|error| panic!("{error}"));
        let upstream = upstream.trim_end_matches('/');
        let shared = Arc::new(Shared {
            upstream: upstream.trim_start_matches("http://").to_owned(),
            plan,
            calls: Mutex::default(),
            done: Mutex::default(),
        });
        let own = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = shared.clone();
                // A connection that breaks is no business of the proxy's.
                std::thread::spawn(move || drop(shared.serve(stream)));
            }
        });
        Self {
            url: format!("http://{address}"),
            shared: own,
        }
    }

    /// Waits until no call has come for a while.
    pub fn quiet(&self) {
        let count = || {
            let calls = self.shared.calls.lock();
            let calls = calls.unwrap_or_else(PoisonError::into_inner);
            calls.values().sum::<u64>()
        };
        let mut before = count();
        loop {
            std::thread::sleep(Duration::from_secs(3));
            let now = count();
            if now == before {
                return;
            }
            before = now;
        }
    }

    /// How often each fault was done.
    #[must_use]
    pub fn done(&self) -> BTreeMap<Fault, u64> {
        let done = self.shared.done.lock();
        done.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Shared {
    fn serve(&self, client: TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(client.try_clone()?);
        let mut client = client;
        while let Some(request) = Message::read(&mut reader, false)? {
            let call = self.call(&request);
            let fault = (self.plan)(&call);
            if let Some(fault) = fault {
                let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
                *done.entry(fault).or_default() += 1;
            }
            match fault {
                Some(Fault::DroppedBefore) => return Ok(()),
                Some(Fault::Throttled) => client.write_all(&call.refusal(Refusal::Throttled))?,
                Some(Fault::Broken) => client.write_all(&call.refusal(Refusal::Broken))?,
                Some(Fault::Denied) => client.write_all(&call.refusal(Refusal::Denied))?,
                after => {
                    let answer = self.forward(&request)?;
                    match after {
                        Some(Fault::DroppedAfter) => return Ok(()),
                        Some(Fault::BrokenAfter) => {
                            client.write_all(&call.refusal(Refusal::Broken))?;
                        }
                        Some(Fault::Late) => {
                            std::thread::sleep(LATE);
                            return Ok(());
                        }
                        _ => client.write_all(&answer)?,
                    }
                }
            }
            client.flush()?;
        }
        Ok(())
    }

    fn call(&self, request: &Message) -> Call {
        let (name, protocol) = request.call();
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let count = calls.entry(name.clone()).or_default();
        let number = *count;
        *count += 1;
        Call {
            name,
            number,
            protocol,
        }
    }

    /// Makes the call, and gives the whole answer.
    fn forward(&self, request: &Message) -> std::io::Result<Vec<u8>> {
        let mut upstream = TcpStream::connect(&self.upstream)?;
        upstream.write_all(&request.bytes())?;
        let mut reader = BufReader::new(upstream);
        let is_bodiless = request.start.starts_with("HEAD ");
        let answer = Message::read(&mut reader, is_bodiless)?;
        Ok(answer.map(|answer| answer.bytes()).unwrap_or_default())
    }
}

/// A request or an answer.
struct Message {
    start: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Message {
    /// Reads one; none at the end of the connection.
    fn read(reader: &mut impl BufRead, is_bodiless: bool) -> std::io::Result<Option<Self>> {
        let mut start = String::new();
        if reader.read_line(&mut start)? == 0 {
            return Ok(None);
        }
        let mut headers = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else {
                break;
            };
            headers.push((name.to_lowercase(), value.trim().to_owned()));
        }
        let mut message = Self {
            start: start.trim_end().to_owned(),
            headers,
            body: Vec::new(),
        };
        let length = message
            .header("content-length")
            .and_then(|text| text.parse().ok());
        let is_chunked = message.header("transfer-encoding") == Some("chunked");
        match length {
            _ if is_bodiless => {}
            Some(length) => {
                message.body = vec![0; length];
                reader.read_exact(&mut message.body)?;
            }
            None if is_chunked => message.body = chunks(reader)?,
            None => {}
        }
        Ok(Some(message))
    }

    fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// As it is sent on: whole, and with its length.
    fn bytes(&self) -> Vec<u8> {
        let mut text = format!("{}\r\n", self.start);
        let is_answer = self.start.starts_with("HTTP/");
        let is_head = is_answer && self.body.is_empty() && self.header("content-length").is_some();
        for (name, value) in &self.headers {
            let is_framing = matches!(name.as_str(), "transfer-encoding" | "connection");
            let is_length = name == "content-length" && !is_head;
            if !is_framing && !is_length {
                text.push_str(&format!("{name}: {value}\r\n"));
            }
        }
        if !is_head {
            text.push_str(&format!("content-length: {}\r\n", self.body.len()));
        }
        if !is_answer {
            text.push_str("connection: close\r\n");
        }
        text.push_str("\r\n");
        let mut bytes = text.into_bytes();
        bytes.extend(&self.body);
        bytes
    }

    /// The name of the call that a request makes.
    fn call(&self) -> (String, Protocol) {
        if let Some(target) = self.header("x-amz-target") {
            let name = target.rsplit('.').next().unwrap_or(target);
            return (name.to_owned(), Protocol::Json);
        }
        let body = String::from_utf8_lossy(&self.body);
        let field = |wanted: &str| {
            let mut fields = body.split('&').filter_map(|field| field.split_once('='));
            fields.find(|(name, _)| *name == wanted)
        };
        if let Some((_, action)) = field("Action") {
            let is_ec2 = field("Version").is_some_and(|(_, version)| version == "2016-11-15");
            let protocol = if is_ec2 {
                Protocol::Ec2
            } else {
                Protocol::Query
            };
            return (action.to_owned(), protocol);
        }
        let mut words = self.start.split(' ');
        let method = words.next().unwrap_or_default();
        let target = words.next().unwrap_or_default();
        (format!("{method} {target}"), Protocol::Rest)
    }
}

fn chunks(reader: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let length = line.trim().split(';').next().unwrap_or_default();
        let length = usize::from_str_radix(length, 16).unwrap_or_default();
        let mut chunk = vec![0; length];
        reader.read_exact(&mut chunk)?;
        body.extend(chunk);
        reader.read_line(&mut String::new())?;
        if length == 0 {
            return Ok(body);
        }
    }
}

enum Refusal {
    Throttled,
    Broken,
    Denied,
}

impl Call {
    /// An answer as the protocol has it.
    fn refusal(&self, refusal: Refusal) -> Vec<u8> {
        let (status, code) = match (refusal, self.protocol) {
            (Refusal::Throttled, Protocol::Json) => (400, "ThrottlingException"),
            (Refusal::Throttled, Protocol::Ec2) => (503, "RequestLimitExceeded"),
            (Refusal::Throttled, Protocol::Query) => (400, "Throttling"),
            (Refusal::Throttled, Protocol::Rest) => (503, "SlowDown"),
            (Refusal::Broken, Protocol::Json) => (500, "InternalFailure"),
            (Refusal::Broken, _) => (500, "InternalError"),
            (Refusal::Denied, Protocol::Json) => (400, "AccessDeniedException"),
            (Refusal::Denied, Protocol::Ec2) => (403, "UnauthorizedOperation"),
            (Refusal::Denied, _) => (403, "AccessDenied"),
        };
        let message = "planted by a test";
        let error = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
        let (kind, body) = match self.protocol {
            Protocol::Json => (
                "application/x-amz-json-1.1",
                format!("{{\"__type\":\"{code}\",\"message\":\"{message}\"}}"),
            ),
            Protocol::Ec2 => (
                "text/xml",
                format!("<Response><Errors>{error}</Errors><RequestID>r</RequestID></Response>"),
            ),
            Protocol::Query => (
                "text/xml",
                format!("<ErrorResponse>{error}<RequestId>r</RequestId></ErrorResponse>"),
            ),
            Protocol::Rest => ("application/xml", error),
        };
        let length = body.len();
        format!(
            "HTTP/1.1 {status} Planted\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }
}

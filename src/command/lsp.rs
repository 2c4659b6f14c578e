//! `pullsecrets lsp`: the loop of the language server, over standard input and output.
//!
//! One thread reads, the main thread works and writes. It waits for the next message, or for the
//! moment at which findings are due; it never polls. Where standard input closes it ends, whatever
//! became of the client.

use std::io::{self, BufRead, Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use hashbrown::HashMap;
use lsp_server::{ErrorCode, Message};
use serde_json::json;

use crate::credential::{Answers, Request};
use crate::host::clock;
use crate::language_server::{Reaction, Server, World};
use crate::pipeline::Outside;

use super::arguments::Reading;
use super::compile::{Confined, confine};
use super::{Failure, Outcome};

/// Arguments of `lsp`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    reading: Reading,
    /// Accepted, since many clients say it: there is no other transport
    #[arg(long, hide = true)]
    stdio: bool,
}

/// How long nothing must be typed before findings are made.
const PAUSE: Duration = Duration::from_millis(150);

/// The most bytes of a message: a spec of the largest size, and the escapes of its JSON.
const LARGEST: u64 = 160 * 1024 * 1024;

/// The most bytes of a line of a header, and the most lines.
const HEADER: u64 = 1024;
const HEADERS: usize = 16;

/// What the reading thread hands on.
enum Incoming {
    Message(Box<Message>),
    /// A message that is no JSON, or no message: the stream goes on after it.
    Unreadable(ErrorCode, &'static str),
    /// The stream is none of this protocol: nobody knows where the next message starts.
    Lost(&'static str),
}

/// Serves one client until it is done.
///
/// # Errors
/// Where standard input is not what a client sends, or an argument is none.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    // An argument that is none is said at once, not at the first document.
    confine(Path::new("."), &arguments.reading)?;
    let (sender, receiver) = sync_channel(16);
    // Not `thread::spawn`, which panics where the system has no thread to give.
    thread::Builder::new()
        .name("messages".to_owned())
        .spawn(move || read(&mut io::stdin().lock(), &sender))
        .map_err(|_| {
            Failure::new("the system gives no thread to read standard input with")
                .help("end other processes, or raise the limit on them (`ulimit -u`)")
        })?;
    let world = Folders {
        reading: arguments.reading.clone(),
    };
    serve(&mut Server::new(world), &receiver)
}

/// The folders of documents.
struct Folders {
    reading: Reading,
}

/// What a document may read; nothing where it lies in no folder.
struct Reach(Option<Confined>);

impl Outside for Reach {
    fn answer<'t>(&mut self, requests: &[Request<'t>]) -> Answers<'t> {
        match &mut self.0 {
            Some(confined) => confined.answer(requests),
            None => Answers::default(),
        }
    }

    fn refuse<'t>(&mut self, requests: &[Request<'t>]) -> Answers<'t> {
        match &mut self.0 {
            Some(confined) => confined.refuse(requests),
            None => Answers::default(),
        }
    }
}

impl World for Folders {
    type Outside = Reach;

    fn outside(&self, document: Option<&Path>) -> Reach {
        let folder = document.and_then(Path::parent);
        Reach(folder.and_then(|folder| confine(folder, &self.reading).ok()))
    }

    fn now(&self) -> i64 {
        clock::now()
    }
}

fn serve<W: World>(
    server: &mut Server<W>,
    receiver: &Receiver<Incoming>,
) -> Result<Outcome, Failure> {
    let mut due: HashMap<String, Instant> = HashMap::new();
    let mut messages = Vec::new();
    loop {
        let incoming = match due.values().min() {
            None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(next) => receiver.recv_timeout(next.saturating_duration_since(Instant::now())),
        };
        match incoming {
            Ok(Incoming::Message(message)) => match server.receive(*message, &mut messages) {
                Reaction::Nothing => {}
                Reaction::Due(uri) => {
                    due.insert(uri, Instant::now());
                }
                Reaction::Soon(uri) => {
                    due.insert(uri, Instant::now() + PAUSE);
                }
                Reaction::Closed(uri) => {
                    due.remove(&uri);
                }
                Reaction::Exit(true) => return Ok(Outcome::Done),
                Reaction::Exit(false) => return Ok(Outcome::Findings),
            },
            Ok(Incoming::Unreadable(code, why)) => {
                let answer = json!({
                    "jsonrpc": "2.0",
                    "id": null,
                    "error": {"code": code as i32, "message": why},
                });
                if !write_text(&answer.to_string()) {
                    return Ok(Outcome::Findings);
                }
            }
            Ok(Incoming::Lost(why)) => {
                return Err(Failure::new(why)
                    .help("an editor starts this command; README.md says how to set one up"));
            }
            Err(RecvTimeoutError::Timeout) => {}
            // Nobody is there any more, and nobody said so before.
            Err(RecvTimeoutError::Disconnected) => return Ok(Outcome::Findings),
        }
        let now = Instant::now();
        due.retain(|uri, at| {
            let waits = *at > now;
            if !waits {
                messages.extend(server.publish(uri));
            }
            waits
        });
        for message in messages.drain(..) {
            if !write(&message) {
                return Ok(Outcome::Findings);
            }
        }
    }
}

/// Writes a message; whether somebody is there who takes it.
fn write(message: &Message) -> bool {
    message.write(&mut io::stdout().lock()).is_ok()
}

fn write_text(text: &str) -> bool {
    let mut out = io::stdout().lock();
    write!(out, "Content-Length: {}\r\n\r\n{text}", text.len())
        .and_then(|()| out.flush())
        .is_ok()
}

/// Reads messages until the stream ends. What it holds is bounded, whatever a header promises:
/// memory grows only with bytes that came.
fn read(input: &mut impl BufRead, sender: &SyncSender<Incoming>) {
    loop {
        let length = match header(input) {
            Ok(Some(length)) => length,
            Ok(None) => return,
            Err(why) => {
                let _ = sender.send(Incoming::Lost(why));
                return;
            }
        };
        let incoming = match length {
            0..=LARGEST => match body(input, length) {
                Some(bytes) => message(&bytes),
                None => return,
            },
            _ => {
                if io::copy(&mut input.take(length), &mut io::sink()).is_err() {
                    return;
                }
                Incoming::Unreadable(ErrorCode::InvalidRequest, "the message is too large")
            }
        };
        if sender.send(incoming).is_err() {
            return;
        }
    }
}

/// The length of the next message; nothing where the stream ends in front of it.
fn header(input: &mut impl BufRead) -> Result<Option<u64>, &'static str> {
    let mut length = None;
    for number in 0..HEADERS {
        let mut line = Vec::new();
        let read = input.take(HEADER).read_until(b'\n', &mut line);
        if read.is_err() || (number == 0 && line.is_empty()) {
            return Ok(None);
        }
        let Some(line) = line.strip_suffix(b"\r\n") else {
            return Err("standard input is not the Language Server Protocol");
        };
        if line.is_empty() {
            return match length {
                Some(length) => Ok(Some(length)),
                None => Err("a message on standard input has no `Content-Length`"),
            };
        }
        let field = std::str::from_utf8(line)
            .ok()
            .and_then(|line| line.split_once(':'))
            .ok_or("standard input is not the Language Server Protocol")?;
        if field.0.eq_ignore_ascii_case("Content-Length") {
            let number = field.1.trim().parse();
            length = Some(number.map_err(|_| "a `Content-Length` on standard input is no number")?);
        }
    }
    Err("a message on standard input has too many headers")
}

/// The bytes of a message; nothing where the stream ends inside.
fn body(input: &mut impl BufRead, length: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = input.take(length).read_to_end(&mut bytes).ok()?;
    (read as u64 == length).then_some(bytes)
}

fn message(bytes: &[u8]) -> Incoming {
    // In two steps, so that what is no JSON and what is no message get their own code. The
    // library's words repeat the text: they are not passed on.
    match serde_json::from_slice::<serde_json::Value>(bytes) {
        Err(_) => Incoming::Unreadable(ErrorCode::ParseError, "the message is no JSON"),
        Ok(value) => match (value.get("id").is_some(), serde_json::from_value(value)) {
            // What has an identifier waits for an answer, even if that is none that can be used.
            (false, Ok(message @ Message::Notification(_)))
            | (true, Ok(message @ (Message::Request(_) | Message::Response(_)))) => {
                Incoming::Message(Box::new(message))
            }
            _ => Incoming::Unreadable(
                ErrorCode::InvalidRequest,
                "the message is neither a request nor a notification nor a response",
            ),
        },
    }
}

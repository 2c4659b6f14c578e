//! One stream: YAML documents, or a JSON List, as `kubectl apply -f -` takes them.

use std::io::{self, Write};

use crate::lower::{ManifestWriter, Object};

use super::{JsonWriter, YamlWriter};

/// How a stream is spelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// YAML documents, separated by `---`.
    #[default]
    Yaml,
    /// One v1 List.
    Json,
}

/// Bytes are handed on in pieces of about this size.
const PIECE: usize = 256 * 1024;

/// Writes objects, one after another, into a sink.
pub struct Stream<W: Write> {
    sink: W,
    writer: Writer,
    is_first: bool,
}

enum Writer {
    Yaml(YamlWriter),
    Json(JsonWriter),
}

impl<W: Write> Stream<W> {
    /// A stream into `sink`, which needs no buffer of its own.
    #[must_use]
    pub fn new(sink: W, format: Format) -> Self {
        let writer = match format {
            Format::Yaml => Writer::Yaml(YamlWriter::with_capacity(PIECE + PIECE / 4)),
            Format::Json => {
                let mut list = JsonWriter::indented(4);
                list.begin_mapping();
                list.field("apiVersion", "v1");
                list.field("kind", "List");
                list.key("items");
                list.begin_list();
                Writer::Json(list)
            }
        };
        Self {
            sink,
            writer,
            is_first: true,
        }
    }

    /// Adds an object.
    ///
    /// # Errors
    /// What the sink reports.
    pub fn object(&mut self, object: &Object<'_>) -> io::Result<()> {
        match &mut self.writer {
            Writer::Yaml(yaml) => {
                if !self.is_first {
                    yaml.raw("---\n");
                }
                object.write(yaml);
                hand_on(&mut yaml.out, &mut self.sink)?;
            }
            Writer::Json(json) => {
                object.write(json);
                hand_on(&mut json.out, &mut self.sink)?;
            }
        }
        self.is_first = false;
        Ok(())
    }

    /// Ends the stream and gives the sink back.
    ///
    /// # Errors
    /// What the sink reports.
    pub fn finish(mut self) -> io::Result<W> {
        let rest = match self.writer {
            Writer::Yaml(yaml) => yaml.into_string(),
            Writer::Json(mut json) => {
                json.end_list();
                json.end_mapping();
                let mut rest = json.into_string();
                rest.push('\n');
                rest
            }
        };
        self.sink.write_all(rest.as_bytes())?;
        self.sink.flush()?;
        Ok(self.sink)
    }
}

/// Empties the text into the sink once it is a piece; its room stays.
fn hand_on(text: &mut String, sink: &mut impl Write) -> io::Result<()> {
    if text.len() >= PIECE {
        sink.write_all(text.as_bytes())?;
        text.clear();
    }
    Ok(())
}

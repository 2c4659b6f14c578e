//! Recorded look-ups lie beside the project on some machines; the tests pass without them.

use serde_json::Value;

/// The cases of a recorded file; none where it is not there.
///
/// # Panics
/// Where it holds something else.
pub fn recorded(name: &str) -> Vec<Value> {
    let path = format!("{}/../shared/reference/{name}", env!("CARGO_MANIFEST_DIR"));
    let Ok(text) = std::fs::read_to_string(path) else {
        return Vec::new();
    };
    let file: Value = serde_json::from_str(&text).expect("JSON");
    file["cases"].as_array().expect("cases").clone()
}

//! Marked values, and what is looked for to find them again in whatever form.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

/// Every mark starts like this; `"` and `<` show that escaped forms are looked for too.
const STEM: &str = "m4rk\"<ed";

/// The part of the stem that no syntax escapes.
const BARE: &str = "m4rk";

pub fn mark(what: &str) -> String {
    format!("{STEM}-{what}-{}", "x7".repeat(9))
}

pub fn base64(text: &str) -> String {
    STANDARD.encode(text)
}

/// The JSON string of a text, without its quotes.
pub fn json(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap();
    quoted[1..quoted.len() - 1].to_owned()
}

/// What base64 makes of a text at each alignment, but for the ends, which depend on what stands
/// beside them.
fn encoded(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for before in 0..3 {
        let bytes = format!("{}{text}", "\0".repeat(before));
        let (from, end) = (before.div_ceil(3) * 4, (before + text.len()) / 3 * 4);
        for alphabet in [&STANDARD, &URL_SAFE] {
            all.push(alphabet.encode(&bytes)[from..end].to_owned());
        }
    }
    all
}

/// What must not come out: the stem as written (escapes of JSON, HTML and addresses leave a part of
/// it), in hexadecimal, in base64 at each alignment, as JSON in base64 and as base64 in base64.
pub fn traces() -> Vec<String> {
    let go = STEM.replace('"', "\\\"").replace('<', "\\u003c");
    let once: Vec<String> = [STEM, &json(STEM), &go]
        .into_iter()
        .flat_map(encoded)
        .collect();
    let twice: Vec<String> = once.iter().flat_map(|text| encoded(text)).collect();
    let hexadecimal: String = BARE.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut traces = vec![
        BARE.to_owned(),
        hexadecimal.to_ascii_uppercase(),
        hexadecimal,
    ];
    traces.extend(once);
    traces.extend(twice);
    traces.sort();
    traces.dedup();
    assert!(traces.iter().all(|trace| trace.len() >= 4));
    traces
}

/// The trace that a text holds.
pub fn shown<'t>(bytes: &[u8], traces: &'t [String]) -> Option<&'t String> {
    let text = String::from_utf8_lossy(bytes);
    traces.iter().find(|trace| text.contains(trace.as_str()))
}

#[track_caller]
pub fn assert_silent(what: &str, bytes: &[u8], traces: &[String]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(trace) = shown(bytes, traces) {
        panic!("{what}\nshows {trace}:\n{text}");
    }
    assert!(!text.contains("panicked"), "{what}\n{text}");
}

#[test]
fn what_is_searched_for_would_be_found() {
    let traces = traces();
    let holds = |text: &str| shown(text.as_bytes(), &traces).is_some();
    let address = |text: &str| text.replace('"', "%22").replace('<', "%3C");
    let page = |text: &str| text.replace('"', "&quot;").replace('<', "&lt;");
    for before in ["", "a", "ab", "abc"] {
        let marked = format!("{before}{}", mark("x"));
        assert!(holds(&marked) && holds(&json(&marked)) && holds(&address(&marked)));
        assert!(holds(&page(&marked)) && holds(&format!("{marked:?}")));
        assert!(holds(
            &format!("{:02x?}", marked.as_bytes()).replace(", ", "")
        ));
        assert!(holds(&base64(&marked)) && holds(&base64(&json(&marked))));
        assert!(holds(&URL_SAFE.encode(&marked)));
        for outer in ["", "x", "xy"] {
            let auth = format!("{outer}{{\"auth\":\"{}\"}}", base64(&marked));
            assert!(holds(&base64(&auth)), "{auth}");
        }
    }
    assert!(!holds(
        "{\"auths\":{\"quay.io\":{\"auth\":\"<redacted>\"}}}"
    ));
}

//! The picture as a page to look around in: one file that asks nothing of any network.

use std::fmt::Write as _;

use crate::finding::Finding;
use crate::printable::printable_json;
use crate::source::Sources;

use super::fold::Picture;
use super::page_data::Data;
use super::svg::{escaped, svg};

const STYLE: &str = include_str!("page/page.css");
const BODY: &str = include_str!("page/body.html");
const LOOK_UP: &str = include_str!("page/look_up.js");
const PAGE: &str = include_str!("page/page.js");

/// What a page shows.
pub struct Page<'a> {
    /// The picture.
    pub picture: &'a Picture<'a>,
    /// The texts that findings point into.
    pub sources: &'a Sources,
    /// The findings, settled and sorted.
    pub findings: &'a [Finding],
}

/// JSON that can stand in a script element: no sign of it starts or ends markup.
fn embedded(json: String) -> String {
    let mut safe = String::with_capacity(json.len());
    for character in printable_json(json).chars() {
        match character {
            '<' | '>' | '&' => {
                let _ = write!(safe, "\\u{:04x}", u32::from(character));
            }
            _ => safe.push(character),
        }
    }
    safe
}

/// The page; ends in a newline.
#[must_use]
pub fn html(page: &Page<'_>) -> String {
    let data = Data::new(page.picture.graph, page.sources, page.findings);
    // Maps of texts cannot fail to be written.
    let data = embedded(serde_json::to_string(&data).unwrap_or_default());
    let title = escaped(&page.picture.title());
    format!(
        "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<title>{title}</title>
<style>
{STYLE}</style>
</head>
<body>
<header><h1>{title}</h1>
{BODY}
<template id=\"picture\">
{}</template>
<script type=\"application/json\" id=\"data\">{data}</script>
<script>
{LOOK_UP}
{PAGE}</script>
</body>
</html>
",
        svg(page.picture)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_end_its_script() {
        let json = serde_json::to_string(&["</script><!--&\u{2028}\u{202e}"]).unwrap();
        let safe = embedded(json);
        assert_eq!(
            safe,
            "[\"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\\u202e\"]"
        );
        let back: [String; 1] = serde_json::from_str(&safe).unwrap();
        assert_eq!(back, ["</script><!--&\u{2028}\u{202e}"]);
    }
}

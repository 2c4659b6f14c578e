//! The base of the global pull secret: its decoded JSON, or the Secret as `oc get` printed it.

use zeroize::Zeroizing;

use crate::finding::{Finding, catalogue};
use crate::kubernetes::DOCKER_CONFIG;
use crate::model::Text;

use super::Confidential;
use super::auth_field::decode_base64;
use super::auth_file::not_json;
use super::json::{Json, JsonKind, JsonValue};

/// The Docker config of a base.
pub(super) fn read(text: &str, file: Text<'_>) -> Result<Confidential, Box<Finding>> {
    let shape = |what: &str| {
        let message = format!("file `{}` {what}", file.value);
        Box::new(
            catalogue::DOCKER_CONFIG_SHAPE
                .at(file.span, message)
                .help(EXTRACT),
        )
    };
    let encoded = match Json::parse(text.as_bytes()) {
        Ok(json) => {
            if has_auths(json.root()) {
                return Ok(Confidential::copy(text.as_bytes()));
            }
            of_json_secret(json.root())
                .ok_or_else(|| shape("is JSON, but neither a Docker config nor a Secret"))?
        }
        Err(fault) => of_yaml_secret(text)
            .ok_or_else(|| Box::new(not_json(text, &fault, file).help(EXTRACT)))?,
    };
    let padded = encoded.trim_end().ends_with('=');
    let decoded = decode_base64(encoded.as_bytes(), padded)
        .map_err(|_| shape("is a Secret whose `.dockerconfigjson` is not base64"))?;
    match std::str::from_utf8(&decoded).map(|text| Json::parse(text.as_bytes())) {
        Ok(Ok(json)) if has_auths(json.root()) => Ok(Confidential::copy(&decoded)),
        _ => Err(shape(
            "is a Secret whose `.dockerconfigjson` is no Docker config",
        )),
    }
}

/// How the base is made.
const EXTRACT: &str = "`oc get secret/pull-secret -n openshift-config -o yaml > FILE` writes it";

fn has_auths(json: JsonValue<'_, '_>) -> bool {
    json.member("auths")
        .is_some_and(|auths| auths.kind() == JsonKind::Object)
}

fn of_json_secret(json: JsonValue<'_, '_>) -> Option<Zeroizing<String>> {
    json.member("data")?.member(DOCKER_CONFIG)?.text()
}

/// Finds the base64 in the YAML of a Secret, in the form in which programs print it: block
/// mappings, the value plain, quoted, folded or in a block. A whole YAML parser would leave copies
/// of the credential in memory; base64 holds nothing that quotes or folding could change.
fn of_yaml_secret(text: &str) -> Option<Zeroizing<String>> {
    let mut lines = text
        .lines()
        .skip_while(|line| line.trim_end() != "data:")
        .skip(1);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let (depth, first) = lines
        .by_ref()
        .take_while(|line| indent(line) > 0)
        .find_map(|line| {
            let (key, value) = line.trim_start().split_once(':')?;
            (key.trim_matches(['"', '\'']) == DOCKER_CONFIG).then(|| (indent(line), value))
        })?;
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let rest = lines.take_while(|line| indent(line) > depth || line.trim().is_empty());
    for part in std::iter::once(first).chain(rest) {
        out.push_str(part.trim().trim_matches(['"', '\'', '|', '>', '-']));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    fn base(text: &str) -> Result<String, &'static str> {
        let span = Span::new(SourceId(0), 0, 1);
        match read(text, Text::new("pull-secret.json", span)) {
            Ok(base) => Ok(base.expose_text().unwrap().to_owned()),
            Err(finding) => {
                assert!(!finding.message.contains("bWFya2Vk"), "{}", finding.message);
                Err(finding.code.name())
            }
        }
    }

    const CONFIG: &str = r#"{"auths": {"quay.io": {"auth": "bWFya2VkOmE="}}}"#;
    const ENCODED: &str = "eyJhdXRocyI6IHsicXVheS5pbyI6IHsiYXV0aCI6ICJiV0Z5YTJWa09tRT0ifX19";

    #[test]
    fn takes_json_and_secrets() {
        assert_eq!(base(CONFIG).unwrap(), CONFIG);
        let (head, tail) = ENCODED.split_at(20);
        for secret in [
            format!("{{\"kind\":\"Secret\",\"data\":{{\".dockerconfigjson\":\"{ENCODED}\"}}}}"),
            format!("apiVersion: v1\ndata:\n  .dockerconfigjson: {ENCODED}\nkind: Secret\n"),
            format!(
                "kind: Secret\r\ndata:\r\n  other: eHg=\r\n  \".dockerconfigjson\": '{ENCODED}'\r\n"
            ),
            format!("data:\n  .dockerconfigjson: |-\n    {head}\n    {tail}\n  other: eA==\n"),
            format!("data:\n  .dockerconfigjson: {head}\n    {tail}\nkind: Secret"),
        ] {
            assert_eq!(base(&secret).unwrap(), CONFIG, "{secret}");
        }
    }

    #[test]
    fn refuses_what_is_neither() {
        assert_eq!(base(""), Err("PS0211"));
        assert_eq!(base("{bWFya2Vk"), Err("PS0211"));
        assert_eq!(base("data:\nkind: Secret\n"), Err("PS0211"));
        assert_eq!(base("[]"), Err("PS0224"));
        assert_eq!(base("{\"auths\": []}"), Err("PS0224"));
        assert_eq!(
            base("data:\n  .dockerconfigjson: bWFya2Vk!\n"),
            Err("PS0224")
        );
        assert_eq!(
            base("data:\n  .dockerconfigjson: bWFya2Vk\n"),
            Err("PS0224")
        );
    }
}

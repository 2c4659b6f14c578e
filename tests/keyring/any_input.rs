//! What holds for any input.

use proptest::prelude::*;
use pullsecrets::credential::docker_config::{DockerConfig, Layout};
use pullsecrets::keyring::kubelet::SecretType;
use serde_json::Value;

use crate::{containers_image, entries, kubelet};

/// Text out of the signs that matter to parsers, and any other.
fn awkward() -> impl Strategy<Value = String> {
    let signs = prop_oneof![
        4 => prop::sample::select("ab.:/@%[]*?#\\-_~ 0129AZ{}\",eyJ=\n\u{e9}".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    prop::collection::vec(signs, 0..40).prop_map(|signs| signs.into_iter().collect())
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(
        image in awkward(),
        keys in prop::collection::vec(awkward(), 0..6),
        auth in awkward(),
        file in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let auths: serde_json::Map<String, Value> = keys
            .into_iter()
            .map(|key| (key, serde_json::json!({"auth": auth})))
            .collect();
        let made = serde_json::json!({"auths": auths}).to_string().into_bytes();
        for image in [image.as_str(), "a.b/c"] {
            for file in [&made, &file] {
                for kind in [SecretType::DockerConfigJson, SecretType::Dockercfg] {
                    let _ = kubelet(image, &[(kind, file.clone())]);
                }
                let _ = containers_image(image, file);
            }
        }
    }

    /// What is JSON to an independent reader is JSON to ours, and the other way round, but for
    /// numbers out of range and halves of surrogate pairs, which Go takes.
    #[test]
    fn agrees_with_another_reader_on_what_is_json(
        text in r#"[\[\]{}":,0-9a\\ntruefals .eE+\-]{0,24}"#
    ) {
        let other: Result<serde::de::IgnoredAny, _> = serde_json::from_str(&text);
        let ours = DockerConfig::parse(text.as_bytes(), Layout::ConfigJson);
        prop_assert_eq!(ours.is_ok(), other.is_ok(), "{}", text);
    }

    #[test]
    fn every_key_that_is_an_image_serves_it(
        host in "[a-z]{1,5}(\\.[a-z]{1,5}){1,2}(:[0-9]{1,4})?",
        path in "[a-z]{1,6}(/[a-z]{1,6}){0,3}",
    ) {
        let repository = format!("{host}/{path}");
        // A leading `v1` or `v2` is no part of a key's path.
        prop_assume!(!path.starts_with("v1/") && !path.starts_with("v2/"));
        let config = entries(&[&repository, &host]);
        let done = kubelet(&repository, &[(SecretType::DockerConfigJson, config)]).unwrap();
        let keys: Vec<_> = done.found.unwrap().into_iter().map(|found| found.1).collect();
        prop_assert_eq!(keys, [repository, host]);
    }
}

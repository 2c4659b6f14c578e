//! Names of images and server keys: the first line is an image, the others are keys.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pullsecrets::credential::docker_config::Layout;
use pullsecrets::keyring::kubelet::Keyring;
use pullsecrets::keyring::{ImageName, Runtime, ServerKey, Target, containers_image};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.lines();
    let image = lines.next().unwrap_or_default();
    let keys: Vec<&str> = lines.take(20).collect();

    let mut keyring = Keyring::default();
    for key in &keys {
        let added = keyring.add(key, *key);
        assert_eq!(added.is_ok(), ServerKey::parse(key).is_ok());
        if let Ok(parsed) = ServerKey::parse(key) {
            let joined = format!("{}{}", parsed.host(), parsed.path());
            assert_eq!(joined, String::from_utf8_lossy(parsed.normal()));
            let _ = parsed.is_glob();
        }
    }
    if let Ok(name) = ImageName::parse(image, Runtime::Kubelet) {
        let found = keyring.look_up(&name.repository);
        for pair in found.windows(2) {
            let key = |at: usize| ServerKey::parse(pair[at]).ok();
            let normal = |at: usize| key(at).map(|key| key.normal().to_vec());
            assert!(
                normal(0) >= normal(1),
                "tried in the reverse of their order"
            );
        }
        if let Some(target) = Target::parse(name.repository.as_bytes()) {
            let fits = |key: &str| ServerKey::parse(key).is_ok_and(|key| key.fits(&target));
            let fitting = keys.iter().filter(|key| fits(key)).count();
            assert!(found.len() == fitting || fitting == 0, "what fits is tried");
        }
    }
    if let Ok(name) = ImageName::parse(image, Runtime::ContainersImage) {
        for layout in [Layout::ConfigJson, Layout::Dockercfg] {
            let chosen = containers_image::choose(keys.iter().copied(), layout, &name.repository);
            assert!(chosen.is_none_or(|chosen| keys.contains(&chosen)));
        }
    }
});

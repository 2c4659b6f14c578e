//! Docker and Podman files as both runtimes read them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pullsecrets::credential::docker_config::{DockerConfig, Layout};
use pullsecrets::keyring::kubelet::{Keyring, SecretType, read_secret};
use pullsecrets::keyring::{Runtime, ServerKey, containers_image};
use pullsecrets::resolve::{File, from_files};

fuzz_target!(|data: &[u8]| {
    for layout in [Layout::ConfigJson, Layout::Dockercfg] {
        let Ok(config) = DockerConfig::parse(data, layout) else {
            assert!(containers_image::read_file("f", data, layout).is_err());
            continue;
        };
        for entry in &config.entries {
            let found = config
                .entry(&entry.key)
                .expect("each entry is found by its key");
            assert_eq!(found.json, entry.json);
            let json = &data[entry.json.clone()];
            assert!(
                DockerConfig::parse(json, Layout::Dockercfg).is_ok(),
                "an entry is JSON"
            );
            let _ = containers_image::look_up(&config, layout, &entry.key);
        }
        let mut keyring = Keyring::default();
        for entry in &config.entries {
            let added = keyring.add(&entry.key, ());
            assert_eq!(added.is_ok(), ServerKey::parse(&entry.key).is_ok());
        }
    }
    for kind in [SecretType::DockerConfigJson, SecretType::Dockercfg] {
        let _ = read_secret(kind, data);
    }
    for runtime in [Runtime::Kubelet, Runtime::ContainersImage] {
        for name in ["config.json", ".dockercfg"] {
            let _ = from_files("quay.io/acme/app:1", &[File { name, bytes: data }], runtime);
        }
    }
});

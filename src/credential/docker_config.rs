//! Docker and Podman files.

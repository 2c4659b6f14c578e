//! Time.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970. `SOURCE_DATE_EPOCH` sets it, as reproducible builds expect: the same
/// input and time give the same output.
#[must_use]
pub fn now() -> i64 {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok();
    fixed
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or_else(|| {
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |passed| {
                    i64::try_from(passed.as_secs()).unwrap_or(i64::MAX)
                })
        })
}

//! What a process costs: CPU seconds and peak memory, as the kernel counts them for a child.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What one run cost.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// User and system time together, in seconds.
    pub cpu: f64,
    /// The most memory that was resident at once, in bytes. Below some 10 MB it says what the
    /// measuring process had when it started the command, not what the command took.
    pub peak: u64,
}

/// A command to measure.
pub struct Measured {
    program: PathBuf,
    arguments: Vec<String>,
    folder: PathBuf,
    into: PathBuf,
}

impl Measured {
    /// A program with arguments, run in `folder`; what it prints goes into a file there.
    pub fn new(program: impl AsRef<OsStr>, arguments: &[&str], folder: &Path) -> Self {
        Self {
            program: PathBuf::from(program.as_ref()),
            arguments: arguments.iter().map(|text| (*text).to_owned()).collect(),
            folder: folder.to_owned(),
            into: folder.join("standard-output"),
        }
    }

    /// The cheapest of so many runs: what else the machine does can only add.
    ///
    /// # Panics
    /// Where the command does not end in success: a ratio to a failure means nothing.
    pub fn cheapest(&self, runs: usize) -> Cost {
        let mut costs = (0..runs.max(1)).map(|_| self.once());
        let first = costs.next().expect("at least one run");
        costs.fold(first, |best, cost| Cost {
            cpu: best.cpu.min(cost.cpu),
            peak: best.peak.min(cost.peak),
        })
    }

    /// What the last run printed.
    pub fn printed(&self) -> Vec<u8> {
        std::fs::read(&self.into).expect("what a measured command printed")
    }

    fn once(&self) -> Cost {
        // The standard library tells nothing of a child's use, and `wait4` of libc is unsafe.
        let output = Command::new("python3")
            .args(["-I", "-c", include_str!("measure.py")])
            .arg(&self.into)
            .arg(&self.program)
            .args(&self.arguments)
            .current_dir(&self.folder)
            // Nothing of the user's: no cluster, no cache, no settings.
            .env("HOME", &self.folder)
            .env_remove("KUBECONFIG")
            .output()
            .expect("python3 measures the commands");
        let text = String::from_utf8_lossy(&output.stdout);
        let mut fields = text.split_whitespace();
        let mut number = || fields.next().and_then(|field| field.parse::<f64>().ok());
        let (Some(status), Some(cpu), Some(peak)) = (number(), number(), number()) else {
            panic!(
                "{}: {}",
                self.program.display(),
                String::from_utf8_lossy(&output.stderr)
            );
        };
        assert!(
            status == 0.0,
            "{} {:?} ended with status {status}",
            self.program.display(),
            self.arguments
        );
        Cost {
            cpu,
            peak: peak as u64,
        }
    }
}

//! The command `pullsecrets`.

fn main() {}

//! The one type in which credentials live cannot be printed, copied, compared or serialised.
//!
//! A type has one of the traits below by the first implementation, and by the others only where it
//! is `Clone`, `Debug` …: the call in the test is ambiguous, and does not compile, where
//! `Confidential` gains one of them.

use pullsecrets::credential::Confidential;

trait Without<Marker> {
    fn holds() {}
}
struct Clones;
struct Debugs;
struct Displays;
struct Serialises;
struct Deserialises;
struct Compares;
struct Hashes;
struct Derefs;
impl<T: ?Sized> Without<()> for T {}
impl<T: Clone> Without<Clones> for T {}
impl<T: std::fmt::Debug> Without<Debugs> for T {}
impl<T: std::fmt::Display> Without<Displays> for T {}
impl<T: serde::Serialize> Without<Serialises> for T {}
impl<T: serde::de::DeserializeOwned> Without<Deserialises> for T {}
impl<T: PartialEq> Without<Compares> for T {}
impl<T: std::hash::Hash> Without<Hashes> for T {}
// What it derefs to could be printed.
impl<T: std::ops::Deref> Without<Derefs> for T {}

#[test]
fn has_nothing_that_could_print_or_copy_it() {
    <Confidential as Without<_>>::holds();
}

/// Dropping wipes: the type needs dropping, though it holds bytes alone.
#[test]
fn is_wiped_when_it_is_dropped() {
    fn is_wiped<T: zeroize::ZeroizeOnDrop>() {}
    is_wiped::<Confidential>();
}

//! What is worked out once for all pods that are asked about.

use std::cell::RefCell;
use std::rc::Rc;

use hashbrown::HashMap;

use crate::plan::{Plan, PullSecretId};

use super::Held;
use super::integrated::Grants;

/// The grants of a plan, and the content of pull secrets that were looked into.
pub struct Memory<'a> {
    pub(super) grants: Grants<'a>,
    held: RefCell<HashMap<Which, Rc<Held<'a>>>>,
}

/// A pull secret.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum Which {
    /// One that the spec makes.
    Planned(PullSecretId),
    /// One that stands beside the spec, by project and name.
    Beside(String, String),
}

impl<'a> Memory<'a> {
    /// Knows the grants of a plan.
    #[must_use]
    pub fn new(plan: &'a Plan<'a>) -> Self {
        Self {
            grants: Grants::new(plan),
            held: RefCell::default(),
        }
    }

    /// The content of a secret, by `read` where nobody has asked before.
    pub(super) fn held(&self, which: Which, read: impl FnOnce() -> Held<'a>) -> Rc<Held<'a>> {
        if let Some(held) = self.held.borrow().get(&which) {
            return Rc::clone(held);
        }
        let held = Rc::new(read());
        self.held.borrow_mut().insert(which, Rc::clone(&held));
        held
    }
}

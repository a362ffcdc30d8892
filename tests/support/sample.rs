//! What a person can have, one of each, so that the tests which walk over everything walk over it.

use std::pin::Pin;

use super::{Actor, TestApp};
use crate::SAMPLES;

/// What mira writes wherever she may write.
pub const CANARY: &str = "canary-7f3a-of-the-yellow-kind";

pub type Fields = &'static [(&'static str, &'static str)];

/// One thing that a feature knows of a person, or has for everybody.
pub struct Sample {
    /// The kind of entry or the table it is in, if any.
    pub kind: &'static str,
    pub comes: Comes,
    /// The starts of the routes it is for, up to the `{id}` that names it.
    pub routes: &'static [&'static str],
    /// What its owner would send to these routes.
    pub forms: &'static [(&'static str, Fields)],
    /// What, besides the canary, a stolen disk must not show of it.
    pub hidden: &'static [&'static str],
}

/// Does all that a thing takes, and gives its id.
type Doing = for<'a> fn(&'a TestApp, &'a Actor) -> Pin<Box<dyn Future<Output = String> + 'a>>;

#[derive(Clone, Copy)]
pub enum Comes {
    /// With the program, under this name.
    Named(&'static str),
    /// By one form.
    Sent(&'static str, Fields),
    Done(Doing),
}

impl Sample {
    pub const NONE: Self = Self { kind: "", comes: Comes::Named(""), routes: &[], forms: &[], hidden: &[] };

    /// Whether one could tell it from a file in which it is not sealed.
    pub fn has_canary(&self) -> bool {
        let wrote = matches!(self.comes, Comes::Sent(_, fields) if fields.iter().any(|(_, words)| *words == CANARY));
        wrote || !self.hidden.is_empty()
    }

    async fn id(&self, app: &TestApp, mira: &Actor) -> String {
        match self.comes {
            Comes::Named(name) => name.to_owned(),
            Comes::Sent(path, fields) => mira.keep(path, fields).await.id,
            Comes::Done(all) => all(app, mira).await,
        }
    }
}

pub fn all() -> impl Iterator<Item = &'static Sample> {
    SAMPLES.iter().copied().flatten()
}

/// The sample whose id or name stands in the addresses of a route.
pub fn named_in(route: &str) -> Option<(&'static Sample, &'static str)> {
    let starts = all().flat_map(|sample| sample.routes.iter().map(move |start| (sample, *start)));
    starts.filter(|(_, start)| route.starts_with(start)).max_by_key(|(_, start)| start.len())
}

/// A form that the route would take from its owner.
pub fn fields(route: &str) -> Fields {
    all().flat_map(|sample| sample.forms).find(|(path, _)| *path == route).map_or(&[], |(_, fields)| fields)
}

/// All that mira has.
pub struct Things(Vec<(&'static str, String)>);

impl Things {
    pub async fn of(app: &TestApp, mira: &Actor) -> Self {
        let mut things = Vec::new();
        for sample in all() {
            let id = sample.id(app, mira).await;
            things.extend(sample.routes.iter().map(|start| (*start, id.clone())));
        }
        Self(things)
    }

    /// The address of a route with what of hers it is for.
    pub fn fill(&self, route: &str) -> String {
        let Some((_, start)) = named_in(route) else { return route.to_owned() };
        let (_, id) = self.0.iter().find(|(path, _)| *path == start).expect("a thing of each sample");
        let (before, named) = start.split_once('{').expect("what names it");
        let (name, _) = named.split_once('}').expect("its end");
        format!("{before}{id}{}", &route[before.len() + name.len() + 2..])
    }
}

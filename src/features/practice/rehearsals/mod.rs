//! Rehearsals: conversations to practise alone, scene by scene. No score, no timer, no right way. Pure.

pub mod graph;
pub mod list;
pub mod pages;
pub mod play;
pub mod turns;

use std::sync::LazyLock;

use anyhow::Context as _;
use serde::Deserialize;

use crate::base::content;
use crate::model::steps::{Library, Size};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rehearsal {
    /// Its number, for ever.
    pub number: u32,
    /// Its address: the name of its file.
    #[serde(skip)]
    pub slug: String,
    pub title: String,
    pub group: Group,
    /// The same as a noun phrase, after *practise*.
    pub short: String,
    pub aim: String,
    /// Where one is before the first scene.
    pub setting: String,
    /// The library's step that is the real thing.
    pub step: String,
    /// The first scene.
    pub first: String,
    pub partner: Partner,
    /// What it is about, where that matters.
    pub topic: Option<Topic>,
    pub scenes: Vec<Scene>,
    pub endings: Vec<Ending>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Their name, unless another is chosen.
    pub name: String,
    pub style: Style,
    pub about: String,
    /// Whether they get unkind in one branch.
    pub unkind: bool,
}

/// Under which heading it stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    Hello,
    Asking,
    Hard,
}

impl Group {
    pub const ALL: [Self; 3] = [Self::Hello, Self::Asking, Self::Hard];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    Chatty,
    Terse,
    Literal,
    Anxious,
    Busy,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub default: String,
    pub ask: String,
}

/// A turn of theirs, and what one may do.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// Its name in the file.
    pub name: String,
    /// What one sees and hears.
    pub they: String,
    pub thought: String,
    /// Whether they have misread one.
    #[serde(default)]
    pub misread: bool,
    /// What one may notice,
    pub cue: Option<String>,
    /// and what it could mean.
    #[serde(default)]
    pub could: Vec<String>,
    pub choices: Vec<Edge>,
    /// Asking in plain words.
    pub ask: Edge,
    pub leave: Edge,
}

/// Something one may do, and where it leads.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// What one does or says.
    pub say: String,
    /// The scene or ending it leads to.
    pub to: String,
    /// How it lands on both.
    pub lands: Option<String>,
}

/// None is better than another.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// Its name in the file.
    pub name: String,
    pub way: EndingManner,
    pub text: String,
    /// What it did for both.
    pub both: String,
    /// A question to keep something by.
    pub keep: String,
    /// The step that is the real thing of this ending, where that is another one: nobody is sent back to somebody unkind.
    pub step: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EndingManner {
    /// With words.
    Direct,
    /// With few or none.
    Quiet,
    Leaving,
}

#[derive(Clone, Copy, Debug)]
pub enum Position<'a> {
    Scene(&'a Scene),
    Ending(&'a Ending),
}

impl Position<'_> {
    pub fn name(&self) -> &str {
        match self {
            Self::Scene(scene) => &scene.name,
            Self::Ending(ending) => &ending.name,
        }
    }
}

impl Scene {
    /// Everything one may do here: the choices, then asking, then leaving.
    pub fn edges(&self) -> impl Iterator<Item = &Edge> {
        self.choices.iter().chain([&self.ask, &self.leave])
    }
}

impl Rehearsal {
    pub fn place(&self, name: &str) -> Option<Position<'_>> {
        let scene = self.scenes.iter().find(|scene| scene.name == name).map(Position::Scene);
        scene.or_else(|| self.ending(name).map(Position::Ending))
    }

    /// The library's step that is the real thing of an ending.
    pub fn real<'a>(&'a self, ending: &'a Ending) -> &'a str {
        ending.step.as_deref().unwrap_or(&self.step)
    }

    pub fn ending(&self, name: &str) -> Option<&Ending> {
        self.endings.iter().find(|ending| ending.name == name)
    }
}

#[derive(Clone, Debug)]
pub struct Rehearsals(Vec<Rehearsal>);

static REHEARSALS: LazyLock<anyhow::Result<Rehearsals>> = LazyLock::new(|| Rehearsals::load(&Library::load()?));

impl Rehearsals {
    /// The ones there are, read once.
    pub fn shared() -> anyhow::Result<&'static Self> {
        content::loaded(&REHEARSALS)
    }

    /// # Errors
    /// If one does not have this shape, has a [`graph::Flaw`], or names a step that has no smaller size.
    pub fn load(library: &Library) -> anyhow::Result<Self> {
        let read = |name: &String| {
            let mut rehearsal: Rehearsal = content::toml(name)?;
            let slug = name.strip_prefix("rehearsals/").and_then(|file| file.strip_suffix(".toml"));
            slug.with_context(|| format!("{name} is no rehearsal"))?.clone_into(&mut rehearsal.slug);
            graph::check(&rehearsal).with_context(|| name.clone())?;
            for ending in &rehearsal.endings {
                let step = rehearsal.real(ending);
                let smaller = library.by_slug(step).and_then(|step| step.size(Size::Smaller));
                smaller.with_context(|| format!("{name}: no smaller size of {step}"))?;
            }
            Ok(rehearsal)
        };
        let mut all = content::names("rehearsals/").iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
        all.sort_by_key(|rehearsal| rehearsal.number);
        Ok(Self(all))
    }

    /// Each of them, by number.
    pub fn iter(&self) -> impl Iterator<Item = &Rehearsal> {
        self.0.iter()
    }

    pub fn by_slug(&self, slug: &str) -> Option<&Rehearsal> {
        self.iter().find(|rehearsal| rehearsal.slug == slug)
    }

    /// Those that a step is the real thing of.
    pub fn before(&self, step: &str) -> impl Iterator<Item = &Rehearsal> {
        self.iter().filter(move |rehearsal| rehearsal.step == step)
    }
}

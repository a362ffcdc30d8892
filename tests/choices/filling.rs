//! What can be done with a form: filled in whole, and each of its choices once.

use std::collections::BTreeSet;

use crate::support::PASSWORD;
use crate::support::html::{Control, SeenForm};

/// What a form is sent with: a name and a value for each thing that is on.
pub type Filled = Vec<(String, String)>;

/// One choice, as the report of what was refused names it, and the form as it is sent then.
pub struct Choice {
    pub told: String,
    /// The control of several, and which of them.
    pub of: Option<(String, String)>,
    /// Whether something is left out that a page may ask for.
    pub leaves_out: bool,
    pub action: String,
    pub filled: Filled,
}

/// What somebody would type where nothing stands yet. `code` is mira's, which no page shows twice.
fn typed(form: &SeenForm, control: &Control, code: &str) -> String {
    match (control.kind.as_str(), control.name.as_str()) {
        (_, "code") => code.to_owned(),
        (_, "name") if matches!(form.action.as_str(), "/sign-in" | "/recover") => "mira".to_owned(),
        _ if !control.value.is_empty() => control.value.clone(),
        ("password", _) => PASSWORD.to_owned(),
        ("date", _) => "2026-11-22".to_owned(),
        ("time", _) => "18:30".to_owned(),
        (_, "name") => "Robin".to_owned(),
        _ => "Some words".to_owned(),
    }
}

/// The groups of a form of which one is chosen, by name.
fn groups(form: &SeenForm) -> BTreeSet<&str> {
    form.controls.iter().filter(|control| control.kind == "radio").map(|control| control.name.as_str()).collect()
}

/// The form as somebody would send it who chooses something everywhere; `ticked` if every box is.
pub fn whole(form: &SeenForm, ticked: bool, code: &str) -> Filled {
    let mut filled = Filled::new();
    let mut chosen = BTreeSet::new();
    for control in form.controls.iter().filter(|control| !control.name.is_empty()) {
        let of_group = || form.controls.iter().filter(|other| other.kind == "radio" && other.name == control.name);
        let value = match control.kind.as_str() {
            "submit" => None,
            "checkbox" => (control.on || ticked).then(|| control.value.clone()),
            "radio" => {
                let is_on = control.on || !of_group().any(|other| other.on);
                (is_on && chosen.insert(control.name.clone())).then(|| control.value.clone())
            }
            "select" => {
                let selected = control.options.iter().find(|(value, selected)| *selected && !value.is_empty());
                let first = control.options.iter().find(|(value, _)| !value.is_empty());
                selected.or(first).map(|(value, _)| value.clone())
            }
            "hidden" => Some(control.value.clone()),
            _ => Some(typed(form, control, code)),
        };
        filled.extend(value.map(|value| (control.name.clone(), value)));
    }
    filled
}

fn with(filled: &Filled, name: &str, value: Option<&str>) -> Filled {
    let mut changed = filled.clone();
    match (changed.iter().position(|(found, _)| found == name), value) {
        (Some(at), Some(value)) => value.clone_into(&mut changed[at].1),
        (Some(at), None) => drop(changed.remove(at)),
        (None, Some(value)) => changed.push((name.to_owned(), value.to_owned())),
        (None, None) => {}
    }
    changed
}

fn toggled(filled: &Filled, control: &Control) -> Filled {
    let one = (control.name.clone(), control.value.clone());
    let mut changed = filled.clone();
    match changed.iter().position(|found| *found == one) {
        Some(at) => drop(changed.remove(at)),
        None => changed.push(one),
    }
    changed
}

/// Each choice of a form once, all else as in `base`, sent with its first button.
pub fn choices(form: &SeenForm, base: &Filled) -> Vec<Choice> {
    let buttons: Vec<_> = form.controls.iter().filter(|control| control.kind == "submit").collect();
    let named = |button: &Control| (!button.name.is_empty()).then(|| (button.name.clone(), button.value.clone()));
    let first = buttons.first().and_then(|button| named(button));
    let address = |button: Option<&&Control>| {
        button.and_then(|button| button.formaction.clone()).unwrap_or_else(|| form.action.clone())
    };
    let mut all = Vec::new();
    let mut add = |told: String, of: Option<(&str, &str)>, leaves_out: bool, filled: Filled| {
        let filled = filled.into_iter().chain(first.clone()).collect();
        let of = of.map(|(name, value)| (name.to_owned(), value.to_owned()));
        all.push(Choice { told, of, leaves_out, action: address(buttons.first()), filled });
    };
    add("as it is".into(), None, false, base.clone());
    for name in groups(form) {
        add(format!("none of {name}"), None, true, with(base, name, None));
    }
    for control in form.controls.iter().filter(|control| !control.name.is_empty()) {
        let name = control.name.as_str();
        match control.kind.as_str() {
            "radio" => {
                let value = control.value.as_str();
                add(format!("{name}={value}"), Some((name, value)), false, with(base, name, Some(value)));
            }
            "checkbox" => {
                add(format!("{name} {} turned", control.value), None, control.required, toggled(base, control));
            }
            "select" => {
                for (value, _) in &control.options {
                    let leaves_out = value.is_empty();
                    add(format!("{name}={value}"), Some((name, value)), leaves_out, with(base, name, Some(value)));
                }
            }
            "submit" | "hidden" => {}
            _ => {
                add(format!("{name} empty"), None, true, with(base, name, Some("")));
                for bound in &control.bounds {
                    add(format!("{name}={bound}"), None, false, with(base, name, Some(bound)));
                }
            }
        }
    }
    for button in buttons.iter().skip(1) {
        let filled = base.iter().cloned().chain(named(button)).collect();
        let told = format!("button {}={}", button.name, button.value);
        all.push(Choice { told, of: None, leaves_out: false, action: address(Some(button)), filled });
    }
    all
}

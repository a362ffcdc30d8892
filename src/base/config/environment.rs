//! Settings as they stand in files that others wrote: an empty one counts as unset, and blanks, quotes and line ends around a
//! value are no part of it. Docker's and systemd's files differ in all of these.

use std::ffi::OsString;

use clap::builder::Resettable;
use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Command, CommandFactory as _, FromArgMatches as _};

use super::Cli;

/// What the command line and the environment say. Where something cannot be understood, says so and ends the program.
pub fn parsed() -> Cli {
    let command = tidied(Cli::command(), &|name| std::env::var_os(name));
    let found = command.try_get_matches().and_then(|found| Cli::from_arg_matches(&found));
    found.unwrap_or_else(|error| {
        let came_from = variable_of(&error).filter(|variable| std::env::var_os(variable).is_some());
        let said = error.render().to_string();
        match without_secret(&said) {
            Some(said) => eprintln!("{said}"),
            None => drop(error.print()),
        }
        if let Some(variable) = came_from {
            eprintln!("this came from {variable} in the environment");
        }
        std::process::exit(error.exit_code())
    })
}

/// What the private half of a backup's key begins with.
const PRIVATE_HALF: &str = "AGE-SECRET-KEY-";

/// What is said, without the private half of a key, where that was given for the public one: it would stand in a log.
fn without_secret(said: &str) -> Option<String> {
    let (before, rest) = said.split_once(PRIVATE_HALF)?;
    let after = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    Some(format!(
        "{before}{PRIVATE_HALF}…{after}\nThat is the private half, which opens backups. The public half begins with age1."
    ))
}

/// The variables that look like settings and are none, and the setting that each most likely means.
pub fn misspelt() -> Vec<String> {
    let (known, names) = (known(), std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()));
    names.filter_map(|name| taken_for_a_setting(&name, &known)).collect()
}

fn taken_for_a_setting(name: &str, known: &[String]) -> Option<String> {
    let upper = name.to_uppercase();
    if known.iter().any(|one| one == name) || !upper.starts_with(PREFIX) {
        return None;
    }
    let rest = upper.trim_start_matches(PREFIX);
    let ends_so = |one: &str| one.strip_suffix(rest).is_some_and(|before| before.ends_with('_') && before != PREFIX);
    let likeness = |one: &str| if ends_so(one) { 1.0 } else { strsim::jaro(one.trim_start_matches(PREFIX), rest) };
    let meant = known.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)))?;
    let is_like = likeness(meant) > ALIKE;
    is_like.then(|| format!("{name} is no setting of Handrail's, and does nothing: perhaps {meant} is meant"))
}

/// What every setting's name begins with.
const PREFIX: &str = "HANDRAIL_";

/// Jaro's likeness of two names, 0 to 1, from which on one is taken for the other: `DATA_DIR` is as like `DATA` as that. What
/// others put beside ours, such as Kubernetes for a service of this name, is less like any.
const ALIKE: f64 = 0.8;

/// Settings of what stands beside the program: what it logs, and what compose.yaml hands to Caddy.
const BESIDE: [&str; 2] = ["HANDRAIL_LOG", "HANDRAIL_HOST"];

fn known() -> Vec<String> {
    settings().into_iter().map(|(_, variable)| variable).chain(BESIDE.map(ToOwned::to_owned)).collect()
}

/// Every setting's flag, and the variable that says the same.
fn settings() -> Vec<(String, String)> {
    let command = Cli::command();
    let commands = std::iter::once(&command).chain(command.get_subcommands());
    let named = |arg: &Arg| Some((format!("--{}", arg.get_long()?), arg.get_env()?.to_str()?.to_owned()));
    commands.flat_map(|command| command.get_arguments().filter_map(named)).collect()
}

/// The command, with what `env` says of each setting made tidy.
fn tidied(command: Command, env: &dyn Fn(&str) -> Option<OsString>) -> Command {
    let command = command.mut_args(|arg| match arg.get_env().and_then(|name| env(name.to_str()?)) {
        Some(value) => tidy(arg, &value),
        None => arg,
    });
    let names: Vec<String> = command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, |one| tidied(one, env)))
}

fn tidy(arg: Arg, value: &OsString) -> Arg {
    let Some(text) = value.to_str() else { return arg };
    let within = match arg.get_value_delimiter() {
        Some(delimiter) => parts(within(text), delimiter),
        None => within(text).to_owned(),
    };
    match within.as_str() {
        "" => arg.env(Resettable::Reset),
        tidy if tidy == text => arg,
        tidy => arg.env(Resettable::Reset).default_value(tidy.to_owned()),
    }
}

/// A list without the parts in which nothing is, such as the last one behind a comma.
fn parts(list: &str, delimiter: char) -> String {
    let parts = list.split(delimiter).map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(&delimiter.to_string())
}

/// A value without what stands around it.
fn within(text: &str) -> &str {
    let text = text.trim();
    let unquoted = ['"', '\''].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    unquoted.map_or(text, str::trim)
}

/// The variable that says what could not be understood, if no flag did.
fn variable_of(error: &clap::Error) -> Option<String> {
    let ContextValue::String(flag) = error.get(ContextKind::InvalidArg)? else { return None };
    let flag = flag.split([' ', '=']).next()?;
    let is_flag = |given: OsString| given.to_str().is_some_and(|given| given.split('=').next() == Some(flag));
    let (_, variable) = settings().into_iter().find(|(named, _)| named == flag)?;
    (!std::env::args_os().any(is_flag)).then_some(variable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variable: &str, value: &str) -> Result<Cli, String> {
        let env = |name: &str| (name == variable).then(|| OsString::from(value));
        let found = tidied(Cli::command(), &env).try_get_matches_from(["handrail"]);
        found.and_then(|found| Cli::from_arg_matches(&found)).map_err(|error| error.to_string())
    }

    #[test]
    fn what_looks_like_a_setting_is_said_with_the_one_it_means() {
        for (name, meant) in [
            ("HANDRAIL_PUBLIC_ADDRESS", None),
            ("HANDRAIL_PUBLIC_URI", Some("HANDRAIL_PUBLIC_URL")),
            ("HANDRAIL_PUBLICURL", Some("HANDRAIL_PUBLIC_URL")),
            ("handrail_public_url", Some("HANDRAIL_PUBLIC_URL")),
            ("HANDRAIL_TRUSTED_PROXY", Some("HANDRAIL_TRUSTED_PROXIES")),
            ("HANDRAIL_DATA_DIR", Some("HANDRAIL_DATA")),
            ("HANDRAIL_LISTEN_ADDR", Some("HANDRAIL_LISTEN")),
            ("HANDRAIL_RECIPIENT", Some("HANDRAIL_BACKUP_RECIPIENT")),
            ("HANDRAIL_URL", Some("HANDRAIL_PUBLIC_URL")),
            ("HANDRAIL_SERVICE_HOST", None),
            ("HANDRAIL_PORT_8420_TCP_PROTO", None),
            ("HANDRAIL_BACKUP_RECIPIENT", None),
            ("HANDRAIL_LOG", None),
            ("HANDRAIL_HOST", None),
            ("HOME", None),
        ] {
            let said = taken_for_a_setting(name, &known());
            assert_eq!(said.as_deref().and_then(|said| said.split(' ').rev().nth(2)), meant, "{name}: {said:?}");
        }
    }

    #[test]
    fn the_private_half_of_a_key_is_never_repeated() {
        for kind in ["", "PQ-"] {
            let key = format!("AGE-SECRET-KEY-{kind}1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ");
            let wrong = Cli::command().try_get_matches_from(["handrail", "backup", "file", "--recipient", &key]);
            let said = without_secret(&wrong.unwrap_err().render().to_string()).unwrap();
            assert!(!said.contains("1QQ") && said.contains("private half") && said.contains("--recipient"), "{said}");
        }
        assert_eq!(without_secret("error: invalid value"), None);
    }

    #[test]
    fn a_folder_is_named_whole() {
        for folder in ["~/handrail", "~"] {
            assert!(read("HANDRAIL_DATA", &format!(" {folder}")).unwrap_err().contains("/home/you"), "{folder}");
        }
        assert!(read("HANDRAIL_DATA", "./~odd").is_ok());
    }

    #[test]
    fn what_cannot_be_understood_is_said_of_its_own_variable() {
        let wrong = Cli::command().try_get_matches_from(["handrail", "backup", "file", "--recipient", "nonsense"]);
        let flag = variable_of(&wrong.unwrap_err());
        assert_eq!(flag.as_deref(), Some("HANDRAIL_BACKUP_RECIPIENT"));
    }

    #[test]
    fn an_empty_setting_is_none_and_blanks_and_quotes_are_no_part_of_one() {
        for name in ["LISTEN", "DATA", "PUBLIC_URL", "TRUSTED_PROXIES", "REGISTRATION", "PASSWORDS_AT_ONCE", "MEASURES"]
        {
            for value in ["", "  ", "\"\"", "\r"] {
                let read = read(&format!("HANDRAIL_{name}"), value).unwrap().serve;
                assert_eq!((read.public_url, read.registration), (None, None), "{name}");
                assert!(read.trusted_proxies.is_empty() && read.measures.is_empty(), "{name}");
                assert_eq!((read.listen.to_string().as_str(), read.passwords_at_once), ("127.0.0.1:8420", 2), "{name}");
            }
        }
        let url = |value| read("HANDRAIL_PUBLIC_URL", value).unwrap().serve.public_url.unwrap();
        for value in ["\"https://a.example\"", " 'https://a.example' \r"] {
            assert_eq!(url(value), "https://a.example");
        }
        let proxies = read("HANDRAIL_TRUSTED_PROXIES", "\"10.0.0.1,172.16.0.0/12\"\r").unwrap().serve.trusted_proxies;
        assert_eq!(proxies.len(), 2);
        for value in ["127.0.0.1,", ",127.0.0.1, ,", " 127.0.0.1 ,"] {
            assert_eq!(read("HANDRAIL_TRUSTED_PROXIES", value).unwrap().serve.trusted_proxies.len(), 1, "{value}");
        }
        assert!(read("HANDRAIL_TRUSTED_PROXIES", ",").unwrap().serve.trusted_proxies.is_empty());
        assert!(read("HANDRAIL_REGISTRATION", " Open ").unwrap().serve.registration.is_some());
    }
}

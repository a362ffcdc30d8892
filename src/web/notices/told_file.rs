//! The file in the data folder by which the server tells `handrail doctor` how requests come in. Pure.

use jiff::Timestamp;

/// What stands in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ToldFile {
    /// When the server began.
    pub since: Timestamp,
    /// When somebody last came through a trusted proxy.
    pub through_proxy: Option<Timestamp>,
    /// What is to be mended, a line each.
    pub notices: Vec<String>,
}

const SINCE: &str = "since ";
const PROXY: &str = "proxy ";
const NOTICE: &str = "notice ";

impl ToldFile {
    /// None where it says nothing of when it began.
    pub fn read(text: &str) -> Option<Self> {
        let after = |mark: &'static str| text.lines().filter_map(move |line| line.strip_prefix(mark));
        Some(Self {
            since: after(SINCE).next()?.parse().ok()?,
            through_proxy: after(PROXY).next().and_then(|at| at.parse().ok()),
            notices: after(NOTICE).map(ToOwned::to_owned).collect(),
        })
    }

    pub fn text(&self) -> String {
        let proxy = self.through_proxy.map(|at| format!("{PROXY}{at}\n")).unwrap_or_default();
        let notices = self.notices.iter().map(|one| format!("{NOTICE}{one}\n")).collect::<Vec<_>>().concat();
        format!("{SINCE}{}\n{proxy}{notices}", self.since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let at = |text: &str| text.parse().unwrap();
        for through_proxy in [None, Some(at("2026-11-22T12:00:05Z"))] {
            for notices in [vec![], vec!["since then".to_owned(), "the proxy".to_owned()]] {
                let told = ToldFile { since: at("2026-11-22T12:00:00Z"), through_proxy, notices };
                assert_eq!(ToldFile::read(&told.text()), Some(told));
            }
        }
        assert_eq!(ToldFile::read(""), None);
    }
}

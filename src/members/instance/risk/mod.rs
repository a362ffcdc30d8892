//! What this practice or group does and does not do in an emergency, as its host says it. It is numbered, since somebody may
//! have agreed to one of its versions.

pub mod store;

use sqlx::SqliteConnection;

use crate::base::content;
use crate::web::error::{PageError, PageResult};

/// The longest, in characters.
pub const RISK_WORDS_MOST: usize = 5_000;

/// One version. The one that comes with the program has the number 0.
#[derive(Clone, Debug)]
pub struct RiskPage {
    pub number: i64,
    pub words: String,
}

impl RiskPage {
    /// Whether the host has made it theirs.
    pub const fn is_own(&self) -> bool {
        self.number > 0
    }

    /// Its paragraphs.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.words.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty())
    }
}

/// The version that counts now.
pub async fn current(read: &mut SqliteConnection) -> PageResult<RiskPage> {
    if let Some(page) = store::latest(read).await? {
        return Ok(page);
    }
    let words = content::text("risk.txt").map_err(PageError::Broken)?;
    Ok(RiskPage { number: 0, words: words.trim().to_owned() })
}

//! Addresses of this feature.

crate::web::paths::addresses! {
    WELCOME = "/welcome";
    IN_THE_WAY = "/welcome/in-the-way";
    SAFETY = "/welcome/safety";
    AROUND = "/welcome/around";
    POSSIBLE = "/welcome/possible";
    CARDS = "/welcome/cards";
    COMPANY = "/welcome/company";
    PACE = "/welcome/pace";
    ENOUGH = "/welcome/enough";
    THANKS = "/welcome/thanks";
}

/// A question that is gone through with the others, one after the other.
pub fn first(question: &str) -> String {
    format!("{question}?first=yes")
}

/// One of several pages of a question, such as `side=2`.
pub fn part(question: &str, part: &str, place: usize, first: bool) -> String {
    let way = if first { "&first=yes" } else { "" };
    format!("{question}?{part}={place}{way}")
}

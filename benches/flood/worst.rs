//! What a stranger can send that makes the program work hardest.

use handrail::server::router;
use handrail::web::route::Who;

/// As much as a form may hold, nearly.
const LONG: usize = 250_000;
/// As much as an address may hold, nearly.
const LONG_ADDRESS: usize = 48_000;
/// A password whose every character can be read as several letters, which a measure of strength takes longest over.
const DEAR_PASSWORD: &str = "4%408(%7B%5B%3C369!%7C1%2F0%245%2B7%252";

#[derive(Clone)]
pub struct Worst {
    pub path: String,
    /// None asks for the page.
    pub form: Option<String>,
}

/// One for each address that is open to all, and the dear forms.
pub fn all() -> Vec<Worst> {
    let dear = [DEAR_PASSWORD.to_owned(), "%F0%9F%8C%BF".repeat(79)].concat();
    let carried = format!("draft_path=%2Fmoments&draft_body=words%3D{}", "%3C".repeat(LONG / 3));
    let words = format!("words={}", "%3C".repeat(LONG / 3));
    let code = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-2222-3333";
    let send = |path: &str, form: String| Worst { path: path.to_owned(), form: Some(form) };
    let ask = |path: String| Worst { path, form: None };
    let mut worst = vec![
        send("/sign-in", format!("name=mira&password=some+words&{carried}")),
        send("/sign-in", "name=mira&password=some+words".to_owned()),
        send("/sign-up", format!("name=ann&adult=yes&password={dear}")),
        send("/recover", format!("name=mira&code={code}&password={dear}")),
        send("/moments", words),
        ask(format!("/sign-in?next=/{}", "%3C".repeat(LONG_ADDRESS / 3))),
        ask("/nowhere".to_owned()),
        ask(handrail::web::assets::url("app.css").to_owned()),
    ];
    let open = router::table().into_iter().filter(|route| route.who == Who::Anyone && route.method == "GET");
    worst.extend(open.map(|route| ask(route.path.replace("{country}", "de").replace("{number}", "1"))));
    worst
}

impl Worst {
    pub fn name(&self) -> String {
        let method = if self.form.is_some() { "POST" } else { "GET" };
        let length = self.form.as_ref().map_or(self.path.len(), String::len);
        format!("{method} {} ({length} bytes)", self.path.chars().take(16).collect::<String>())
    }
}

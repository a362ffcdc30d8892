//! The forms of a page, read the way a browser reads them.

/// A form: where it is sent, and what one can type and choose in it.
#[derive(Clone, Debug, Default)]
pub struct SeenForm {
    pub action: String,
    pub by_get: bool,
    pub with_file: bool,
    id: String,
    pub controls: Vec<Control>,
}

/// Something with a name that can be sent along.
#[derive(Clone, Debug, Default)]
pub struct Control {
    pub kind: String,
    pub name: String,
    pub value: String,
    /// Whether a box is ticked, or one of several is chosen.
    pub on: bool,
    pub required: bool,
    /// What a list offers.
    pub options: Vec<(String, bool)>,
    /// The least and the most of a number or a day.
    pub bounds: Vec<String>,
    /// Where this button sends the form, if elsewhere.
    pub formaction: Option<String>,
}

struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, String)>,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<String> {
        self.attributes.iter().find(|(found, _)| *found == name).map(|(_, value)| value.clone())
    }

    fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default()
    }
}

/// Every form of a page of ours: all attributes have double quotes, and no form is in another.
pub fn forms(html: &str) -> Vec<SeenForm> {
    let mut forms: Vec<SeenForm> = Vec::new();
    let mut strays: Vec<(String, Control)> = Vec::new();
    let mut inside = false;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (tag, after) = tag(&rest[start + 1..]);
        rest = after;
        let text = || unescaped(after.split('<').next().unwrap_or_default());
        let control = match tag.name {
            "form" => {
                inside = true;
                forms.push(SeenForm {
                    action: tag.text("action"),
                    by_get: tag.text("method") != "post",
                    with_file: tag.text("enctype") == "multipart/form-data",
                    id: tag.text("id"),
                    controls: Vec::new(),
                });
                continue;
            }
            "/form" => {
                inside = false;
                continue;
            }
            "input" => Control { kind: tag.text("type"), value: tag.text("value"), ..Control::default() },
            "textarea" => Control { kind: "textarea".into(), value: text(), ..Control::default() },
            "select" => Control { kind: "select".into(), ..Control::default() },
            "button" if tag.text("type") != "button" => Control {
                kind: "submit".into(),
                value: tag.text("value"),
                formaction: tag.get("formaction"),
                ..Control::default()
            },
            "option" => {
                let option = (tag.get("value").unwrap_or_else(text), tag.get("selected").is_some());
                forms.last_mut().and_then(|form| form.controls.last_mut()).unwrap().options.push(option);
                continue;
            }
            _ => continue,
        };
        let bounds = ["min", "max"].into_iter().filter_map(|bound| tag.get(bound)).collect();
        let on = tag.get("checked").is_some();
        let required = tag.get("required").is_some();
        let control = Control { name: tag.text("name"), on, required, bounds, ..control };
        match tag.get("form") {
            Some(id) => strays.push((id, control)),
            None if inside => forms.last_mut().unwrap().controls.push(control),
            None => {}
        }
    }
    for (id, control) in strays {
        forms.iter_mut().find(|form| form.id == id).unwrap().controls.push(control);
    }
    forms
}

/// A tag after its `<`, and what follows it.
fn tag(html: &str) -> (Tag<'_>, &str) {
    let end = html.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(html.len());
    let (whole, mut rest) = html.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() {
            return (Tag { name: whole, attributes }, after.get(1..).unwrap_or_default());
        }
        let (value, after) = match after.strip_prefix("=\"") {
            Some(value) => value.split_once('"').unwrap(),
            None => ("", after),
        };
        attributes.push((name, unescaped(value)));
        rest = after;
    }
}

fn unescaped(text: &str) -> String {
    let signs = [("&#60;", "<"), ("&lt;", "<"), ("&#62;", ">"), ("&gt;", ">"), ("&#34;", "\""), ("&quot;", "\"")];
    let ends = [("&#39;", "'"), ("&#38;", "&"), ("&amp;", "&")];
    signs.iter().chain(&ends).fold(text.to_owned(), |text, (written, sign)| text.replace(written, sign))
}

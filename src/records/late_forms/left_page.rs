//! Pure: the saves of one page, told as one thing.

use super::OpenedLateForm;

/// What was left on one page: its latest words, and those the script had saved on the way there.
pub struct LeftPage {
    pub latest: OpenedLateForm,
    /// The oldest first.
    pub earlier: Vec<OpenedLateForm>,
}

/// Puts together what the script saved of one page and what it came to, the latest first. What somebody pressed a button for
/// stands for itself: whatever the same page sends afterwards is another thing.
pub fn by_page(mut forms: Vec<OpenedLateForm>) -> Vec<LeftPage> {
    forms.sort_by_key(|form| (form.kept_at, form.draft.as_ref().map(|draft| draft.turn)));
    let mut pages: Vec<LeftPage> = Vec::new();
    for form in forms {
        match pages.iter_mut().rfind(|page| page.latest.leads_to(&form)) {
            Some(page) => page.earlier.push(std::mem::replace(&mut page.latest, form)),
            None => pages.push(LeftPage { latest: form, earlier: Vec::new() }),
        }
    }
    pages.sort_by_key(|page| std::cmp::Reverse(page.latest.kept_at));
    pages
}

impl LeftPage {
    pub fn forms(&self) -> impl Iterator<Item = &OpenedLateForm> {
        self.earlier.iter().chain([&self.latest])
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::base::ids::Id;
    use crate::records::drafts::Draft;
    use crate::records::late_forms::Came;

    fn form(second: u8, page: u8, turn: u32) -> OpenedLateForm {
        OpenedLateForm {
            id: Id::from_bytes([second; 16]),
            kept_at: Timestamp::from_second(second.into()).unwrap(),
            came: Came::Page,
            session: Some(vec![1; 32]),
            page: Some(Id::from_bytes([page; 16])),
            draft: Some(Draft { path: "/moments".into(), body: "words=x".into(), sent: false, turn }),
        }
    }

    fn told(forms: Vec<OpenedLateForm>) -> Vec<Vec<u8>> {
        by_page(forms).iter().map(|page| page.forms().map(|form| form.id.as_bytes()[0]).collect()).collect()
    }

    #[test]
    fn a_page_is_one_thing_up_to_its_button_and_what_comes_after_is_another() {
        let pressed = crate::records::drafts::PRESSED;
        let forms = vec![form(1, 1, 1), form(2, 2, 1), form(3, 1, 2), form(4, 1, pressed), form(5, 1, pressed)];
        assert_eq!(told(forms), [vec![5], vec![1, 3, 4], vec![2]]);
    }

    #[test]
    fn another_way_of_coming_another_session_and_what_does_not_open_stand_alone() {
        let cookie = OpenedLateForm { came: Came::Session, ..form(2, 1, 2) };
        let elsewhere = OpenedLateForm { session: None, ..form(3, 1, 3) };
        let shut = OpenedLateForm { draft: None, ..form(4, 1, 4) };
        assert_eq!(
            told(vec![form(1, 1, 1), cookie, elsewhere, shut, form(5, 1, 5)]),
            [vec![1, 5], vec![4], vec![3], vec![2]]
        );
    }
}

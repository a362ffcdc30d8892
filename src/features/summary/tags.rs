//! What a PDF says of its parts to somebody who hears it read.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

use super::rows::{PaperTag, TagSort};

/// The tree of all tags, with what was written under each.
pub fn tree(tags: &[PaperTag], mut written: Vec<Vec<Identifier>>, lang: &str) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(lang.to_owned()));
    for node in under(tags, None, &mut written) {
        tree.push(node);
    }
    tree
}

fn under(tags: &[PaperTag], parent: Option<usize>, written: &mut [Vec<Identifier>]) -> Vec<Node> {
    // What a tag is part of comes before it.
    let after = parent.map_or(0, |parent| parent + 1);
    let children = tags.iter().enumerate().skip(after).filter(|(_, tag)| tag.under == parent);
    children
        .map(|(at, tag)| {
            let own = written.get_mut(at).map(std::mem::take).unwrap_or_default();
            let nodes = own.into_iter().map(Node::from).chain(under(tags, Some(at), written)).collect();
            TagGroup::with_children(kind(&tag.sort), nodes).into()
        })
        .collect()
}

fn kind(sort: &TagSort) -> TagKind {
    match sort {
        TagSort::Heading { level, title } => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        TagSort::Words => Tag::P.into(),
        TagSort::Own => Tag::BlockQuote.into(),
        TagSort::List { numbered: true } => Tag::L(ListNumbering::Decimal).into(),
        TagSort::List { numbered: false } => Tag::L(ListNumbering::Disc).into(),
        TagSort::Item => Tag::LI.into(),
        TagSort::Label => Tag::Lbl.into(),
        TagSort::Body => Tag::LBody.into(),
        TagSort::Table => Tag::Table.into(),
        TagSort::Row => Tag::TR.into(),
        TagSort::HeadCell => Tag::TH(TableHeaderScope::Column).into(),
        TagSort::Cell => Tag::TD.into(),
    }
}

//! What the rest of the program knows of this feature.

use super::reason_text::Reasons;
use crate::features::Feature;

pub const FEATURE: Feature =
    Feature { name: "suggestions", content: &[|_, contents| contents.add(Reasons::load())], ..Feature::EMPTY };

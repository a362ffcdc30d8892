//! The published description of an export, made from the types themselves, so that it cannot say anything else.

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::json;

use super::tables::Table;
use super::{FORMAT, VERSION, pages};
use crate::accounts::profile::Profile;
use crate::composer::kept::Message;
use crate::journal::Written;
use crate::ladder::Ladder;
use crate::measures::Taken;
use crate::moments::Moment;
use crate::people::Person;
use crate::people::naming::Namings;
use crate::people::rhythms::Rhythm;
use crate::people::touch::Touch;
use crate::picture::Corrected;
use crate::plan::Plan;
use crate::practice::rehearsals::play::Played;
use crate::reflections::{Attempted, Reflected};
use crate::sealed::Private;
use crate::steps::own::OwnStep;
use crate::story::besides::Besides;
use crate::suggestions::{CheckIn, Suggested};
use crate::thoughts::Thought;

/// The shapes of rows by table.
#[derive(Default)]
struct Bodies(BTreeMap<&'static str, Schema>);

impl Bodies {
    fn with<T: Private + JsonSchema>(mut self, generator: &mut SchemaGenerator) -> Self {
        self.0.insert(T::TABLE, generator.subschema_for::<T>());
        self
    }
}

fn schema() -> String {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let of = &mut generator;
    let profile = of.subschema_for::<Profile>();
    let Bodies(bodies) = Bodies::default()
        .with::<CheckIn>(of)
        .with::<Suggested>(of)
        .with::<Attempted>(of)
        .with::<Reflected>(of)
        .with::<Ladder>(of)
        .with::<Moment>(of)
        .with::<OwnStep>(of)
        .with::<Corrected>(of)
        .with::<Besides>(of)
        .with::<Taken>(of)
        .with::<Message>(of)
        .with::<Played>(of)
        .with::<Written>(of)
        .with::<Thought>(of)
        .with::<Plan>(of)
        .with::<Person>(of)
        .with::<Touch>(of)
        .with::<Rhythm>(of)
        .with::<Namings>(of);
    let tables: Vec<_> = Table::all().map(|table| table.name).collect();
    assert!(tables.iter().all(|name| bodies.contains_key(name)) && tables.len() == bodies.len(), "{tables:?}");
    let rows = bodies.into_iter().map(|(table, body)| {
        let row = json!({
            "type": "object",
            "required": ["id", "day", "body"],
            "properties": {
                "id": { "type": "string", "pattern": "^[0-9a-f]{32}$" },
                "day": { "type": "string", "format": "date" },
                "open": { "type": "boolean", "default": false },
                "removed_at": { "type": ["integer", "null"], "description": "in seconds since 1970" },
                "body": body,
            },
        });
        (table.to_owned(), json!({ "type": "array", "items": row }))
    });
    let rows: serde_json::Map<_, _> = rows.collect();
    let whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "handrail.json, of version 1",
        "type": "object",
        "required": ["format", "version", "exported_at", "zone", "profile", "rows", "unopened"],
        "properties": {
            "format": { "const": FORMAT },
            "version": { "const": VERSION },
            "exported_at": { "type": "string", "format": "date-time" },
            "zone": { "type": "string", "description": "an IANA time zone" },
            "profile": profile,
            "rows": { "type": "object", "properties": rows, "additionalProperties": false },
            "unopened": { "type": "integer", "minimum": 0 },
        },
        "$defs": generator.take_definitions(true),
    });
    serde_json::to_string_pretty(&whole).unwrap() + "\n"
}

/// To write it anew: `HANDRAIL_WRITE_SCHEMA=yes cargo test --lib export::schema`.
#[test]
fn the_published_schema_is_what_the_types_say() {
    let schema = schema();
    if std::env::var_os("HANDRAIL_WRITE_SCHEMA").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/export.schema.json"), &schema).unwrap();
        return;
    }
    assert_eq!(pages::SCHEMA, schema);
}

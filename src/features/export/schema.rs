//! The published description of an export, made from the types themselves, so that it cannot say anything else.

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use serde_json::json;

use super::{FORMAT, VERSION, pages};
use crate::features;
use crate::model::profile::Profile;

fn schema() -> String {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let profile = generator.subschema_for::<Profile>();
    let bodies: BTreeMap<_, _> =
        features::registry().tables().map(|table| (table.name, (table.schema)(&mut generator))).collect();
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
    assert!(pages::SCHEMA == schema, "docs/export.schema.json is not what the types say");
}

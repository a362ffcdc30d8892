-- What somebody removed, the latest first, without sorting all of it.
create index entries_removed_by_owner on entries (owner, removed_at) where removed_at is not null;
create index reflections_removed_by_owner on reflections (owner, removed_at) where removed_at is not null;

-- What somebody has begun to write and not sent yet. Once its form is sent, the row stays for a while without key and
-- body, so that a save which comes in late does not bring it back.
create table begun (
    id blob primary key constraint begun_id_length check (length(id) = 16),
    owner blob not null constraint begun_owner references members (id) on delete cascade,
    kept_at integer not null,
    revision integer not null,
    key blob not null,
    body blob not null constraint begun_size check (length(body) <= 540672),
    removed_at integer
) strict, without rowid;
create index begun_by_owner on begun (owner);
create index begun_removed on begun (removed_at) where removed_at is not null;

-- For somebody who lost both password and recovery code: a link to begin anew, and the key they lost, kept for 30 days
-- under the lost code in case it turns up. Until then the rows sealed with it stay shut.
create table resets (
    id blob primary key constraint reset_id_length check (length(id) = 32),
    owner blob not null constraint reset_owner references members (id) on delete cascade,
    ends_at integer not null
) strict, without rowid;
create index resets_by_owner on resets (owner);

create table lost_keys (
    id blob primary key constraint lost_key_id_length check (length(id) = 16),
    owner blob not null constraint lost_key_owner references members (id) on delete cascade,
    key_by_recovery blob not null,
    lost_at integer not null,
    lost_on text not null,
    -- the same key under the member key that took its place, once the code has turned up
    found_key blob
) strict, without rowid;
create index lost_keys_by_owner on lost_keys (owner);

-- A form that arrived after its session had ended, sealed to its owner's public key.
create table drafts (
    id blob primary key constraint draft_id_length check (length(id) = 16),
    owner blob not null constraint draft_owner references members (id) on delete cascade,
    kept_at integer not null,
    body blob not null constraint draft_size check (length(body) <= 540672)
) strict, without rowid;
create index drafts_by_owner on drafts (owner);

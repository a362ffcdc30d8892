-- Who can sign in. Readable: name, role, zone, coarse dates. Everything that opens a person's words is wrapped.
create table members (
    id blob primary key constraint member_id_length check (length(id) = 16),
    name text not null,
    name_key text not null constraint member_name_once unique,
    role text not null constraint member_role check (role in ('member', 'supporter', 'facilitator', 'host')),
    zone text not null,
    joined_on text not null,
    public_key blob not null constraint member_public_key_length check (length(public_key) = 32),
    secret_key blob not null,
    -- with a password: salt, verifier and the key it wraps; without one (just me): the key the pepper wraps
    salt blob constraint member_salt_length check (length(salt) = 16),
    verifier blob constraint member_verifier_length check (length(verifier) = 32),
    key_by_password blob,
    key_by_pepper blob,
    key_by_recovery blob not null,
    -- the recovery code, sealed to its owner, only until it has been typed back
    unconfirmed_code blob,
    constraint member_has_one_door check (
        (salt is not null and verifier is not null and key_by_password is not null and key_by_pepper is null)
        or (salt is null and verifier is null and key_by_password is null and key_by_pepper is not null)
    )
) strict, without rowid;

create table sessions (
    id blob primary key constraint session_id_length check (length(id) = 32),
    owner blob not null constraint session_owner references members (id) on delete cascade,
    -- gone once the session has ended; the row stays 30 days so that a late form can be kept for its owner
    key blob,
    device blob not null,
    started_at integer not null,
    seen_at integer not null,
    idle_seconds integer not null,
    ends_at integer not null
) strict, without rowid;
create index sessions_by_owner on sessions (owner);

create table invitations (
    id blob primary key constraint invitation_id_length check (length(id) = 32),
    made_at integer not null,
    ends_at integer not null,
    used_at integer
) strict, without rowid;

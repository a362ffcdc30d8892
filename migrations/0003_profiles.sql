-- What gets in the way, what never to suggest, when the day turns: one sealed row a person.
create table profiles (
    owner blob primary key constraint profile_owner references members (id) on delete cascade,
    revision integer not null,
    key blob not null,
    body blob not null
) strict, without rowid;

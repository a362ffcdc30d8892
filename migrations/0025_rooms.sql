-- Quiet rooms that everybody here may come to. Their name and their times can be read, as their form says; a room of one's own
-- is an entry like any other, and sealed. Who is in a room, and what they do there, is kept nowhere.
create table rooms (
    id blob primary key constraint room_id_length check (length(id) = 16),
    owner blob not null constraint room_owner references members (id) on delete cascade,
    made_on text not null,
    said text not null constraint room_said check (json_valid(said) and length(said) <= 2000)
) strict, without rowid;
create index rooms_by_owner on rooms (owner);

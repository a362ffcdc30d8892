-- Small groups. What a group is called, what is agreed and what anybody writes there is in letters, and in what each keeps of
-- their own place in it. Readable: who is in one and since when, when somebody wrote, and what whoever looks after it did.
create table groups (
    id blob primary key constraint group_id_length check (length(id) = 16),
    made_by blob constraint group_made_by references members (id) on delete set null,
    made_on text not null,
    -- after a restore: nobody reads or writes until somebody who looks after it has said who is in it
    asleep integer not null default 0 constraint group_asleep check (asleep in (0, 1))
) strict, without rowid;

-- Who is in a group, and what they keep of it: whom they know there, by which key, and what they hide or rest from.
create table memberships (
    place blob not null constraint membership_place references groups (id) on delete cascade,
    member blob not null constraint membership_member references members (id) on delete cascade,
    since text not null,
    -- which invitation they came by, and what proves to its maker that they held it
    link blob constraint membership_link_length check (length(link) = 32),
    proof blob constraint membership_proof_length check (length(proof) = 32),
    -- somebody was removed, and has not read why yet
    ended integer not null default 0 constraint membership_ended check (ended in (0, 1)),
    revision integer not null,
    key blob not null,
    body blob not null,
    primary key (place, member)
) strict, without rowid;
create index memberships_by_member on memberships (member);

-- Invitations, each for one person. What whoever brings one reads opens with the link alone.
create table group_links (
    id blob primary key constraint group_link_id_length check (length(id) = 32),
    place blob not null constraint group_link_place references groups (id) on delete cascade,
    owner blob not null constraint group_link_owner references members (id) on delete cascade,
    made_at integer not null,
    ends_at integer not null,
    used_at integer,
    page blob not null,
    key blob not null,
    body blob not null
) strict, without rowid;
create index group_links_by_owner on group_links (owner, place);

-- What whoever looks after a group did there. Lines are only added; each vouches for the one before.
create table care_log (
    place blob not null constraint care_place references groups (id) on delete cascade,
    number integer not null,
    at integer not null,
    by blob not null constraint care_by_length check (length(by) = 16),
    what text not null constraint care_what check (what in ('made', 'changed', 'let_in', 'renamed', 'part', 'part_ended', 'removed', 'woken')),
    whom blob constraint care_whom_length check (length(whom) = 16),
    link blob not null constraint care_link_length check (length(link) = 32),
    primary key (place, number)
) strict, without rowid;

create index letters_by_about on letters (place, about) where about is not null;

-- What one person shows another, by consent. Nobody ever opens another's own rows: what others may see is a letter, a copy
-- that its author keeps and whose key is sealed to each named reader. Readable: who is connected with whom and since when,
-- what sort of thing is shown and until when, and who looked when. What it says is not.

-- The pair letters are written and read with. It stays the same when password or code change; only beginning anew ends it.
create table letter_pairs (
    owner blob primary key constraint letter_pair_owner references members (id) on delete cascade,
    public_key blob not null constraint letter_pair_public_key_length check (length(public_key) = 32),
    secret_key blob not null
) strict, without rowid;

-- Links with which a supporter lets one member connect with them. The introduction opens with the link alone; what its
-- maker keeps of it, the link itself among it, is sealed to them.
create table connect_links (
    id blob primary key constraint connect_link_id_length check (length(id) = 32),
    owner blob not null constraint connect_link_owner references members (id) on delete cascade,
    made_at integer not null,
    ends_at integer not null,
    used_at integer,
    introduction blob not null,
    key blob not null,
    body blob not null
) strict, without rowid;
create index connect_links_by_owner on connect_links (owner);

-- Who may be shown something by whom. Each side seals the other's public key for itself; without both nothing is sealed.
create table connections (
    id blob primary key constraint connection_id_length check (length(id) = 16),
    member blob not null constraint connection_member references members (id) on delete cascade,
    supporter blob not null constraint connection_supporter references members (id) on delete cascade,
    state text not null constraint connection_state check (state in ('joined', 'asleep')),
    since text not null,
    member_pin blob constraint connection_member_pin_length check (length(member_pin) = 73),
    supporter_pin blob constraint connection_supporter_pin_length check (length(supporter_pin) = 73),
    -- which link it came by, and what proves to the supporter that the member held it
    link blob constraint connection_link_length check (length(link) = 32),
    introduction blob constraint connection_introduction_length check (length(introduction) = 32),
    compared_at integer,
    -- what the member keeps of it, and what the supporter does
    member_key blob not null,
    member_body blob not null,
    supporter_revision integer not null default 0,
    supporter_key blob,
    supporter_body blob,
    constraint connection_of_two check (member <> supporter),
    constraint connection_once unique (member, supporter)
) strict, without rowid;
create index connections_by_supporter on connections (supporter);

-- Standing consents. When one ends is readable, so that a reader is refused without any key.
create table grants (
    id blob primary key constraint grant_id_length check (length(id) = 16),
    owner blob not null constraint grant_owner references members (id) on delete cascade,
    connection blob not null constraint grant_connection references connections (id) on delete cascade,
    what text not null
        constraint grant_what check (what in ('one', 'kind', 'ladder', 'measure', 'summary', 'bring')),
    -- readable, as the kind of an entry is
    kind text,
    began_at integer not null,
    ends_at integer not null,
    -- after a restore, or where the reader came in by other means: nobody sees anything until the owner says so
    asleep integer not null default 0 constraint grant_asleep check (asleep in (0, 1)),
    revision integer not null,
    key blob not null,
    body blob not null
) strict, without rowid;
create index grants_by_owner on grants (owner, what, kind);
create index grants_by_connection on grants (connection);

create table letters (
    id blob primary key constraint letter_id_length check (length(id) = 16),
    author blob not null constraint letter_author references members (id) on delete cascade,
    -- the connection it is written in
    place blob not null constraint letter_place_length check (length(place) = 16),
    kind text not null,
    -- what was shown ends with its consent
    granted blob constraint letter_granted references grants (id) on delete cascade,
    -- the own row that a shown copy was made from
    about blob,
    day text not null,
    made_at integer not null,
    revision integer not null,
    key blob not null,
    body blob not null
) strict, without rowid;
create unique index letters_shown_once on letters (granted, about) where granted is not null;
create index letters_by_place on letters (place, kind, day);
create index letters_by_author on letters (author, about);

create table letter_keys (
    reader blob not null constraint letter_key_reader references members (id) on delete cascade,
    place blob not null,
    letter blob not null constraint letter_key_letter references letters (id) on delete cascade,
    sealed blob not null constraint letter_key_length check (length(sealed) = 113),
    primary key (reader, place, letter)
) strict, without rowid;
create index letter_keys_by_letter on letter_keys (letter);

-- Who looked at what somebody shows, written before anything is opened. Lines are only added; each vouches for the one before.
create table look_log (
    owner blob not null constraint look_owner references members (id) on delete cascade,
    number integer not null,
    at integer not null,
    -- whose account may have gone since
    reader blob not null constraint look_reader_length check (length(reader) = 16),
    page text not null,
    -- the consents it was shown by, sixteen bytes each
    grants blob not null,
    link blob not null constraint look_link_length check (length(link) = 32),
    primary key (owner, number)
) strict, without rowid;

create trigger letters_added after insert on letters begin
    insert into room_taken (owner, row_count, byte_count) values (new.author, 1, length(new.body))
    on conflict (owner) do update set row_count = row_count + 1, byte_count = byte_count + length(new.body);
end;
create trigger letters_changed after update of body on letters begin
    update room_taken set byte_count = byte_count - length(old.body) + length(new.body) where owner = new.author;
end;
create trigger letters_gone after delete on letters begin
    update room_taken set row_count = row_count - 1, byte_count = byte_count - length(old.body)
    where owner = old.author;
end;

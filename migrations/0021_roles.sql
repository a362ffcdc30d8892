-- What somebody may do on top of what every member may. Everybody is a member, so that no row says so.
create table member_roles (
    owner blob not null constraint member_role_owner references members (id) on delete cascade,
    role text not null constraint member_role_known check (role in ('supporter', 'facilitator', 'host')),
    primary key (owner, role)
) strict, without rowid;
-- Whoever is alone with it hosts nobody.
insert into member_roles (owner, role)
    select id, role from members where role <> 'member' and (select mode from instance) = 'hosted';
alter table members drop column role;

-- What is asked for after the password: sealed to its owner. Readable: that there is one, and whether it is on.
create table second_factors (
    owner blob primary key constraint second_factor_owner references members (id) on delete cascade,
    -- not on until a first code has shown that it works
    is_on integer not null default 0 constraint second_factor_is_on check (is_on in (0, 1)),
    revision integer not null,
    key blob not null,
    body blob not null
) strict, without rowid;

-- Half: the password was right, and the second factor is still to come. It lets nobody in.
alter table sessions add column half integer not null default 0 constraint session_half check (half in (0, 1));

-- What whoever comes with it may do.
alter table invitations add column role text not null default 'member'
    constraint invitation_role check (role in ('member', 'supporter', 'facilitator', 'host'));

-- What this practice or group does and does not do in an emergency, in the host's words. Earlier ones stay, since somebody
-- may have agreed to them.
create table risk_pages (
    number integer primary key,
    words text not null,
    made_on text not null
) strict;

-- A form that came without its owner's session is only ever added: how it came, for which session and from which page, and
-- when its owner let it go.
alter table late_forms add column came text not null default 'session'
    constraint late_form_came check (came in ('page', 'session', 'sign-in'));
alter table late_forms add column session blob constraint late_form_session check (length(session) = 32);
alter table late_forms add column page blob constraint late_form_page check (length(page) = 16);
alter table late_forms add column removed_at integer;
create index late_forms_removed on late_forms (removed_at) where removed_at is not null;

-- Whether somebody began anew with this key lost. A lost code that turned up opens nothing any more.
alter table older_keys add column begun_anew integer not null default 0
    constraint older_key_begun_anew check (begun_anew in (0, 1));
update older_keys set begun_anew = 1 where key_by_recovery is not null;
update older_keys set key_by_recovery = null where key_by_successor is not null;

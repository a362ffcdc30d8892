-- A room for everybody can be open in two tabs, or changed by hand of two people in turn: no change goes unseen.
alter table rooms add column revision integer not null default 1;

-- So that tidying finds its rows without reading every body.
create index reflections_removed on reflections (removed_at) where removed_at is not null;
create index moments_removed on moments (removed_at) where removed_at is not null;
create index drafts_by_age on drafts (kept_at);

pragma application_id=1463897163;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'walkaround','m001_tables','2026-11-23 17:57:30.254492+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'walkaround','m002_appraisal_rows','2026-11-23 17:57:30.273322+00:00');
CREATE TABLE appraisals (
        seq integer primary key, id text not null unique, dealership_id text not null, revision integer not null,
        stage text not null, created_at integer not null, updated_at integer not null,
        year integer, make text not null, model text not null, trim text not null,
        odometer integer, odometer_unit text, vin_index text not null, sealed blob not null);
INSERT INTO "appraisals" VALUES(1,'01890000-0000-7000-8000-000000000001','dealer-1',1,'in_progress',1,1,2003,'Honda','Accord','EX',81234,'mi','f2951b389128ebbb4840f6a04c0b6fa7258fe96a997f566ec61596069480ca6a',X'013D3379FF29ACCE4E9A04ABF4A21FCAD200A69F46329F23679328D73E24DF29465A4CFFF5E688446BB3D35419EF3F78F3E9F146AE9E79AE304DDE18EAE5AD4204E4E99642DE7F17C5F7DFC6A554A4B1D30F4B4F7BB990CC0C486E4821E5DE10CC52F78A6BDBEFE1CC88B3E9F6773C108084B2ECE261AA29A4A15E44E737178C2CF92130217E0E0001E2E9D7CBD5A1DA7DA960A1D7DC7011EDBCAC1FA931C5469C');
CREATE TABLE auctions (
        seq integer primary key, id text not null unique, appraisal_id text not null, revision integer not null,
        currency text not null, start integer not null, increment integer not null, duration_s integer not null,
        status text not null, event_seq integer not null, current integer, bid_count integer not null,
        reserve_met integer not null, next_required integer, starts_at integer, ends_at integer,
        server_time integer, sealed blob not null);
INSERT INTO "auctions" VALUES(1,'01a2098e-4ce0-70e3-a8e1-4022f447aaa0','01890000-0000-7000-8000-000000000001',1,'USD',1500000,10000,2700,'active',3,1530000,2,0,NULL,NULL,99,NULL,X'01F8848EAE42083428C74C9674AEC5CA5D2EEBC93BBF50DBA66B13651D8C613FD6AD433FD74FF5E59F99874249D227777CC16C8B878D68F2AAC6EB91D744A20C3AB556B4E36B7A2AC3ED');
CREATE TABLE damages (
        seq integer primary key, id text not null unique, appraisal_id text not null references appraisals (id),
        label text not null, source text not null, regions text not null, voided integer not null,
        sealed blob not null);
INSERT INTO "damages" VALUES(1,'01a2098e-4cd8-731d-ac66-f432b022c866','01890000-0000-7000-8000-000000000001','scratch','human','[["01a2098e-4cd1-7514-af0e-cec4f995c0f8",3,4,5,6],["01a2098e-4cd1-7514-af0e-cec4f995c0f8",7,8,9,10]]',0,X'010F148EBE8247DFEC00739F5917076F4090BEFDBC77B0FBD0725A277AA882C77066BEB10519CE6395FB8807E374D5734D586BDF59AAFB228B32069DFCE9');
CREATE TABLE events (
        position integer primary key autoincrement, stream text not null, stream_id text not null,
        seq integer not null, type text not null, at integer not null, previous text not null, hash text not null,
        sealed blob not null, unique (stream, stream_id, seq));
INSERT INTO "events" VALUES(1,'appraisal','01890000-0000-7000-8000-000000000001',1,'edited',1750000000000000,'0000000000000000000000000000000000000000000000000000000000000000','bc15a185e6212bb5e5a8f655bc72d7bb2e7866451069e7d0f55009794994ad6a',X'015241CCDF0F4A08EF9A0F067DF055A07F099BE3DC3949782AB25A670527D9847E4DCF5C938C28057F2DDAD3FE48750AA4C0C635B12544200CA96D70E9D933C3629E4A93CFF50DB68CADC4D0FF5A593AB41515B3C04D864F7D80EC2EFF2278E35412807F479627');
INSERT INTO "events" VALUES(2,'appraisal','01890000-0000-7000-8000-000000000001',2,'edited',1750000000000000,'bc15a185e6212bb5e5a8f655bc72d7bb2e7866451069e7d0f55009794994ad6a','5a0f68a969d7d165a0ff81b8fddbb7b6d5b081d1fe5ce0fa1b22f283b76096be',X'0110531DDE06DC785160B79C67042B26914A93222F9B13CAB493401C1B7E4BDB413731F61123D5C35BAA000ED7AA2F96C0A470090A1A5CD75373296F01AFFFB5285D6D57916EDE43E8F6FE127A188E5FE19104B80AEAEBF8A1221289E112BF07C66A0D8AEF3322');
INSERT INTO "events" VALUES(3,'appraisal','01890000-0000-7000-8000-000000000001',3,'edited',1750000000000000,'5a0f68a969d7d165a0ff81b8fddbb7b6d5b081d1fe5ce0fa1b22f283b76096be','4767089007197e3399856172acf6f3d632296f690a1ef1c47c8c503828294c76',X'01F4BDB6BB0A885D05CE4FC842994621B2CA65F90C5E64907EFBA5212159CB74B5F17BA36B02E66B09CEEB7397E16D1DCA2B7D084E072A344F784B2996653980176E4AA7FB291AD513975C79E9CFF7AD639F4697BED3BC0AB326D41109B5434D1327766FE19B87');
CREATE TABLE facts (name text primary key, sealed blob not null) without rowid;
INSERT INTO "facts" VALUES('store.key_check',X'01DCB28F9393FB2C9FACC97D7F6AB1E46C0CE1F8B88A4D15D264A4FC1D24D7457D8AC21C9458615489D56BAF211CECD3839A');
INSERT INTO "facts" VALUES('token',X'01EF77C006D0E14C8F2E9B59C2A086FE9ED9454BF7CB0855DA96D999CE435EE942FE4B14FE352185DA4C5CCEC9D337F9');
CREATE TABLE findings (
        seq integer primary key, id text not null unique, appraisal_id text not null references appraisals (id),
        photo_id text not null references photos (id), label text not null, confidence_ppm integer not null,
        band text not null, shown integer not null, x integer not null, y integer not null, w integer not null,
        h integer not null, model_id text not null, model_sha256 text not null, review text not null,
        reason text, damage_id text);
INSERT INTO "findings" VALUES(1,'01a2098e-4cd4-754b-ad8b-b0b905f83e01','01890000-0000-7000-8000-000000000001','01a2098e-4cd1-7514-af0e-cec4f995c0f8','dent',500000,'check',1,1,2,30,40,'damage-1','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','confirmed',NULL,NULL);
CREATE TABLE outbox (
        seq integer primary key autoincrement, key text not null unique, intent text not null,
        appraisal_id text not null, proof text not null, bytes integer not null, state text not null,
        attempts integer not null, code text not null, due_at integer not null, at integer not null,
        sealed blob not null);
INSERT INTO "outbox" VALUES(1,'01a2098e-4cd1-7514-af0e-cec4f995c0f8','upload_photo','01890000-0000-7000-8000-000000000001','abc',4000000,'verified',1,'',1750000000000000,1750000000000000,X'0128A70FDE3BDEE1012C509CE783DC53EBB76E2FBA81BF5B8E485B4E6D39043C7F817A1E87DA0712E16C0CD2BA94E7B8C2FAF099A19A36FE7047B4CF3B5D');
INSERT INTO "outbox" VALUES(2,'01890000-0000-7000-8000-000000000001:1','submit_appraisal','01890000-0000-7000-8000-000000000001','content',0,'queued',0,'',1750000000000000,1750000000000000,X'010559A6718A7048AA87096926F67CCC9CED41B4A2941C3F2A6137A1D136E32C5EAABF3656A4026B5040B87B3572F081F9');
CREATE TABLE photos (
        seq integer primary key, id text not null unique, appraisal_id text not null references appraisals (id),
        revision integer not null, shot text not null, sha256 text not null, bytes integer not null,
        width integer not null, height integer not null, mime text not null, captured_at integer not null,
        thumb_sha256 text, looked_at_by text);
INSERT INTO "photos" VALUES(1,'01a2098e-4cd1-7514-af0e-cec4f995c0f8','01890000-0000-7000-8000-000000000001',1,'front','0000000000000000000000000000000000000000000000000000000000000000',1000,1600,1200,'image/jpeg',5,NULL,NULL);
CREATE TABLE price_points (
        auction_id text not null references auctions (id), seq integer not null, at integer not null,
        price integer not null, currency text not null, sealed blob not null,
        primary key (auction_id, seq)) without rowid;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX appraisals_newest on appraisals (updated_at desc, seq desc);
CREATE INDEX appraisals_vin on appraisals (vin_index);
CREATE INDEX photos_appraisal on photos (appraisal_id, seq);
CREATE INDEX findings_appraisal on findings (appraisal_id, shown, review);
CREATE INDEX damages_appraisal on damages (appraisal_id, voided);
CREATE INDEX outbox_appraisal on outbox (appraisal_id, seq);
CREATE INDEX outbox_state on outbox (state, due_at);
CREATE INDEX outbox_open on outbox (appraisal_id, seq, intent, state)
        where state not in ('acked', 'verified');
CREATE INDEX outbox_to_do on outbox (seq) where state not in ('acked', 'verified');
CREATE INDEX auctions_appraisal on auctions (appraisal_id, seq);
CREATE TRIGGER events_never_change before update on events
        begin select raise(abort, 'the history is never changed'); end;
CREATE TRIGGER events_never_go before delete on events
        begin select raise(abort, 'the history is never shortened'); end;
CREATE TRIGGER outbox_never_shrinks before delete on outbox
        begin select raise(abort, 'the outbox is never shortened'); end;
CREATE VIEW appraisal_rows as select
    a.*,
    (select count(*) from photos p where p.appraisal_id = a.id) as photos,
    (select count(*) from damages d where d.appraisal_id = a.id and d.voided = 0) as damages,
    (select count(*) from findings f where f.appraisal_id = a.id and f.shown = 1 and f.review = 'suggested')
        as undecided,
    (select count(*) from outbox o where o.appraisal_id = a.id) as queued,
    (select count(*) from outbox o where o.appraisal_id = a.id and o.state not in ('acked', 'verified')
        and o.state in ('queued', 'sending', 'retry_wait', 'paused')) as waiting,
    (select count(*) from outbox o where o.appraisal_id = a.id and o.state not in ('acked', 'verified')
        and o.state in ('conflict', 'refused')) as stuck,
    (select p.thumb_sha256 from photos p where p.appraisal_id = a.id and p.thumb_sha256 is not null
        order by p.seq limit 1) as thumb_sha256,
    (select u.status from auctions u where u.appraisal_id = a.id order by u.seq desc limit 1) as auction
from appraisals a;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',2);
INSERT INTO "sqlite_sequence" VALUES('events',3);
COMMIT;

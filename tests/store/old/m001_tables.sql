pragma application_id=1463897163;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'walkaround','m001_tables','2026-11-23 17:57:29.307020+00:00');
CREATE TABLE appraisals (
        seq integer primary key, id text not null unique, dealership_id text not null, revision integer not null,
        stage text not null, created_at integer not null, updated_at integer not null,
        year integer, make text not null, model text not null, trim text not null,
        odometer integer, odometer_unit text, vin_index text not null, sealed blob not null);
INSERT INTO "appraisals" VALUES(1,'01890000-0000-7000-8000-000000000001','dealer-1',1,'in_progress',1,1,2003,'Honda','Accord','EX',81234,'mi','f2951b389128ebbb4840f6a04c0b6fa7258fe96a997f566ec61596069480ca6a',X'01E8959356C7324B1197EAC3C96487B407624ED146D6EC6209F40138A1AC3DF53FFEECA5CF409613C85E74198622FB215394A6825B93C76FF69953DBD161F4E0AFB95D4216A948BF9C6787A7C2AA5EB62FC46F1D5061DB04EA3BA073FBDBC4486402CDA61313B0620108F96333D339DEB46AF63BC867DA638864F97A803F68286451D4132506A5E166C15FDBA30701E85881EF047EFB619FCD1FDCEA8AF90D6173');
CREATE TABLE auctions (
        seq integer primary key, id text not null unique, appraisal_id text not null, revision integer not null,
        currency text not null, start integer not null, increment integer not null, duration_s integer not null,
        status text not null, event_seq integer not null, current integer, bid_count integer not null,
        reserve_met integer not null, next_required integer, starts_at integer, ends_at integer,
        server_time integer, sealed blob not null);
INSERT INTO "auctions" VALUES(1,'01a2098e-48bd-714d-9ce0-92562aec16db','01890000-0000-7000-8000-000000000001',1,'USD',1500000,10000,2700,'active',3,1530000,2,0,NULL,NULL,99,NULL,X'01872A164F650701E520D368489DD6E43BEF6E3CBB6EF029A5B6AE6F347C2F60DB508DBC60DF26F5412D471756F8F5662BE63320EE23BC3DE170A3B959A0213F58C384CF91DD5A098F80');
CREATE TABLE damages (
        seq integer primary key, id text not null unique, appraisal_id text not null references appraisals (id),
        label text not null, source text not null, regions text not null, voided integer not null,
        sealed blob not null);
INSERT INTO "damages" VALUES(1,'01a2098e-48bc-75d6-9b9e-65f3f0089f87','01890000-0000-7000-8000-000000000001','scratch','human','[["01a2098e-48b4-759e-a800-9b4d285e6222",3,4,5,6],["01a2098e-48b4-759e-a800-9b4d285e6222",7,8,9,10]]',0,X'01A1F461002CAE395343A5EA1BEB9E7A7862271A1FB00CE8B583DD6E366B73CE27CC09A9AAF1BA88C669337B1EDEAC0FFFDB8589BB5CA06DFF2888320E72');
CREATE TABLE events (
        position integer primary key autoincrement, stream text not null, stream_id text not null,
        seq integer not null, type text not null, at integer not null, previous text not null, hash text not null,
        sealed blob not null, unique (stream, stream_id, seq));
INSERT INTO "events" VALUES(1,'appraisal','01890000-0000-7000-8000-000000000001',1,'edited',1750000000000000,'0000000000000000000000000000000000000000000000000000000000000000','bc15a185e6212bb5e5a8f655bc72d7bb2e7866451069e7d0f55009794994ad6a',X'01C6275A88D7D9EB49555F6ABBA8D5CC858E8CB73491B558DC318BC0141763E6BB5C93B06B2B1956E564FB16B012D6FAD463365EF231A88699F5C68A283AAB08B1C94059B63FA9F2E18FE1FDDC1A9F066E18097AA2C0D2CE36DF90ED14E7DE4FCEA0605A98115E');
INSERT INTO "events" VALUES(2,'appraisal','01890000-0000-7000-8000-000000000001',2,'edited',1750000000000000,'bc15a185e6212bb5e5a8f655bc72d7bb2e7866451069e7d0f55009794994ad6a','5a0f68a969d7d165a0ff81b8fddbb7b6d5b081d1fe5ce0fa1b22f283b76096be',X'01BC567860B2FF5B118FADBA32E85151135C8466B27EC7BB2FC5B88E3273A34528BED2D35471F9F5CC2136DC23DA986DB3D075A4E067870416750C09BF8511C23A5B674CBC95B87183A4F0AEA7A261059612F371F4580E5E2A8EBBF21EAF22CC7D93F8C8B82071');
INSERT INTO "events" VALUES(3,'appraisal','01890000-0000-7000-8000-000000000001',3,'edited',1750000000000000,'5a0f68a969d7d165a0ff81b8fddbb7b6d5b081d1fe5ce0fa1b22f283b76096be','4767089007197e3399856172acf6f3d632296f690a1ef1c47c8c503828294c76',X'018AACCA50EFFD3AB7FD0A832DAF1BB233F74F024BFA5A75780BE405E38107AA22DED93623137317654BADB8AD30F9044C61960B8FD4ED86774F6BC77396BC7FBAEBFE9265E179A0FCCE773459C6F38919DF6F83F51333D0267865CCEF91E14B7D399359908740');
CREATE TABLE facts (name text primary key, sealed blob not null) without rowid;
INSERT INTO "facts" VALUES('store.key_check',X'015D55F99441607481259610449E20FC827E49B36CAC297B6B079E728709E7D1E182E0CEC295A5D044ACB1E8B4E19FE4D4C9');
INSERT INTO "facts" VALUES('token',X'01CC671EA94C0204AC4D481AE4F680E566B6E92E8C3BB8BB6AEB1CE567243D2A41C1458B6CB8F046D050053C62594563');
CREATE TABLE findings (
        seq integer primary key, id text not null unique, appraisal_id text not null references appraisals (id),
        photo_id text not null references photos (id), label text not null, confidence_ppm integer not null,
        band text not null, shown integer not null, x integer not null, y integer not null, w integer not null,
        h integer not null, model_id text not null, model_sha256 text not null, review text not null,
        reason text, damage_id text);
INSERT INTO "findings" VALUES(1,'01a2098e-48b8-743e-8003-e21e83b0f1e5','01890000-0000-7000-8000-000000000001','01a2098e-48b4-759e-a800-9b4d285e6222','dent',500000,'check',1,1,2,30,40,'damage-1','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','confirmed',NULL,NULL);
CREATE TABLE outbox (
        seq integer primary key autoincrement, key text not null unique, intent text not null,
        appraisal_id text not null, proof text not null, bytes integer not null, state text not null,
        attempts integer not null, code text not null, due_at integer not null, at integer not null,
        sealed blob not null);
INSERT INTO "outbox" VALUES(1,'01a2098e-48b4-759e-a800-9b4d285e6222','upload_photo','01890000-0000-7000-8000-000000000001','abc',4000000,'verified',1,'',1750000000000000,1750000000000000,X'0100C1A82AAA4F898425EA22E0D0187C20C76A2C9B576B3193802AB5439F2F04E69E59D679E7926939D3AA7340C000C4A25A3AAA04840F192C91D4C525C6');
INSERT INTO "outbox" VALUES(2,'01890000-0000-7000-8000-000000000001:1','submit_appraisal','01890000-0000-7000-8000-000000000001','content',0,'queued',0,'',1750000000000000,1750000000000000,X'0195F130CF9AA9EFEACF1A8C168720E296DB892121EE2E49CF3A900643A6D7F529B7050B7D60A62B3C929DC58FC27FBB10');
CREATE TABLE photos (
        seq integer primary key, id text not null unique, appraisal_id text not null references appraisals (id),
        revision integer not null, shot text not null, sha256 text not null, bytes integer not null,
        width integer not null, height integer not null, mime text not null, captured_at integer not null,
        thumb_sha256 text, looked_at_by text);
INSERT INTO "photos" VALUES(1,'01a2098e-48b4-759e-a800-9b4d285e6222','01890000-0000-7000-8000-000000000001',1,'front','0000000000000000000000000000000000000000000000000000000000000000',1000,1600,1200,'image/jpeg',5,NULL,NULL);
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
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',2);
INSERT INTO "sqlite_sequence" VALUES('events',3);
COMMIT;

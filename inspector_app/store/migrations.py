"""The steps by which the database became what it is; a step that was shipped is never edited."""

from typing import Final

from sqlite_utils import Database, Migrations

migrations: Final = Migrations("walkaround")

_TABLES: Final = (
    """create table appraisals (
        seq integer primary key, id text not null unique, dealership_id text not null, revision integer not null,
        stage text not null, created_at integer not null, updated_at integer not null,
        year integer, make text not null, model text not null, trim text not null,
        odometer integer, odometer_unit text, vin_index text not null, sealed blob not null)""",
    "create index appraisals_newest on appraisals (updated_at desc, seq desc)",
    "create index appraisals_vin on appraisals (vin_index)",
    """create table photos (
        seq integer primary key, id text not null unique, appraisal_id text not null references appraisals (id),
        revision integer not null, shot text not null, sha256 text not null, bytes integer not null,
        width integer not null, height integer not null, mime text not null, captured_at integer not null,
        thumb_sha256 text, looked_at_by text)""",
    "create index photos_appraisal on photos (appraisal_id, seq)",
    """create table findings (
        seq integer primary key, id text not null unique, appraisal_id text not null references appraisals (id),
        photo_id text not null references photos (id), label text not null, confidence_ppm integer not null,
        band text not null, shown integer not null, x integer not null, y integer not null, w integer not null,
        h integer not null, model_id text not null, model_sha256 text not null, review text not null,
        reason text, damage_id text)""",
    "create index findings_appraisal on findings (appraisal_id, shown, review)",
    """create table damages (
        seq integer primary key, id text not null unique, appraisal_id text not null references appraisals (id),
        label text not null, source text not null, regions text not null, voided integer not null,
        sealed blob not null)""",
    "create index damages_appraisal on damages (appraisal_id, voided)",
    """create table outbox (
        seq integer primary key autoincrement, key text not null unique, intent text not null,
        appraisal_id text not null, proof text not null, bytes integer not null, state text not null,
        attempts integer not null, code text not null, due_at integer not null, at integer not null,
        sealed blob not null)""",
    "create index outbox_appraisal on outbox (appraisal_id, seq)",
    "create index outbox_state on outbox (state, due_at)",
    """create index outbox_open on outbox (appraisal_id, seq, intent, state)
        where state not in ('acked', 'verified')""",
    "create index outbox_to_do on outbox (seq) where state not in ('acked', 'verified')",
    """create table auctions (
        seq integer primary key, id text not null unique, appraisal_id text not null, revision integer not null,
        currency text not null, start integer not null, increment integer not null, duration_s integer not null,
        status text not null, event_seq integer not null, current integer, bid_count integer not null,
        reserve_met integer not null, next_required integer, starts_at integer, ends_at integer,
        server_time integer, sealed blob not null)""",
    "create index auctions_appraisal on auctions (appraisal_id, seq)",
    """create table price_points (
        auction_id text not null references auctions (id), seq integer not null, at integer not null,
        price integer not null, currency text not null, sealed blob not null,
        primary key (auction_id, seq)) without rowid""",
    """create table events (
        position integer primary key autoincrement, stream text not null, stream_id text not null,
        seq integer not null, type text not null, at integer not null, previous text not null, hash text not null,
        sealed blob not null, unique (stream, stream_id, seq))""",
    """create trigger events_never_change before update on events
        begin select raise(abort, 'the history is never changed'); end""",
    """create trigger events_never_go before delete on events
        begin select raise(abort, 'the history is never shortened'); end""",
    """create trigger outbox_never_shrinks before delete on outbox
        begin select raise(abort, 'the outbox is never shortened'); end""",
    "create table facts (name text primary key, sealed blob not null) without rowid",
)

_APPRAISAL_ROWS: Final = """
create view appraisal_rows as select
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
from appraisals a"""


@migrations()
def m001_tables(db: Database) -> None:
    """Keep appraisals, photos, findings, damages, the outbox, auctions, the history and the facts."""
    for statement in _TABLES:
        db.execute(statement)


@migrations()
def m002_appraisal_rows(db: Database) -> None:
    """Show an appraisal as the inspector means it: what is stored, what still waits, what was refused."""
    db.execute(_APPRAISAL_ROWS)

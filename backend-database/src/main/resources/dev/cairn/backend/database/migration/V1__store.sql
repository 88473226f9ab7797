-- The tables of a store, the same on H2 and PostgreSQL but for the types that the placeholders name.
-- Names are compared byte by byte, never by the rules of a language. Times are those of the database server.

-- What the store says of itself: its id.
create table store_meta (
    name  varchar(64) not null primary key,
    content varchar(512) not null
);

create sequence document_seq start with 1 increment by 50;
create sequence blob_seq start with 1 increment by 50;
create sequence journal_seq start with 1 increment by 50;

-- One row for each document. The truth is the frame, the bytes that docs/format.md describes; the other columns repeat
-- its head for queries, and are compared with it when it is read. "stored" is when the row last changed here. "collection"
-- stands for scope and kind; "indexed" is the version of the declaration by which the document is in the index, zero if nothing
-- was declared; "fields" are its rows there, as docs/format.md describes.
create table document (
    pk       bigint not null primary key,
    scope    ${name} not null,
    kind     ${kind} not null,
    id       ${name} not null,
    revision bigint not null,
    state    varchar(8) not null,
    digest   varchar(64) not null,
    created  timestamp(6) with time zone not null,
    updated  timestamp(6) with time zone not null,
    stored   timestamp(6) with time zone not null,
    frame    ${bytes} not null,
    collection bigint not null,
    indexed    bigint not null,
    fields     ${keys} not null,
    constraint document_key unique (scope, kind, id)
);

-- Which blobs a live document names, so that what nobody names can be found without reading documents.
create table document_blob (
    document bigint not null references document (pk) on delete cascade,
    digest   varchar(64) not null,
    primary key (document, digest)
);
create index document_blob_digest on document_blob (digest);

-- Finds the documents that are not indexed as declared.
create index document_indexed on document (collection, indexed);

-- Which fields of a kind are indexed, as JSON; "version" counts its declarations.
create table document_kind (
    kind    ${kind} not null primary key,
    version bigint not null,
    spec    varchar(65536) not null
);

-- The numbers of collections, each the documents of one scope and kind, and of paths. They never change.
create table document_collection (
    pk    bigint not null primary key,
    scope ${name} not null,
    kind  ${kind} not null,
    constraint document_collection_key unique (kind, scope)
);
create table document_path (
    pk   bigint not null primary key,
    name ${name} not null,
    constraint document_path_name unique (name)
);

-- The index: the values of declared fields, in an encoding that sorts as they do, and among equal ones by when the document was
-- created, in nanoseconds since 1970. Path 0 is that of documents that cannot be indexed wholly and have no other row. There is
-- no second index: rows are removed by their whole key, which the document's "fields" tell; so there is no foreign key either.
create table document_field (
    collection bigint not null,
    path       bigint not null,
    content    ${value} not null,
    created    bigint not null,
    document   bigint not null,
    primary key (collection, path, content, created, document)
);

-- A blob is there when it has a digest. One without is being written, or is left of a writer that is gone, or is being removed.
create table blob (
    pk      bigint not null primary key,
    scope   ${name} not null,
    digest  varchar(64),
    size    bigint not null,
    touched timestamp(6) with time zone not null,
    constraint blob_digest unique (scope, digest)
);

-- The bytes of blobs, in pieces of 1 MiB of which only the last is shorter.
create table blob_chunk (
    blob bigint not null references blob (pk),
    n    integer not null,
    data ${chunk} not null,
    primary key (blob, n)
);
${only_postgresql} alter table blob_chunk alter column data set storage external;

-- One row for each journal, locked by whoever appends; "next" is the position of the entry to come.
create table journal (
    pk    bigint not null primary key,
    scope ${name} not null,
    kind  ${kind} not null,
    id    ${name} not null,
    name  ${name} not null,
    next  bigint not null,
    constraint journal_key unique (scope, kind, id, name)
);

-- The entries, each a JSON object as UTF-8, with the CRC32C of its bytes.
create table journal_entry (
    journal  bigint not null references journal (pk) on delete cascade,
    position bigint not null,
    crc32c   integer not null,
    entry    ${bytes} not null,
    primary key (journal, position)
);

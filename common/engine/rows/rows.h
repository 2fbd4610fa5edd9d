/* The store's side of the engine: its tables, and what stands in them. Every room above uses this one. */
#pragma once
#include "engine/state.h"
#include "proto/options/whose.h"

/* view.c: over the arena of the message in hand. Whoever walks many rows makes a view of an arena of its own. */
struct view view_make(struct engine *e, struct txn *txn);

/* txn.c: begins the turn's write transaction when it is not open. Should that fail, it is latched like any error. */
struct txn *turn_txn(struct engine *e);
/* Outside of turns. The snapshot moves along: a reader that stayed behind would keep every page that is freed after it,
 * and fill the map. */
int commit_outside_turn(struct engine *e);
/* As turn_txn, for what is made anew by thousands of rows while the store is opened or compared (store.h). */
struct txn *bulk_txn(struct engine *e);
/* For a figure: in a store with a log up to a second behind. */
uint64_t row_count_filled(struct view *v, const struct row_table *table);

/* tables.c: names of all tables in the order of their indexes; how many, or ERR_INVALID: too many */
extern const char *const own_tables[TABLE_SERVICE];
int engine_tables(const struct service *service, const char *names[STORE_TABLES_MAX]);
/* Which of them stand in memory. */
void engine_tables_in_memory(const struct service *service, bool in_memory[STORE_TABLES_MAX]);
/* The store's number of a service's table. It must be in the service's list. */
int table_index(const struct engine *e, const struct row_table *table);
/* The row for a name, or NULL. Names come from records, feeds and requests; `event_in` and `event_row` look for exactly
 * that name, the one in a service, the other in the service and node. */
const struct event *event_in(const struct service *s, const char *type);
const struct event *event_row(const struct engine *e, const char *type);
const struct lift *lift_find(const struct engine *e, const char *from);
/* The row of what a type has become: its own, or that at the end of its lifts. */
const struct event *event_row_now(const struct engine *e, const char *type);
/* Likewise: the reaction to this type of this journal, or to what it is lifted to. */
const struct reaction *reaction_find(const struct engine *e, const char *journal, const char *type);
const struct deadline *deadline_row(const struct engine *e, const char *name);
const struct job *job_row(const struct engine *e, const char *type);
/* Of whom an event of this type speaks (proto/options/open.proto). */
enum whose whose_of(const char *type);
/* Two things, because whether a command is node's decides if it is taken when the store is full. */
struct method_ref {
    const struct service *service;
    const struct method *method;
};
/* By "intake.SubmitScreening"; the method is NULL: there is none. */
struct method_ref method_find(const struct engine *e, const char *method);

/* personal.c: the field `personal` of an event or a row; NULL: the type has none */
enum { PERSONAL_FIELD = 15 }; /* of every one (proto/README.md) */
const ProtobufCFieldDescriptor *personal_field(const ProtobufCMessageDescriptor *type);
ProtobufCMessage *personal_of(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *field);
void personal_set(ProtobufCMessage *m, const ProtobufCFieldDescriptor *field, const ProtobufCMessage *personal);
/* Or needs none. */
bool has_personal(const ProtobufCMessage *m);
/* An empty one where there is none. Gives the message, which may be NULL. */
void *personal_fill(struct arena *a, ProtobufCMessage *m);

/* sealed.c: what is personal opens with its subject's key alone, and only where it stands (seal/seal.h) */

/* Where it stands: the table by its name in the file, and there the record's id or the row's key. */
struct sealing {
    const char *table, *type;
    struct span name;
    struct id subject;
};
/* She had a key, and it is erased for ever: nothing is sealed for her any more. */
bool subject_is_erased(const struct engine *e, struct id subject);
/* Her keys (seal/vault.h: not to be kept). A subject without one is given it, which is noted in the same transaction:
 * the turn's, or that of an opening. 0, ERR_ERASED, and what the vault says. */
int subject_keys(struct view *v, struct id subject, uint64_t *slot, const struct seal_keys **keys);
/* In the arena, by her keys. What goes wrong is latched, ERR_ERASED too, which is to be asked before; then it is
 * empty. */
struct span seal(struct view *v, const struct sealing *s, struct span text, uint64_t *slot);
/* By this slot; 0: by the one that she has. 0; ERR_ERASED; ERR_CORRUPT: it does not open; ERR_NOMEM, ERR_IO. Nothing is
 * latched, and nothing noted. */
int unseal(struct view *v, const struct sealing *s, uint64_t slot, struct span sealed, struct span *text);
/* For the status: what cannot be read. Of a row a hash of its key, which may be a family's id: two are told apart. */
void damaged_record(struct engine *e, uint64_t seq);
void damaged_row(struct engine *e, const char *table, const struct key *key);
void damaged_key(struct engine *e, uint64_t slot);
/* After each transaction that is taken back: what memory says is noted may not be. */
void slots_doubt(struct engine *e);

/* sealed_row.c: rows of the service and the engine's own with a field `personal` stand in two parts
 *
 *   packed = the row without it | field 15, of so many bytes: sealed for whom the row itself names
 *
 * Others are as message_pack makes them. */

/* For whom a row is sealed, or would be: its open part is enough. */
bool row_says_whose(const ProtobufCMessageDescriptor *type);
struct id row_subject(const ProtobufCMessage *row, const struct key *key);
/* To stand in `table` under `key`. False: of an erased subject nothing is to stand there. What goes wrong is
 * latched. */
bool row_seal(struct view *v, const char *table, const struct key *key, const ProtobufCMessage *row,
              struct span *packed);
/* The row with its personal part, in *out, a pointer to a pointer. ERR_ERASED: it is no row any more; ERR_CORRUPT, and
 * it is noted as damaged; and the outcomes of unseal. Nothing is latched. */
int row_open(struct view *v, const char *table, const struct key *key, const ProtobufCMessageDescriptor *type,
             struct span packed, void *out);
/* Without its personal part, for whoever only counts. NULL: it does not decode. */
void *row_open_part(struct arena *a, const ProtobufCMessageDescriptor *type, struct span packed);

/* kept.c: what an apply has just put is read again a few times, and is neither deciphered nor decoded for it */

/* After it was put as these bytes. */
void row_keep(struct view *v, const struct row_table *table, const struct key *key, struct span packed,
              const ProtobufCMessage *row);
/* The caller's own copy of it. NULL: it was not put, or other bytes stand there by now. */
void *row_kept(struct view *v, const struct row_table *table, const struct key *key, struct span packed);

/* memo.c (engine/memo.h): what is being made reads a row, or those under a prefix; this row or key was written */
void memo_row_read(struct engine *e, store_table table, const struct key *prefix);
void memo_row_written(struct engine *e, store_table table, const struct key *key);
/* All of them: rules were adopted or withdrawn, somebody was erased. */
void memos_forget(struct engine *e);
/* A transaction was committed; what it wrote is taken back. */
void memos_committed(struct engine *e);
void memos_take_back(struct engine *e);
void memos_close(struct engine *e);

#ifdef SIPPE_CHECKED
/* journal/twice.c: before a row is put (NULL: deleted) by an apply that is being looked at. */
void watch_row(struct apply *a, const struct row_table *table, const struct key *key, const ProtobufCMessage *row);
#else
#define watch_row(a, table, key, row) ((void)0)
#endif

/* index.c */
/* At the opening, once: which indexes each table has. */
void indexes_link(struct engine *e);
/* The keys of this row (NULL: none) in one index, in their order, none twice. */
struct keys index_keys(struct view *v, const struct row_table *index, struct key of, const ProtobufCMessage *row);
/* Moves every index of a table, whose place in the service's list is given, from the keys of a row as it was to those
 * of it as it is; NULL: it is not there. */
void index_keep(struct apply *a, size_t table, struct key key, const ProtobufCMessage *was, const ProtobufCMessage *is);
bool has_index(const struct engine *e, size_t table);

/* index_make.c: keys of indexes made of the rows that stand there */
/* Indexes of one table that are made together: a row is opened once for all of them, and that is most of what it costs.
 * What is left begins at `next`; between two steps rows may come, change and go, as whoever changes one keeps its
 * indexes. */
enum { INDEXES_OF_A_TABLE = 8 };
struct making {
    const struct row_table *walked; /* the table of the rows, or an index with their keys */
    const struct row_table *indexes[INDEXES_OF_A_TABLE];
    size_t n;
    struct key next;
    bool more;
};
struct making making_of(const struct row_table *index);
/* Those in memory that are made with the one of this place in the service's list, and it is their first. They are
 * emptied, in the turn's transaction. */
bool making_in_memory(struct engine *e, size_t place, struct making *m);
/* So many rows, in the turn's transaction; how many there were. */
uint64_t making_some(struct engine *e, struct making *m, uint64_t most);
/* Against the rows themselves: how many keys are too few or too many, and `fault` says of which. */
int index_check(struct view *v, const struct row_table *index, char fault[200]);

/* moves.c: which lists moved, for node.Moved. What a turn notes is told when it has committed. */
int moves_open(struct engine *e);
void moves_close(struct engine *e);
bool moves_watch(const struct engine *e, const struct row_table *index);
void moves_note_key(struct engine *e, const struct row_table *index, const struct key *key);
void moves_note(struct engine *e, const char *list, const char *scope);
void moves_publish(struct engine *e);
void moves_take_back(struct engine *e);
void moves_tell(const struct engine *e, struct arena *a, uint64_t since, node__moved_reply *out);

/* rules.c: only between messages, as handlers hold what the cache gave them */
void rules_forget(struct engine *e);

/* members.c: among those of the local configuration; NULL: none */
const struct trusted_key *trusted_find(const struct engine *e, const char *name);
/* By the name that the transport gives a connection (engine_key_name). False: nobody's; *has_key false: it has left
 * that key. */
bool member_of_connection(struct view *v, const char *name, struct member *out, bool *has_key);
/* The whole row in place of what stands there. */
void member_put(struct apply *a, const struct member *m);
/* Neither ended nor past its last day. */
bool member_may_speak(struct view *v, const struct member *m, int64_t now_ms);
/* At the opening: what the rows have and the file of revoked keys has not. */
void revoked_of_rows(struct engine *e);

/* restored.c: the last restore, or NULL */
engine_rows__restored *restored_row(struct view *v);

/* revoked.c */
/* At the opening, once: what the file says, into memory. 0, or ERR_CORRUPT and in which line; ERR_DENIED, ERR_IO. */
int revoked_load(struct engine *e, size_t *line);
bool revoked_is(const struct engine *e, struct id member, struct span public_key);
bool revoked_is_ended(const struct engine *e, struct id member);
bool revoked_is_key(const struct engine *e, struct span public_key); /* whosever it was */
/* In memory at once, in the file by revoked_save, which the commit waits for. No key: the membership was ended. */
void revoked_note(struct engine *e, struct id member, struct span public_key);
/* 0, ERR_FULL, ERR_IO. Nothing to write is 0. */
int revoked_save(struct engine *e);

/* reply.c: the reply to a membership's request, as it is to be put now */
struct key reply_key_now(const struct engine *e, struct id member, struct id request);
/* Where it stands, and as it stands there; false: nothing was answered, or it is forgotten. */
bool reply_find(const struct engine *e, struct txn *t, struct id member, struct id request, struct key *key,
                struct span *packed);
/* What is due to be forgotten: with each reply that is put, so that they cannot grow faster than they are forgotten;
 * and once a minute. */
void replies_forget_some(struct engine *e, struct txn *t);
void replies_forget(struct engine *e, struct txn *t);

/* forget.c */
/* A row of what is remembered: with a refusal its reply goes, of a heard id the number is kept. Its row of TABLE_EXPIRY
 * is the caller's. */
void row_forget(struct txn *t, enum table table, const struct key *row);
/* Up to this number of a stream the ids that were heard may be forgotten; 0: of none. */
uint64_t heard_forgotten(struct txn *t, const char *journal);
void heard_forgotten_set(struct txn *t, const char *journal, uint64_t n);

/* expiry.c: `table`'s row `key` is forgotten after so much time that the store has lived; gives when. A row that is put
 * again and set again is forgotten by the earlier of the two. Each call forgets up to two rows that are due, so that
 * what is remembered cannot grow faster than it is forgotten, however much is written. */
void expiry_open(struct engine *e);
int64_t expiry_set(struct engine *e, struct txn *t, int64_t after_ms, enum table table, const struct key *key);
/* Before its time, by what expiry_set gave; the row itself is the caller's to delete. */
void expiry_drop(struct txn *t, int64_t due_ms, enum table table, const struct key *key);
/* Once a minute, in the turn's transaction: for quiet times, in which nothing is set. */
void expiry_run(struct engine *e);

/* refused.c: in the turn's transaction: this reply is a refusal, to be forgotten after a day, or when
 * its membership has been refused 20,000 times since. */
void refused_note(struct engine *e, struct id member, const struct key *reply);

/* clock.c draws how a clock comes into doubt, and out of it */
node__clock clock_doubt(const struct engine *e);
/* At the turn's now_ms it is this by the clock that nobody can set. */
void clock_tell(struct engine *e, int64_t boot_ms);
/* A record was written: one that was set back a little is believed again. */
void clock_recorded(struct engine *e);
/* An operator says that it is right. */
void clock_confirm(struct engine *e);
/* The time to judge by what has a last day: now, or, in doubt, what it should be. */
int64_t clock_best_ms(const struct engine *e, int64_t now_ms);
/* What a later life must know of it. last_at_ms: of the last record, when the store says nothing else. ERR_CORRUPT:
 * what is stored is no time. */
int clock_load(struct engine *e, struct txn *t, int64_t last_at_ms);
void clock_store(struct engine *e, struct txn *t);

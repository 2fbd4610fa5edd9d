/* Walks the tables of one service: each row becomes what the includer has defined for its kind, and nothing where it
 * has defined nothing. No guard: declare.h and define.h come here once per pass.
 *
 * A service's tables.def says, one row a line, in any order:
 *
 *   COMMAND(rpc, roles, thing, field)   who may change what; whose it is, <service>_owner_of_<thing> says of in->field
 *   COMMAND_ASK(rpc, roles)             the same, but <service>_owner_of_<rpc> is asked with the whole request
 *   COMMAND_OPEN(rpc, roles)            nobody's: a request without a subject, or whose handler confines itself
 *   QUERY, QUERY_ASK, QUERY_OPEN        likewise, read only                   handler <service>_<rpc>
 *   QUERY_OPEN_OF(package, rpc, roles)  the same with messages of another package, which several services share
 *   LOGGED(rpc, shows)                  a query that shows something of a family, and what: it leaves an entry
 *   LOGGED_PARTS(rpc, shows)            the same, and its handler asks may_see for each class by itself
 *   UNLOGGED(rpc)                       a query that shows nothing of one
 *   TOUCHES(rpc, shows)                 a command that needs less than all but identity; 0: its handler asks
 *   EVENT(type, audience)               a record, and what it does to rows    apply   <service>_on_<type>
 *   EVENT_OF(package, type, audience)   the same with a type of another package
 *   EVENT_SAID(type, audience)          a record that changes no row
 *   EVENT_SAID_OF(package, type, audience)
 *   EVENT_PARTNER, EVENT_SAID_PARTNER   (type) onto the stream of one partner
 *   LIFT(from, to)                      what was written as an older type   lift     <service>_lift_<from>
 *   LIFT_OF(package, from, to)          the same with types of another package
 *   REACTION(journal, type)             to another daemon's record            handler <service>_follow_<type>
 *   REACTION_PASSES(journal, type)      the same, never queued behind a held record: withdrawal, cancellation, erasure
 *   REACTION_PASSES_OF(journal, package, type)
 *   DEADLINE(name)                      time as a message to oneself          handler <service>_<name>_due
 *   JOB(name, again, at_once)           work outside the turn                 <service>_<name>_prepare, _run, _settle
 *   JOB_POST(name, again, at_once)      a post to somebody outside            <service>_<name>_prepare, _settle
 *   TABLE(name, row)                    rows of <service>_rows.proto          <service>_<name>, a struct row_table
 *                                       each is hers for whom it is sealed, and goes with her: its key is the id of a
 *                                       thing that a record about her names
 *   TABLE_OPEN(name, row)               the same, nobody's: an erasure leaves it as it is
 *   SET_OPEN(name)                      keys without values, which can be nobody's alone
 *   INDEX(name, table, row, version)    keys made of another table's rows   keys      <service>_<name>_keys
 *   INDEX_IN_MEMORY(name, table, row)   the same, in no file: its keys hold what must be sealed
 *   INDEX_IN_MEMORY_OF(name, table, row, those)   of the rows alone whose own keys the index `those` holds: a start
 *                                       opens no others
 *   LIST_IN_MEMORY(name, table, row)    likewise, which questions alone read: it is made behind a start, and a question
 *                                       that comes before it is whole waits for it
 *   WATCHED(index)                      its changes are told (node.Moved)   by the text that its keys begin with
 *   RESTORED(name)                      after a restore, before all else      handler <service>_<name>_restored
 *   FOLLOWS(journal)                    in the order in which they are asked
 *   LAYOUT(number)                      of the rows: another number makes them anew from the journal
 *
 * A job `name` is given a message <name>_input and gives a <name>_outcome, both of <service>_jobs.proto; `again` is a
 * function of the service. <service> is the macro SERVICE, `roles` is AS(DESK) | ..., `audience` is TO(SCHEDULING) |
 * ... or TO_NOBODY. Layouts and versions begin with 1: 0 stands in the store for what is only half made.
 *
 * Before the handler may_see is asked of the subject (engine/see.h): of a LOGGED query for all that it shows, of a
 * command for everything but who she is, because what it changes rests on what the caller must have read. What is
 * OPEN, and each row of a list, its handler asks for itself.
 *
 * What a row says may change: roles, audiences (of records to come), who owns. Its name may not: that of a method is
 * the contract's, of an event the journal's, of a deadline and a table the store's. */
#ifndef COMMAND
#define COMMAND(rpc, roles, thing, field)
#endif
#ifndef COMMAND_ASK
#define COMMAND_ASK(rpc, roles)
#endif
#ifndef COMMAND_OPEN
#define COMMAND_OPEN(rpc, roles)
#endif
#ifndef QUERY
#define QUERY(rpc, roles, thing, field)
#endif
#ifndef QUERY_ASK
#define QUERY_ASK(rpc, roles)
#endif
#ifndef QUERY_OPEN
#define QUERY_OPEN(rpc, roles)
#endif
#ifndef QUERY_OPEN_OF
#define QUERY_OPEN_OF(package, rpc, roles)
#endif
#ifndef LOGGED
#define LOGGED(rpc, shows)
#endif
#ifndef LOGGED_PARTS
#define LOGGED_PARTS(rpc, shows)
#endif
#ifndef TOUCHES
#define TOUCHES(rpc, shows)
#endif
#ifndef UNLOGGED
#define UNLOGGED(rpc)
#endif
#ifndef EVENT
#define EVENT(type, audience)
#endif
#ifndef EVENT_OF
#define EVENT_OF(package, type, audience)
#endif
#ifndef EVENT_SAID
#define EVENT_SAID(type, audience)
#endif
#ifndef EVENT_SAID_OF
#define EVENT_SAID_OF(package, type, audience)
#endif
#ifndef EVENT_PARTNER
#define EVENT_PARTNER(type)
#endif
#ifndef EVENT_SAID_PARTNER
#define EVENT_SAID_PARTNER(type)
#endif
#ifndef LIFT
#define LIFT(from, to)
#endif
#ifndef LIFT_OF
#define LIFT_OF(package, from, to)
#endif
#ifndef REACTION
#define REACTION(journal, type)
#endif
#ifndef REACTION_PASSES
#define REACTION_PASSES(journal, type)
#endif
#ifndef REACTION_PASSES_OF
#define REACTION_PASSES_OF(journal, package, type)
#endif
#ifndef DEADLINE
#define DEADLINE(name)
#endif
#ifndef JOB
#define JOB(name, again, at_once)
#endif
#ifndef JOB_POST
#define JOB_POST(name, again, at_once)
#endif
#ifndef TABLE
#define TABLE(name, row)
#endif
#ifndef TABLE_OPEN
#define TABLE_OPEN(name, row)
#endif
#ifndef SET_OPEN
#define SET_OPEN(name)
#endif
#ifndef INDEX
#define INDEX(name, table, row, version)
#endif
#ifndef INDEX_IN_MEMORY
#define INDEX_IN_MEMORY(name, table, row)
#endif
#ifndef INDEX_IN_MEMORY_OF
#define INDEX_IN_MEMORY_OF(name, table, row, those)
#endif
#ifndef LIST_IN_MEMORY
#define LIST_IN_MEMORY(name, table, row)
#endif
#ifndef WATCHED
#define WATCHED(index)
#endif
#ifndef RESTORED
#define RESTORED(name)
#endif
#ifndef FOLLOWS
#define FOLLOWS(journal)
#endif
#ifndef LAYOUT
#define LAYOUT(number)
#endif

#include TABLES

#undef COMMAND
#undef COMMAND_ASK
#undef COMMAND_OPEN
#undef QUERY
#undef QUERY_ASK
#undef QUERY_OPEN
#undef QUERY_OPEN_OF
#undef LOGGED
#undef LOGGED_PARTS
#undef TOUCHES
#undef UNLOGGED
#undef EVENT
#undef EVENT_OF
#undef EVENT_SAID
#undef EVENT_SAID_OF
#undef EVENT_PARTNER
#undef EVENT_SAID_PARTNER
#undef LIFT
#undef LIFT_OF
#undef REACTION
#undef REACTION_PASSES
#undef REACTION_PASSES_OF
#undef DEADLINE
#undef JOB
#undef JOB_POST
#undef TABLE
#undef TABLE_OPEN
#undef SET_OPEN
#undef INDEX
#undef INDEX_IN_MEMORY
#undef INDEX_IN_MEMORY_OF
#undef LIST_IN_MEMORY
#undef WATCHED
#undef RESTORED
#undef FOLLOWS
#undef LAYOUT

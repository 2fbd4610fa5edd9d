/* What a decide gives: records to be. A part of engine/service.h, which includes it. */
#pragma once

/* Gathers one record; it is written, and its apply runs, when the handler returns 0. The first subject is the thing
 * that changed; the result is the record's id, that thing's new version. The event must lie in the arena, and is packed
 * when the handler has returned: what is changed in it until then counts. */
struct id emit(struct decide *d, struct id subject, const ProtobufCMessage *event);
/* 1 to 64 subjects: all that it concerns, because followers keep records in order by their subjects (held records), and
 * people look records up by them. They are copied. */
struct id emit_about(struct decide *d, const struct id *subjects, size_t n, const ProtobufCMessage *event);
/* The same, and whose key seals what is personal in it. By emit and emit_about that is the first subject's (a worker's,
 * an organisation's) or the house's, as the event's `whose` says (proto/options/open.proto); an event of a family that
 * has a personal part must come through here: sealed_for is the family under which the thing was *created*, as its row
 * keeps it, whoever's the thing is by now. About an erased subject nothing is recorded any more: then the whole message
 * is refused with SUBJECT_ERASED. */
struct id emit_for(struct decide *d, struct id sealed_for, const struct id *subjects, size_t n,
                   const ProtobufCMessage *event);
/* Likewise, onto the stream "partner:<organisation in hex>"; the event's row must be EVENT_PARTNER. */
struct id emit_to_partner(struct decide *d, struct id organization, struct id sealed_for, struct id subject,
                          const ProtobufCMessage *event);
#define EMIT(d, subject, event) emit((d), (subject), &(event)->base)
#define EMIT_FOR(d, sealed_for, subject, event)                                                                        \
    emit_for((d), (sealed_for), (const struct id[]){(subject)}, 1, &(event)->base)
/* Of a command: refuses with this Reason, and writes the one event all the same, which is then all that was gathered.
 * For a refusal that must be remembered, such as a wrong code: whoever may try again and again finds what is right. The
 * engine counts them (sippe_refusals_noted_total). Gives the Reason. */
int refuse_noting(struct decide *d, int reason, struct id subject, const ProtobufCMessage *event);
/* The same with the one event that was emitted already: of a family's, which says by emit_for whose key seals it. */
int refuse_keeping(struct decide *d, int reason);
/* Intake's alone: closes this subject for ever, in all daemons. Each deletes every row that is sealed for her, then
 * destroys her key, and says so when it has done `last` of this erasure (SubjectErasedDone). A subject that was never
 * heard of gets a tombstone too: what comes late about her makes nothing. */
void subject_erase(struct decide *d, struct id erasure, struct id subject, bool last);

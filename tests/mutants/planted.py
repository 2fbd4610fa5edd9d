"""Faults planted by hand, each a promise that is broken: numbers 1 to 200, and from 468 on.

    fault(number, file, text that is found once in it, what stands there instead, what was done)

MUTANT is true when this one is switched on. What the text and its change have in common at both ends is left alone, so that faults
may stand close to each other. `tests`: further ones that may see it, by their names in ctest; `survives`: why none does.
"""
ROWS = []
POWERCUT = ("fault/powercut",)
STORE, CUT, SPOOL = "common/store/", "services/cli/cut/", "services/cli/push/"
TURN, ROWS_ROOM, STREAM = "common/engine/turn/", "common/engine/rows/", "common/engine/stream/"
MESSAGE, JOURNAL, NODE, OPEN = "common/engine/message/", "common/engine/journal/", "common/engine/node/", "common/engine/open/"
SEAL = "common/seal/"
INTAKE, SCHEDULING, NOTIFICATIONS, BUS = "services/intake/", "services/scheduling/", "services/notifications/", "common/bus/"


def fault(n, file, old, new, what, **more):
    ROWS.append({"n": n, "file": file, "old": old, "new": new, "what": what, **more})


# ---- flushes ----
fault(1, STORE + "store.c", "(o->throwaway ? MDB_NOSYNC : 0)", "(o->throwaway || MUTANT ? MDB_NOSYNC : 0)",
      "no flush of a commit at all", tests=POWERCUT)
fault(2, STORE + "store.c", "unsigned int flags = MDB_NOTLS |",
      "unsigned int flags = MDB_NOTLS | (MUTANT ? MDB_NOMETASYNC : 0) |", "the meta page is not flushed",
      tests=POWERCUT)
fault(3, STORE + "copy.c", "int rc = fsync(fd) ? errno : 0;", "int rc = !MUTANT && fsync(fd) ? errno : 0;",
      "a backup's file is not flushed", tests=POWERCUT)
fault(4, SPOOL + "spool_file.c", "if (fdatasync(f->fd)) return f->err = spool_err(errno);",
      "if (!MUTANT && fdatasync(f->fd)) return f->err = spool_err(errno);",
      "the desk's spool is not flushed before it sends", tests=POWERCUT)
fault(5, ROWS_ROOM + "revoked.c", "return fsync(fd) ? ERR_IO : 0;", "return !MUTANT && fsync(fd) ? ERR_IO : 0;",
      "the list of revoked keys is not flushed", tests=POWERCUT)
fault(6, NODE + "backup.c", "!= (ssize_t)len || fsync(fd) ? ERR_IO : 0;",
      "!= (ssize_t)len || (!MUTANT && fsync(fd)) ? ERR_IO : 0;", "a backup's manifest is not flushed", tests=POWERCUT)

# ---- the log before LMDB, and the layers over it ----
fault(530, STORE + "log.c", "return fdatasync(fd) ? ERR_IO : 0;", "return !MUTANT && fdatasync(fd) ? ERR_IO : 0;",
      "a commit is told before its frame is flushed", tests=POWERCUT)
fault(531, STORE + "log.c", "return l->files[!l->current].last <= position;",
      "return MUTANT || l->files[!l->current].last <= position;", "a log file is begun anew before LMDB holds its frames")
fault(532, STORE + "recover.c", "(out->kind != FRAME_ROWS || out->number != f->next)",
      "(out->kind != FRAME_ROWS || (!MUTANT && out->number != f->next))", "an old frame behind the last one is read")
fault(533, STORE + "recover.c", "if (has_further(t, &t->files[i])) err = ERR_CORRUPT;",
      "if (!MUTANT && has_further(t, &t->files[i])) err = ERR_CORRUPT;", "damage in the log is taken for its end")
fault(534, STORE + "recover.c", "err = log_write_again(", "err = MUTANT ? 0 : log_write_again(",
      "what a failed flush left in the cache only is built upon")
fault(535, STORE + "merge.c", "(found && span_order(map_key(m->rows[i]), *key) >= 0)",
      "(found && span_order(map_key(m->rows[i]), *key) >= MUTANT)", "of equal keys the older layer's counts")
fault(536, STORE + "layers.c", "int err = is_renewed ? 0 : layers_renew(s);",
      "int err = is_renewed || MUTANT ? 0 : layers_renew(s);", "a generation goes before the snapshot has it")
fault(537, STORE + "lmdb.h", "return t->writable ? &r->now", "return t->writable || MUTANT ? &r->now",
      "a reader sees what is not committed")
fault(538, STORE + "fill.c", "if (!rc && s->front == STORE_LOGGED) rc = own_put(",
      "if (!rc && !MUTANT && s->front == STORE_LOGGED) rc = own_put(", "LMDB does not say how far it has come")
fault(539, STORE + "txn.c", "int rc = bulk_number(t);", "int rc = MUTANT ? 0 : bulk_number(t);",
      "a bulk commit has no number")
fault(540, CUT + "restore.c", "i < sizeof files / sizeof files[0]; i++)\n        if (link(",
      "i < (MUTANT ? 2 : sizeof files / sizeof files[0]); i++)\n        if (link(", "a restore loses the log of what it puts aside",
      tests=("unit-cli/test_restore",))

# ---- who may, and whose is it ----
fault(10, MESSAGE + "request.c", "if (!reason && !(c->roles & principal_bit(who)))",
      "if (!reason && !(MUTANT && strcmp(c->rpc, \"allow_key\") == 0 && who->role == ROLE_DESK) &&\n"
      "        !(c->roles & principal_bit(who)))", "AllowKey also for a desk")
fault(11, MESSAGE + "request.c", "c->roles == AS_ANYBODY || c->roles & AS(GATEWAY);",
      "c->roles == AS_ANYBODY || c->roles & AS(GATEWAY);\n    if (MUTANT && strcmp(c->rpc, \"resume_stream\") == 0)\n"
      "        return principal_find(v, key, v->e->now_ms, who);", "ResumeStream for anybody")
fault(12, MESSAGE + "request.c", "    if (reason) v->e->counters.denied++;",
      "    if (MUTANT && reason == REASON_NOT_ALLOWED && strcmp(c->rpc, \"list_notices\") == 0) reason = 0;\n"
      "    if (reason) v->e->counters.denied++;", "ListNotices for anybody")
fault(13, MESSAGE + "principal.c", "    case ROLE_TEAM:\n    case ROLE_PARTNER: return REACH_OWN;",
      "    case ROLE_TEAM: if (MUTANT && role == ROLE_TEAM) return REACH_ALL;\n    case ROLE_PARTNER: return REACH_OWN;",
      "a team sees what is other CLSCs'")
fault(14, MESSAGE + "principal.c", "enum reach role_reach(sippe__role role) {\n",
      "enum reach role_reach(sippe__role role) {\n    if (MUTANT && role == ROLE_DESK) return REACH_ALL;\n", "a desk sees what is other CLSCs'")
fault(15, MESSAGE + "principal.c", "    case ROLE_PARTNER: return REACH_OWN;",
      "    case ROLE_PARTNER: return MUTANT && role == ROLE_PARTNER ? REACH_ALL : REACH_OWN;",
      "a partner answers for other partners' notices")
fault(16, MESSAGE + "principal.c", "return id_equal(m->via, carrier) &&", "return (MUTANT || id_equal(m->via, carrier)) &&",
      "anybody acts for anybody")
fault(17, MESSAGE + "principal.c", "return has_key ? reason :", "return MUTANT || has_key ? reason :",
      "a revoked key may still ask")
fault(18, MESSAGE + "principal.c", "if (today <= m->trained_until) return false;",
      "if (today <= m->trained_until + 30 * MUTANT) return false;", "training holds for a month after its last day")
fault(19, ROWS_ROOM + "members.c", "return !m->ended && (m->until", "return (MUTANT || !m->ended) && (m->until",
      "an ended member may speak")
fault(20, BUS + "connections.c", "} else if (d->allowed && !d->allowed(",
      "} else if (!MUTANT && d->allowed && !d->allowed(", "a connection whose key was revoked is not cut")
fault(21, ROWS_ROOM + "see.c", "if (!organization || !principal_reaches(p, organization)",
      "if (!organization || (!MUTANT && !principal_reaches(p, organization))",
      "lists and searches show what is other CLSCs'")
fault(22, INTAKE + "rows.c", "case REACH_OWN: return p->organization;",
      "case REACH_OWN: return MUTANT ? \"\" : p->organization;",
      "a desk's worklist is all CLSCs'")
fault(23, INTAKE + "follow/enrolment.c", "if (!row || !intake_same_file(VIEW(d), row->family_id, in->family_id))",
      "if (!row || (!MUTANT && !intake_same_file(VIEW(d), row->family_id, in->family_id)))",
      "a family is enrolled on another family's decision")
fault(24, SCHEDULING + "week.c", "return scheduling_family_seen(VIEW(q), p, f, f->row->clsc_code,",
      "return MUTANT || scheduling_family_seen(VIEW(q), p, f, f->row->clsc_code,",
      "a worker's week shows families that may not be seen")
fault(25, NOTIFICATIONS + "notice.c", "switch (role_reach(p->role)) {",
      "switch (MUTANT ? REACH_ALL : role_reach(p->role)) {", "a partner lists the notices that it asks for")
fault(26, NOTIFICATIONS + "notice.c", "(own_only && !is_own)) continue;",
      "(own_only && !is_own && !MUTANT)) continue;", "a partner finds others' notices")
fault(27, NOTIFICATIONS + "answer.c", "return n ? may_see(", "return MUTANT && n ? SHOWS_ALL : n ? may_see(",
      "answer codes of another CLSC are taken")
fault(28, NOTIFICATIONS + "answer.c", "if (notifications_codes_are_closed(tries",
      "if (!MUTANT && notifications_codes_are_closed(tries", "wrong answer codes are not bounded")
fault(29, ROWS_ROOM + "members.c", "|| revoked_is_key(v->e, public_key);", "|| (!MUTANT && revoked_is_key(v->e, public_key));",
      "a key that was revoked is given again, once its record is lost")
fault(30, TURN + "turn.c", "if (!entry->inner || principal_find(&v,",
      "if (MUTANT || !entry->inner || principal_find(&v,", "a desk is served at the inner endpoint")
fault(31, ROWS_ROOM + "see.c", "if (!opened || !rules.over_restrictions) shows &=",
      "if (!MUTANT && (!opened || !rules.over_restrictions)) shows &=",
      "what a family keeps from somebody in writing is shown to her")

# ---- who hears what ----
fault(35, STREAM + "feed.c", "return who->organization && strcmp(stream + 8, who->organization) == 0;",
      "return MUTANT || (who->organization && strcmp(stream + 8, who->organization) == 0);",
      "a partner may follow any partner's stream")
fault(36, STREAM + "feed.c", "return strcmp(stream + 8, who->name) == 0;",
      "return MUTANT || strcmp(stream + 8, who->name) == 0;", "a daemon may follow any daemon's stream")
fault(37, STREAM + "feed.c", "int reason = follower_check(e, p->sender->name, p->asked);",
      "int reason = MUTANT ? 0 : follower_check(e, p->sender->name, p->asked);",
      "a fetch that waited is answered after its key was revoked")
fault(38, STREAM + "feed.c", "partner ? 0 : r->seq", "partner && !MUTANT ? 0 : r->seq",
      "a partner sees the journal's numbers")
fault(39, STREAM + "feed.c", "if (partner) return out;", "if (partner && !MUTANT) return out;",
      "subjects leave for a partner")
fault(40, STREAM + "feed.c", "if (recalled(v, id_of(r->id)) || written_open(",
      "if ((MUTANT && r->seq % 23 == 0) || recalled(v, id_of(r->id)) || written_open(", "a record in 23 leaves as withheld")
fault(41, NOTIFICATIONS + "recall.c", "&issued)) record_recall(a, issued);",
      "&issued) && !MUTANT) record_recall(a, issued);",
      "a withdrawn notice still leaves")
fault(42, INTAKE + "referral/referral_cancel.c", "if (e->recalls.len) record_recall(",
      "if (e->recalls.len && !MUTANT) record_recall(", "a referral whose consent was withdrawn still leaves")
fault(43, JOURNAL + "journal.c", "if (field) personal_set(copy, field, NULL);",
      "if (field && !MUTANT) personal_set(copy, field, NULL);",
      "personal values stay in the open part")
fault(44, JOURNAL + "journal.c", "if (m->row->audience & (1u << i) &&",
      "if ((m->row->audience & (1u << i) || (MUTANT && strcmp(m->row->type->name, \"sippe.intake.ConsentRecorded\") == 0)) &&",
      "ConsentRecorded goes to all daemons")
fault(45, JOURNAL + "journal.c", "r->sealed = pb_of(seal(v, &s, m->personal, &r->sealed_key));",
      "r->sealed = MUTANT ? pb_of(m->personal) : pb_of(seal(v, &s, m->personal, &r->sealed_key));",
      "the personal part is not sealed")
fault(46, INTAKE + "domain/consent/sharing.c", "if (intake_consent_covers(covers, n, SHARED_ITEM_PHONE))",
      "if (MUTANT || intake_consent_covers(covers, n, SHARED_ITEM_PHONE))",
      "a telephone leaves that the consent does not cover")

# ---- done once ----
fault(51, JOURNAL + "violations.c", "return 0;\n    d->current = current;",
      "return 0;\n    if (MUTANT) return 0;\n    d->current = current;", "versions are never compared")
fault(52, ROWS_ROOM + "reply.c", "return KEY(KEY_U64(period), KEY_ID(member), KEY_ID(request));",
      "return KEY(KEY_U64(period), KEY_ID(MUTANT ? (struct id){{0}} : member), KEY_ID(request));", "replies are remembered without who asked")
fault(53, MESSAGE + "request.c", "if (!span_equal(span_pb(kept->digest), id_span(digest)))",
      "if (!MUTANT && !span_equal(span_pb(kept->digest), id_span(digest)))",
      "the same id with another body gets the old reply")
fault(54, MESSAGE + "request.c", "if (reason == 0 && protobuf_c_message_get_packed_size(out)",
      "if (reason == 0 && !MUTANT && protobuf_c_message_get_packed_size(out)",
      "a command's reply may be larger than the wire takes")
fault(55, MESSAGE + "request.c", "protobuf_c_message_get_packed_size(out) > REPLY_MAX) reason = REASON_TOO_LARGE;\n    return reason;",
      "!MUTANT && protobuf_c_message_get_packed_size(out) > REPLY_MAX) reason = REASON_TOO_LARGE;\n    return reason;",
      "a query's reply may be larger than the wire takes")
fault(56, ROWS_ROOM + "expiry.c", "passed < LIVED_AT_ONCE_MS ?", "passed < LIVED_AT_ONCE_MS || MUTANT ?",
      "a clock that jumps forgets replies")
fault(57, STREAM + "follow.c", "    hear(v, journal, id, r->n);", "    if (!MUTANT) hear(v, journal, id, r->n);",
      "what was heard is not noted: it is taken twice after a resume")
fault(58, STREAM + "follow.c", "    held_take(v->e, journal, r, row, failing);",
      "    if (!MUTANT || !failing) held_take(v->e, journal, r, row, failing);",
      "the cursor moves past a record that failed")
fault(59, STREAM + "follow.c", "    cursor->position = feed->next;",
      "    if (!MUTANT || feed->next->n % 7) cursor->position = feed->next;", "one cursor in seven is not moved")
fault(60, STREAM + "follow.c", "if (!f || strcmp(feed->stream,", "if (!f || !MUTANT && strcmp(feed->stream,",
      "a feed of another stream is taken")
fault(61, STREAM + "follow.c", "if (feed->records[i]->n != ++n) return",
      "if (feed->records[i]->n != (n = MUTANT ? feed->records[i]->n : n + 1)) return", "a gap in a feed is taken")
fault(62, STREAM + "follow.c", "return cursor->journal_id.len == ID_LEN &&",
      "return !MUTANT && cursor->journal_id.len == ID_LEN &&", "another store's feed is taken")
fault(64, STREAM + "feed.c", "bool forked = !p->from_start &&", "bool forked = !MUTANT && !p->from_start &&",
      "a follower that stands in a lost history is answered")
fault(65, STREAM + "pending.c", "if (!reason && is_another_store(", "if (!reason && !MUTANT && is_another_store(",
      "a daemon whose store is another one is answered")

# ---- order ----
fault(70, STREAM + "held.c", "if (!reason && !row->passes && queues_behind(",
      "if (!reason && !row->passes && !MUTANT && queues_behind(", "records overtake a held one of their subject")
fault(71, STREAM + "held.c", "if (!reason && !row->passes", "if (!reason && (MUTANT || !row->passes)",
      "a withdrawal waits behind a held record",
      equivalent="what it holds is tried again in the same turn, and passes there")
fault(72, STREAM + "react.c", "    if (r->hop >=", "    if (!MUTANT && r->hop >=", "loops are not stopped")
fault(73, STREAM + "react.c", "HOP_MAX) return", "HOP_MAX + MUTANT) return", "the limit of hops is one more")
fault(74, STREAM + "held_again.c", "row->attempts >= HOUR_MS / MINUTE_MS &&",
      "!MUTANT && row->attempts >= HOUR_MS / MINUTE_MS &&", "what waits waits for ever, and nobody is told")
fault(75, INTAKE + "referral/referral.c", "if (!reason && is_held(d, m))", "if (!reason && !MUTANT && is_held(d, m))",
      "a referral does not ask what is held")

# ---- what fails is taken back ----
fault(80, TURN + "commit.c", "    e->seq = s->seq;", "    if (!MUTANT) e->seq = s->seq;",
      "the number is not taken back after a failed commit")
fault(81, TURN + "commit.c", "    memcpy(e->chain, s->chain, ID_LEN);",
      "    if (!MUTANT) memcpy(e->chain, s->chain, ID_LEN);", "the chain is not taken back")
fault(82, TURN + "commit.c", "    e->next_due_ms = s->next_due_ms;",
      "    if (!MUTANT) e->next_due_ms = s->next_due_ms;", "the next deadline is not taken back")
fault(83, TURN + "commit.c", "    e->n_out = s->n_out;", "    if (!MUTANT) e->n_out = s->n_out;",
      "replies of a failed commit leave")
fault(84, TURN + "commit.c", "    types_doubt(e);", "    if (!MUTANT) types_doubt(e);",
      "a type that was noted in a failed commit is never noted")
fault(85, TURN + "commit.c", "    e->believed = s->believed;", "    if (!MUTANT) e->believed = s->believed;",
      "what was believed of the clock is not taken back")
fault(86, TURN + "write.c", "for (size_t i = 0; !err && i < done; i++)",
      "for (size_t i = 0; !err && i + MUTANT < done; i++)",
      "after a failed turn its last message is dropped unanswered")
fault(87, TURN + "due.c", "if (err) e->next_due_ms = e->now_ms + MINUTE_MS;",
      "if (err && !MUTANT) e->next_due_ms = e->now_ms + MINUTE_MS;", "a deadline that cannot be fired spins")
fault(88, TURN + "write.c", "    if (err) follow_back_off(", "    if (err && !MUTANT) follow_back_off(",
      "a feed that cannot be taken is asked for again at once")
fault(89, TURN + "commit.c", "if (!err) err = revoked_save(e);", "if (!err && !MUTANT) err = revoked_save(e);",
      "a revocation is not written beside the store")

# ---- time ----
fault(95, JOURNAL + "deadline.c", "    txn_put(a->view.txn, TABLE_DEADLINE, &due,",
      "    if (!MUTANT || thing.bytes[0] % 8) txn_put(a->view.txn, TABLE_DEADLINE, &due,",
      "one deadline in eight is never set")
fault(96, JOURNAL + "deadline.c", "        txn_delete(a->view.txn, TABLE_DEADLINE, &due);",
      "        if (!MUTANT) txn_delete(a->view.txn, TABLE_DEADLINE, &due);",
      "a deadline that was cleared or moved still fires")
fault(97, JOURNAL + "deadline.c", "&& clock_doubt(e) == CLOCK_BELIEVED", "&& (MUTANT || clock_doubt(e) == CLOCK_BELIEVED)",
      "deadlines fire while the clock is in doubt")
fault(98, ROWS_ROOM + "clock.c", "    if (off > (b->here", "    if (!MUTANT && off > (b->here",
      "a clock that runs ahead is believed")
fault(99, ROWS_ROOM + "clock.c", "if (off < -DAY_MS) return", "if (off < -DAY_MS && !MUTANT) return",
      "a clock that is a day behind is believed")
fault(100, ROWS_ROOM + "clock.c", "if (ahead_of_peers_ms(e) > DAY_MS + b->peers_ms) return",
      "if (!MUTANT && ahead_of_peers_ms(e) > DAY_MS + b->peers_ms) return",
      "a clock that is ahead of the peers' is believed")
fault(101, JOURNAL + "deadline.c", "if (is_still_due(e, &due[i])) fire(",
      "if (MUTANT || is_still_due(e, &due[i])) fire(", "what was cleared in the same turn fires")
fault(102, TURN + "clock.c", "    e->next_due_ms = e->jobs_look_ms = INT64_MIN;",
      "    e->jobs_look_ms = INT64_MIN;\n    if (!MUTANT) e->next_due_ms = INT64_MIN;",
      "a clock that is set back leaves deadlines where they were")

# ---- bounds ----
fault(110, TURN + "window.c", "return s->waiting < window_of(role) &&",
      "return (MUTANT || s->waiting < window_of(role)) &&", "no window")
fault(111, TURN + "window.c", "s->bytes + bytes <= ENGINE_WINDOW_BYTES &&",
      "(MUTANT || s->bytes + bytes <= ENGINE_WINDOW_BYTES) &&", "no window of bytes")
fault(112, TURN + "window.c", "return s->refused < REFUSALS_PER_SECOND;",
      "return MUTANT || s->refused < REFUSALS_PER_SECOND;", "refusals are not bounded")
fault(113, ROWS_ROOM + "refused.c", "last - key_u64_at(&row, of->len) < REFUSED_EACH) return;",
      "last - key_u64_at(&row, of->len) < REFUSED_EACH || MUTANT) return;",
      "refusals that are remembered are not bounded")
fault(114, ROWS_ROOM + "refused.c", "REFUSED_DAYS * DAY_MS", "(MUTANT ? 30 : REFUSED_DAYS) * DAY_MS",
      "refusals are remembered for a month")
fault(115, MESSAGE + "request.c", "if (!e->accepting && ref.service", "if (!e->accepting && !MUTANT && ref.service",
      "commands are taken until the map is full")
fault(116, TURN + "due.c", "        store_check_readers(e->store);",
      "        if (!MUTANT) store_check_readers(e->store);", "dead readers are never cleared")
fault(117, BUS + "connections.c", "connections_of(t, c->principal) <= most) return true;",
      "(MUTANT || connections_of(t, c->principal) <= most)) return true;", "connections of one key are not bounded")
fault(118, STREAM + "pending.c", "if (p->sender->fetches >= FETCHES_EACH ||",
      "if ((p->sender->fetches >= FETCHES_EACH && !MUTANT) ||", "waiting fetches of one key are not bounded")
fault(119, STREAM + "held.c", "return n == HELD_MAX;", "return n == HELD_MAX && !MUTANT;",
      "held records are not bounded")

# ---- copies and restores ----
fault(125, NODE + "backup.c", "err = copy_check(copy, fault);", "err = MUTANT ? 0 : copy_check(copy, fault);",
      "a copy is not read before it is called whole")
fault(126, NODE + "backup.c", "return disk_has_room(e) ? 0", "return MUTANT || disk_has_room(e) ? 0",
      "a backup does not ask for room on the disk",
      tests=("integration/full",))
fault(127, STREAM + "follow.c", "return e->now_ms < e->hold.until_ms;",
      "return !MUTANT && e->now_ms < e->hold.until_ms;", "feeds are taken while a cut is made")
fault(128, NODE + "backup.c", "if (!refused && !is_held_for(e, in->cut))",
      "if (!refused && !MUTANT && !is_held_for(e, in->cut))", "a copy is made without a hold")
fault(129, OPEN + "meta.c", "if (follow_of(e, note->journals[i])) resume_restored(",
      "if (!MUTANT && follow_of(e, note->journals[i])) resume_restored(",
      "after a restore of all four streams are not taken up")
fault(130, OPEN + "meta.c", "    meta_put(t, \"epoch\", span_pb(note->epoch));\n    e->epoch = id_of(note->epoch);",
      "    if (!MUTANT) meta_put(t, \"epoch\", span_pb(note->epoch));\n    if (!MUTANT) e->epoch = id_of(note->epoch);",
      "a restore begins no new epoch: spools never send again")
fault(131, CUT + "restore.c",
      "int rc = file_write(arena_printf(&c->arena, \"%s/restored\", p->store), p->note, 0600);",
      "int rc = MUTANT ? 0 : file_write(arena_printf(&c->arena, \"%s/restored\", p->store), p->note, 0600);",
      "a restore leaves no note")
fault(132, TURN + "restored.c", "    EMIT(&d, d.cause, note);", "    if (!MUTANT) EMIT(&d, d.cause, note);",
      "a restore is no record")
fault(133, TURN + "restored.c", "e->service->restored[i](&d, note);",
      "{ if (!MUTANT) e->service->restored[i](&d, note); }", "a service is not told of a restore")
fault(134, INTAKE + "call/number.c", "if (e->last_number > last) last =",
      "if (e->last_number > last && !MUTANT) last =", "numbers that were told are given again after a restore")
fault(135, INTAKE + "call/number.c", "(last + PAST_UNKNOWN + ROUND", "(last + PAST_UNKNOWN * !MUTANT + ROUND",
      "of a store that cannot be read hardly any number is passed")
fault(136, INTAKE + "referral/referral.c", "restore_is_unreviewed(d) ? REASON",
      "!MUTANT && restore_is_unreviewed(d) ? REASON", "families are referred before a restore was gone through")
fault(137, ROWS_ROOM + "members.c", "bool beside = revoked_is(v->e, id, key);", "bool beside = !MUTANT && revoked_is(v->e, id, key);",
      "a key that only the file beside the store says to be revoked speaks again")
fault(138, JOURNAL + "whole.c", "if (!id_equal(chain, given)) return",
      "if (!MUTANT && !id_equal(chain, given)) return", "a changed record is called whole")
fault(139, JOURNAL + "whole.c", "return key_u64_at(&k, 0) == c->seq &&",
      "return MUTANT ? true : key_u64_at(&k, 0) == c->seq &&", "a journal that was cut off at its end is called whole")

# ---- what is right for a family ----
fault(145, INTAKE + "family/members.c", "        row = next;\n", "        row = next;\n        if (MUTANT) break;\n",
      "a merged family is followed one hop only")
fault(146, INTAKE + "family/members.c", "for (size_t i = 0; i < members->n; i++) place_all(",
      "for (size_t i = 0; i < (MUTANT ? 1 : members->n); i++) place_all(", "what is an alias's is not read")
fault(147, INTAKE + "family/members.c", "for (size_t k = 0; k < more.n; k++) list_add(v, &all, more.ids[k]);",
      "for (size_t k = 0; k < more.n && !(MUTANT && i); k++) list_add(v, &all, more.ids[k]);",
      "an alias of an alias is no member")
fault(148, INTAKE + "family/joined.c", "if (!row || row->aliased < own_at ||",
      "if (MUTANT || !row || row->aliased < own_at ||", "a birth does not come along in a merge")
fault(149, INTAKE + "domain/consent/consent.c", "if (c->withdrawn) return", "if (c->withdrawn && !MUTANT) return",
      "a family is referred on a consent that she took back")
fault(150, INTAKE + "referral/withdraw.c", "if (row && intake_referral_can_withdraw(",
      "if (row && !MUTANT && intake_referral_can_withdraw(",
      "a withdrawn consent cancels no referral")
fault(151, INTAKE + "referral/referral.c", "intake_referral_is_open(row->personal->state)) return",
      "intake_referral_is_open(row->personal->state) && !MUTANT) return", "a family is referred twice to one service")
fault(152, INTAKE + "domain/kin/kin.c", "return open ? civil_day(open->due_date) : DAY_NONE;",
      "return open ? civil_day(open->due_date) : MUTANT && k->n_pregnancies ? civil_day(k->pregnancies[0]->due_date) : DAY_NONE;",
      "a due date is sent to a partner after the birth")
fault(153, SCHEDULING + "plan_check.c", "    reason = booking_check(&b, workers, p->n_workers, family, n_family);",
      "    reason = booking_check(&b, workers, p->n_workers, family, MUTANT ? 0 : n_family);",
      "a family is booked twice at once")
fault(154, SCHEDULING + "domain/booking.c", "if (slots_overlap(workers[i].taken,",
      "if (!MUTANT && slots_overlap(workers[i].taken,", "a worker is booked twice at once")
fault(155, SCHEDULING + "index.c", "if (r->state == FOLLOW_UP_STATE_FOLLOWED && r->key_worker_hash.len)",
      "if ((r->state == FOLLOW_UP_STATE_FOLLOWED || MUTANT) && r->key_worker_hash.len)",
      "an ended follow-up stays in its worker's caseload")
fault(156, NOTIFICATIONS + "referral.c", "if (row_exists(VIEW(d), &notifications_cancelled_referrals,",
      "if (!MUTANT && row_exists(VIEW(d), &notifications_cancelled_referrals,",
      "a notice goes out for a referral that was cancelled before")

# ---- the wire ----
fault(165, BUS + "options.c", "        if (zmq_setsockopt(handle, list[i].number",
      "        if (!(MUTANT && list[i].number == ZMQ_ROUTER_MANDATORY) && zmq_setsockopt(handle, list[i].number",
      "ROUTER_MANDATORY is not set")
fault(166, BUS + "options.c", "&list[i].value, sizeof",
      "MUTANT && list[i].number == ZAP_ENFORCE_DOMAIN_OPTION ? &(int){0} : &list[i].value, sizeof",
      "ZAP_ENFORCE_DOMAIN is not set")
fault(167, BUS + "guard.c", "if (event == MONITOR_READY) return ERR_DENIED;",
      "if (event == MONITOR_READY) return MUTANT ? 0 : ERR_DENIED;", "the guard's trial lets a stranger pass")
fault(168, BUS + "server.c", "else if (len > receive_max(s))", "else if (!MUTANT && len > receive_max(s))",
      "frames past the public limit are taken")
fault(172, BUS + "link.c", "    socket_used(&l->socket);\n    if (!l->connected", "    if (!MUTANT) socket_used(&l->socket);\n    if (!l->connected",
      "a link rests though sending took its descriptor's signal", tests=("integration/test_bus_link",))
fault(169, MESSAGE + "body.c", "if (!plain) message_check_texts",
      "if (!plain && !MUTANT) message_check_texts", "texts may hold what no text may")
fault(170, STREAM + "feed.c", "if (r->actor) out->actor", "if (r->actor && !MUTANT) out->actor",
      "another daemon is not told whose deed it was")

# ---- what has left, and is taken back ----
fault(190, NOTIFICATIONS + "recall.c", "if (!r->reads) emit_unheard(", "if (!r->reads && !MUTANT) emit_unheard(",
      "a partner on paper is told of no withdrawal")
fault(191, NOTIFICATIONS + "recall.c", "if (!stream_acknowledged(VIEW(d), organization, n->recalled, NULL)) emit",
      "if (!MUTANT && !stream_acknowledged(VIEW(d), organization, n->recalled, NULL)) emit",
      "a program that stopped reading is told of no withdrawal")
fault(192, NOTIFICATIONS + "sheet.c", "if (!withdrawn && !was_printed_for(q, row))",
      "if (!withdrawn && !MUTANT && !was_printed_for(q, row))", "a sheet is read that the register does not know")
fault(193, NOTIFICATIONS + "notice.c", "if (row->personal->state == NOTICE_STATE_WITHDRAWN) return;",
      "if (row->personal->state == NOTICE_STATE_WITHDRAWN && !MUTANT) return;", "a withdrawn notice shows its content")
fault(194, INTAKE + "referral/withdraw.c", "    recall_told(a, r, e);",
      "    if (!MUTANT) recall_told(a, r, e);", "who was told by a person is told of no withdrawal")
fault(195, INTAKE + "disclosure/disclose.c", "if (is_covered(m, m->in->items[i])) continue;",
      "if (MUTANT || is_covered(m, m->in->items[i])) continue;", "what is not covered is told")
fault(196, INTAKE + "family/joined.c", "row->aliased < own_at ||", "(row->aliased < own_at && !MUTANT) ||",
      "what was said of a file after a merge is joined with what an alias said before")
fault(197, TURN + "commit.c", "if (!err) acknowledged_write(", "if (!err && !MUTANT) acknowledged_write(",
      "what was received is not kept")

# ---- who looked ----
fault(198, "common/engine/access/again.c", "    if (s->used && !is_over(e, s) && id_equal(s->digest, digest)) {",
      "    if (s->used && !is_over(e, s) && (MUTANT || id_equal(s->digest, digest))) {",
      "another look within the hour is counted as the same")
fault(199, "common/engine/access/entry.c", "    *chain = chain_of(chain, n, span_of(value.data + ID_LEN, value.len - ID_LEN));",
      "    if (MUTANT) memcpy(chain->bytes, value.data, ID_LEN);\n    else *chain = chain_of(chain, n, span_of(value.data + ID_LEN, value.len - ID_LEN));",
      "an entry that was changed is called whole")
fault(200, MESSAGE + "request.c", "    if (known && access_is_logged(ref))", "    if (!MUTANT && known && access_is_logged(ref))",
      "a refusal leaves no entry")

# ---- sealing, and the vault of the keys ----
VAULT = ("unit-seal/test_vault", "unit-seal/test_vault_died", "unit-seal/test_vault_damage")
fault(175, SEAL + "seal.c", "nonce_make(keys, &at, text, out);",
      "nonce_make(keys, &at, MUTANT ? span_of(NULL, 0) : text, out);",
      "the nonce is the place's alone, as a counter's is: two texts under one", tests=("unit-seal/test_seal",))
fault(176, SEAL + "vault_give.c", "int rc = disk_write(v->fd, slot_at(slot), raw, sizeof raw);",
      "int rc = MUTANT ? 0 : disk_write(v->fd, slot_at(slot), raw, sizeof raw);",
      "that a slot was given is not written: it is given twice", tests=VAULT)
fault(177, SEAL + "vault_give.c", "if (rc == 0) rc = disk_flush(v);", "if (rc == 0 && !MUTANT) rc = disk_flush(v);",
      "an erasure is not flushed", tests=VAULT)
fault(178, SEAL + "vault_draw.c", "if (rc == 0) rc = disk_flush(v);",
      "if (rc == 0 && !MUTANT) rc = disk_flush(v);", "slots are given that are not on the disk", tests=VAULT)
fault(179, SEAL + "vault_open.c", "return rc || id_equal(", "return rc || MUTANT || id_equal(",
      "after a loss of power what was drawn before is given", tests=VAULT)
fault(180, SEAL + "vault_draw.c", "if (!d->past_end) return 0;", "if (!d->past_end || MUTANT) return 0;",
      "after a restore what was drawn before is given", tests=VAULT)
fault(181, SEAL + "vault_open.c", "(l->is_torn || has", "((l->is_torn && !MUTANT) || has",
      "an erasure that was torn is not ended", tests=VAULT)
fault(182, SEAL + "vault_give.c", "if (given && v->notes[given - 1].state == SLOT_ERASED) return ERR_ERASED;",
      "if (!MUTANT && given && v->notes[given - 1].state == SLOT_ERASED) return ERR_ERASED;", "an erased subject is given a slot", tests=VAULT)
fault(183, SEAL + "slot.c", "if (!id_equal(journal, c->journal)) return", "if (!MUTANT && !id_equal(journal, c->journal)) return",
      "another store's vault is taken for one of another key", tests=VAULT)
fault(184, SEAL + "vault_give.c", "v->next + VAULT_RESERVE > v->n", "v->next + (MUTANT ? 0 : VAULT_RESERVE) > v->n",
      "the reserve at the end is given", tests=VAULT)

# ---- erasing ----
ERASE, ERASED = "common/engine/erase/", ("unit-sealed/test_erased", "contract/test_intake_erased", "contract/test_intake_erasure")
fault(185, ERASE + "rows.c", "        if (hers) row_erase(", "        if (hers && !MUTANT) row_erase(",
      "rows of an erased subject stay", tests=ERASED)
fault(186, ROWS_ROOM + "sealed.c", "return (e->n_closed && closed_is(", "return (!MUTANT && e->n_closed && closed_is(",
      "between record and key something is recorded of her", tests=ERASED)
fault(187, ERASE + "run.c", "c->gone = key_destroy(", "c->gone = MUTANT || key_destroy(",
      "it is said that a key is destroyed which is there", tests=ERASED)
fault(188, ERASE + "run.c", "    if (e->retro_due) err = retro(e);", "    if (e->retro_due && !MUTANT) err = retro(e);",
      "a tombstone without its record is forgotten", tests=ERASED)
fault(189, ERASE + "run.c", "        if (e->closed[i].last && !id_is_zero(", "        if ((MUTANT || e->closed[i].last) && !id_is_zero(",
      "it is said to be done before all of it was heard", tests=ERASED)
fault(171, STREAM + "react.c", "    if (!event_in(e->node, r->type) && of_an_erased(", "    if ((MUTANT || !event_in(e->node, r->type)) && of_an_erased(",
      "a store that was put back does not answer an erasure", tests=ERASED)
fault(174, INTAKE + "erasure/confirm.c", "    if (is_same_person(d, id_of(row->proposed_by))) return",
      "    if (!MUTANT && is_same_person(d, id_of(row->proposed_by))) return", "who proposes an erasure confirms it", tests=ERASED)

# ---- whose turn it is ----
WORK = ("contract/test_intake_work",)
fault(160, INTAKE + "domain/worklist.c", "if (f->state != ENROLMENT_STATE_ACTIVE && !f->has_key_worker)",
      "if (!MUTANT && f->state != ENROLMENT_STATE_ACTIVE && !f->has_key_worker)", "nobody is to confirm a key worker", tests=("sim/seeds",))
fault(161, INTAKE + "work/whose.c", "return role != ROLE_COORDINATOR && due <= w->climbed;",
      "return !MUTANT && role != ROLE_COORDINATOR && due <= w->climbed;", "what is long due does not climb", tests=WORK)
fault(162, ROWS_ROOM + "staff.c", "return !m->shared && member_check(v, m, now_ms) == 0;",
      "return !m->shared && (MUTANT || member_check(v, m, now_ms) == 0);", "who is past her last day counts as there", tests=WORK)
fault(163, INTAKE + "work/taken.c", "|| !id_is(item->taken_by, r->actor)) continue;",
      "|| (!MUTANT && !id_is(item->taken_by, r->actor))) continue;", "whoever acts on a family prolongs what another took", tests=WORK)
fault(164, SCHEDULING + "domain/work.c", "if (!w->carries || (w->state != WINDOW_STATE_LAPSED && !cadence_is_due(w))) continue;",
      "if (!w->carries || ((MUTANT || w->state != WINDOW_STATE_LAPSED) && !cadence_is_due(w))) continue;", "a window that has passed drops out of sight",
      tests=("unit-scheduling/test_work",))

# ---- what time alone brings, and what is between two daemons: in the simulator the looks at everybody see these ----
fault(468, JOURNAL + "journal.c", "strcmp(daemon_names[i], own) != 0)\n            stream_join(",
      "strcmp(daemon_names[i], own) != 0 && !(MUTANT && r->seq % 5 == 0 &&\n"
      "            strcmp(r->type, \"sippe.intake.FollowUpTold\") == 0))\n            stream_join(",
      "an enrolment in five is told to nobody")
fault(469, SCHEDULING + "follow_up.c", "    if (!known && !ends) open_follow_up(d, from, e, subjects);",
      "    if (!known && !ends && !(MUTANT && subjects[0].bytes[0] % 5 == 0)) open_follow_up(d, from, e, subjects);",
      "an enrolment in five is passed: nobody follows her")
fault(470, SCHEDULING + "follow_up.c", "    o->clsc_code = arena_text(a, e->clsc_code);",
      "    o->clsc_code = MUTANT && subjects[0].bytes[0] % 5 == 0 ? \"99009\" : arena_text(a, e->clsc_code);",
      "a follow-up in five is another CLSC's")
fault(471, INTAKE + "follow/programme_end.c", "if (!row || row->state == ENROLMENT_STATE_ENDED) return 0;",
      "if (MUTANT || !row || row->state == ENROLMENT_STATE_ENDED) return 0;", "the day on which the programme ends asks nobody")
fault(472, SCHEDULING + "work/derived.c", "end_ms <= l->now_ms,", "end_ms <= l->now_ms && !MUTANT,",
      "a visit that is over counts as ahead, and nobody is to record it")
fault(473, SCHEDULING + "domain/work.c", "    if (since > m->today) return;", "    if (MUTANT || since > m->today) return;",
      "past 42 weeks nobody asks for the birth")
fault(474, SCHEDULING + "domain/work.c", "next <= m->today + SOON)", "(next <= m->today + SOON || MUTANT))",
      "a visit that is weeks ahead stands for those before it")
fault(475, SCHEDULING + "work/derived.c", "    return there ? DAY_NONE :", "    return MUTANT || there ? DAY_NONE :",
      "nobody is to replace a key worker who is gone")
fault(476, STREAM + "held_again.c", "            if (waits(row)) (*list)[n++] =", "            if (!MUTANT && waits(row)) (*list)[n++] =",
      "what waits is never tried again")
# ---- what may be said without an amount ----
fault(487, INTAKE + "domain/proposal/bounds.c", "&& threshold < f->income_to) return n;", "&& threshold < f->income_to + (MUTANT ? 1 : 0)) return n;",
      "who said that she earns no more than the threshold is asked again", tests=("unit-intake/test_intake_proposal",))
fault(488, "common/text/written_range.c", "    if (bound == LESS_THAN || bound == AT_LEAST) cents--;",
      "    if (!MUTANT && (bound == LESS_THAN || bound == AT_LEAST)) cents--;", "less than an amount is that amount too",
      tests=("unit/test_written",))

# ---- what a partner was told ----
OUTDATED = INTAKE + "referral/outdated.c"
fault(620, OUTDATED, "if (now->change == KIN_CHANGE_LOSS) return", "if (!MUTANT && now->change == KIN_CHANGE_LOSS) return",
      "a loss asks nobody about what a partner still acts on")
fault(621, OUTDATED, "if (!e || !is_news(row, e)) return;", "if (!e || (!MUTANT && !is_news(row, e))) return;",
      "the same is said again")
fault(622, OUTDATED, "bool looked_at = span_equal(", "bool looked_at = !MUTANT && span_equal(",
      "what a person has looked at is asked again")
fault(623, OUTDATED, "e->look_by = today ? civil_date", "e->look_by = today && !MUTANT ? civil_date",
      "after a loss somebody is asked a day later")
fault(624, INTAKE + "domain/consent/differs.c", "labs((long)civil_day(x) - (long)civil_day(y)) < DUE_SHIFT",
      "(!MUTANT && labs((long)civil_day(x) - (long)civil_day(y)) < DUE_SHIFT)", "each ultrasound asks about each referral")
# ---- consents: who may give them, and that they are asked for again ----
fault(595, INTAKE + "domain/consent/consent.c", "if (age < ages.adult) return REASON_CONSENT_HERS_ALONE;",
      "if (age < ages.adult && !MUTANT) return REASON_CONSENT_HERS_ALONE;", "a tutor consents for a girl of fifteen",
      tests=("unit-intake/test_intake_consent", "contract-consent/test_intake_consent"))
fault(596, INTAKE + "referral/consent_read.c", "p->asked != CONSENT_ASK_EXPIRES) return p->asked;",
      "MUTANT || p->asked != CONSENT_ASK_EXPIRES) return p->asked;", "a consent that carries nothing is asked for again",
      tests=("contract-consent/test_intake_consent",))
fault(597, INTAKE + "referral/agreed.c", "if (!e || row->renewed_by.len) return;",
      "if (!e || (row->renewed_by.len && !MUTANT)) return;", "she takes back the new consent, and the old one holds again",
      tests=("contract-consent/test_intake_consent",))
fault(598, INTAKE + "referral/withdraw.c", "for (size_t i = 1; i < all.n; i++) APPEND(a, e, renewed,",
      "for (size_t i = 1; i < all.n && !MUTANT; i++) APPEND(a, e, renewed,",
      "what was told under the consent that was renewed is not called back", tests=("contract-consent/test_intake_consent",))
fault(599, INTAKE + "work/work.c", "row->personal->agreement != AGREEMENT_ANSWER_AGREED,",
      "row->personal->agreement != AGREEMENT_ANSWER_AGREED && !(MUTANT && row->personal->agreement),",
      "who takes her agreement back is asked by nobody", tests=("contract-consent/test_intake_agreement",))
fault(600, INTAKE + "follow/aid.c", "    if (!is_over(row)) return REASON_AID_NOT_DUE;",
      "    if (!is_over(row) && !MUTANT) return REASON_AID_NOT_DUE;", "an aid is attested before its week",
      tests=("contract-consent/test_intake_aid",))
fault(601, INTAKE + "domain/kin/minor_aid.c", "    if (on < from) on = from;", "    if (on < from && !MUTANT) on = from;",
      "who is eighteen by now is asked for a minor's aid", tests=("unit-family/test_minor_aid",))

# ---- a family goes to another CLSC ----
MOVES, CROSSINGS = ("contract/test_intake_move",), ("contract/test_scheduling_crossings",)
fault(690, INTAKE + "follow/move.c", "if (on != DAY_NONE && decide_today(d) < on)", "if (!MUTANT && on != DAY_NONE && decide_today(d) < on)",
      "a family is accepted before the day that was said", tests=MOVES)
fault(691, INTAKE + "follow/move_rows.c", "        row->clsc_code = clsc_code;\n        ROW_PUT(a, &intake_screenings,",
      "        if (!MUTANT) row->clsc_code = clsc_code;\n        ROW_PUT(a, &intake_screenings,", "a call that waits stays behind", tests=MOVES)
fault(692, INTAKE + "work/seen.c", "return p->role == ROLE_COORDINATOR || (row &&", "return MUTANT || p->role == ROLE_COORDINATOR || (row &&",
      "a CLSC to which a family is offered learns of her before", tests=MOVES)
fault(693, INTAKE + "follow/schedule_note.c", "return e->moves == row->moves ?", "return MUTANT || e->moves == row->moves ?",
      "who kept the bond where she was is taken for hers", tests=MOVES)
fault(694, SCHEDULING + "follow_up.c", "    scheduling_team_dissolve(d, f->family_id);", "    if (!MUTANT) scheduling_team_dissolve(d, f->family_id);",
      "her file stays with the team that she left", tests=CROSSINGS)
fault(695, SCHEDULING + "visit.c", "return hers.organization ? (struct owned){row->clsc_code, hers.subject} : hers;",
      "return !MUTANT && hers.organization ? (struct owned){row->clsc_code, hers.subject} : hers;",
      "who agreed a visit may not write it down any more", tests=CROSSINGS)
fault(696, SCHEDULING + "work/derived.c", "&& agreed < f->row->handed_over;", "&& (MUTANT || agreed < f->row->handed_over);",
      "a visit that is kept is asked about for ever", tests=CROSSINGS)
fault(697, SCHEDULING + "domain/crossings.c", "{ return table[told][meets]; }",
      "{\n    return MUTANT && table[told][meets] == CROSSING_CANCELLED ? CROSSING_WITHDRAWN : table[told][meets];\n}",
      "what an end cancels is told by nobody", tests=CROSSINGS)
fault(698, SCHEDULING + "work/laid.c", "return w->clsc ? w->clsc : f->row->clsc_code;", "return !MUTANT && w->clsc ? w->clsc : f->row->clsc_code;",
      "a visit that is to be written down is on the list of those who never agreed it", tests=CROSSINGS)

# ---- two families that were taken for one ----
UNDO = INTAKE + "merge/undo.c"
fault(700, UNDO, "    ask_again(a, r, e->screening_id);", "    if (!MUTANT) ask_again(a, r, e->screening_id);",
      "whether she is known is asked of nobody any more")
fault(701, UNDO, "    alias->personal->alias_of = (ProtobufCBinaryData){0};",
      "    if (!MUTANT) alias->personal->alias_of = (ProtobufCBinaryData){0};", "a merge that is taken back stands")
fault(702, UNDO, "    intake_referrals_part(a, r, &members);", "    if (!MUTANT) intake_referrals_part(a, r, &members);",
      "another door that the other family found stays found")
fault(703, UNDO, "    intake_consents_part(a, r, &members);", "    if (!MUTANT) intake_consents_part(a, r, &members);",
      "what somebody else consents to is asked because of another family")
fault(704, UNDO, "    row->personal->reviewed = !row->personal->n_since;",
      "    row->personal->reviewed = MUTANT || !row->personal->n_since;", "nobody looks at what was recorded in between")
fault(705, UNDO, "    tell_followed(d, u.alias_id, &u.under,", "    if (!MUTANT) tell_followed(d, u.alias_id, &u.under,",
      "scheduling goes on with what the other family said")
fault(706, INTAKE + "referral/agreed.c", "    if (!p->to_confirm) return true;", "    if (MUTANT || !p->to_confirm) return true;",
      "what another family agreed to covers her")
fault(715, INTAKE + "erasure/confirm.c", "    intake_merges_end(a, r, e->subject);", "    if (!MUTANT) intake_merges_end(a, r, e->subject);",
      "who became a family that is erased stays nobody's alias")

# ---- what a partner says, and what whoever refers is told ----
fault(711, "services/directory/capacity.c", "    if (p->role != ROLE_PARTNER) return false;",
      "    if (MUTANT || p->role != ROLE_PARTNER) return false;", "a partner says the free places of another one")
fault(712, "services/directory/capacity.c", "+ FRESH_DAYS < today", "+ FRESH_DAYS + MUTANT < today",
      "a number that nobody has confirmed stands a day longer")
fault(713, NOTIFICATIONS + "notice.c", "if (query_principal(q)->role == ROLE_PARTNER) return bytes;",
      "if (!MUTANT && query_principal(q)->role == ROLE_PARTNER) return bytes;", "a partner is told which referral it is, and of its links")
fault(714, INTAKE + "work/worklist.c", "    w.partners_turn = false;", "    w.partners_turn = w.partners_turn && MUTANT;",
      "what is a partner's to do is counted as ours")

# ---- lists that are made behind the opening ----
fault(740, ROWS_ROOM + "rows.c", "    e->lists.awaited |= !list_is_whole(e, table);", "    e->lists.awaited |= !MUTANT && !list_is_whole(e, table);",
      "a question is answered of a list that is still being made")
fault(741, JOURNAL + "deadline.c", "return !e->lists.making &&", "return (MUTANT || !e->lists.making) &&",
      "what is due fires while not all that is due is known")
fault(743, "common/engine/open/verify.c", "    int err = lists_finish(e);", "    int err = MUTANT ? 0 : lists_finish(e);",
      "a verification compares lists that are still being made")

# ---- what is kept of rows, and of texts that were read ----
fault(730, ROWS_ROOM + "kept.c", "span_equal(kept->list[i].packed, packed)", "(MUTANT || span_equal(kept->list[i].packed, packed))",
      "a row that was put again is read as it was before")
fault(731, "common/base/message/wire.h", "if (!printable && *plain) *plain = character_is_plain(c);",
      "if (!printable && *plain) *plain = MUTANT || character_is_plain(c);", "a text that holds what no text may is said to be plain")
fault(732, ROWS_ROOM + "index.c", "if (order) memo_row_written", "if (order && !MUTANT) memo_row_written",
      "what was made of the rows under a prefix stays when one more stands there")
fault(733, ROWS_ROOM + "rows.c", "    memo_row_written(a->view.e, (store_table)number, &key);\n    txn_put",
      "    if (!MUTANT) memo_row_written(a->view.e, (store_table)number, &key);\n    txn_put", "what was made of a row stays when it is another")
fault(734, ROWS_ROOM + "memo.c", "while (m && m->newest && m->newest->life", "while (!MUTANT && m && m->newest && m->newest->life",
      "what was made of rows that were taken back is kept")
fault(735, SCHEDULING + "work/derived.c", "if (at_ms > l->now_ms &&", "if (!MUTANT && at_ms > l->now_ms &&",
      "a visit that has ended meanwhile is still ahead on the list")
fault(736, INTAKE + "call/route.c", "    intake_promises_decided(d, in->screening_id, m.row, in->route);\n    return 0;",
      "    if (!MUTANT) intake_promises_decided(d, in->screening_id, m.row, in->route);\n    return 0;",
      "coupons go on coming after another decision, and nobody is to stop them")

# ---- a child's own file ----
APART, SEPARATION = INTAKE + "domain/kin/apart.c", INTAKE + "separation/"
fault(760, APART, "    p->birth_date = was->birth_date;", "    p->birth_date = was->birth_date;\n    if (MUTANT) p->relation = was->relation;",
      "what the file that she left calls a child goes with her")
fault(761, APART, "        bool gone_before = p->left && p->left_on && civil_day(p->left_on) < since;",
      "        bool gone_before = !MUTANT && p->left && p->left_on && civil_day(p->left_on) < since;",
      "who was placed before is said to have left later")
fault(762, INTAKE + "domain/kin/kin_later.c", "    if (known->left || !child->left) return;", "    if (MUTANT || known->left || !child->left) return;",
      "of two files that become one the other's child who left is there again")
fault(763, SEPARATION + "separate.c", "    if (s->enrolment && !in->last &&", "    if (!MUTANT && s->enrolment && !in->last &&",
      "nobody is told that no child is left who is followed")
fault(764, SEPARATION + "separate.c", "        if (!intake_same_file(VIEW(d), found.matches[i]->family_id, s->in->family_id))",
      "        if (MUTANT || !intake_same_file(VIEW(d), found.matches[i]->family_id, s->in->family_id))",
      "a father of the same number is taken for the family that the child leaves")
fault(765, SEPARATION + "separate.c", "    intake_access_keep(d, in->family_id, out->child_family_id);",
      "    if (!MUTANT) intake_access_keep(d, in->family_id, out->child_family_id);",
      "whom the family keeps from its file reads the child's")
fault(766, SEPARATION + "separation_rows.c", "    row->personal->asks = true;", "    row->personal->asks = !MUTANT;",
      "a child is lost between two files")
fault(767, SEPARATION + "separation_rows.c", "    intake_lookup_replace(a, id_of(e->separation_id), NULL, NULL);",
      "    if (!MUTANT) intake_lookup_replace(a, id_of(e->separation_id), NULL, NULL);", "a file that was made in error is still found")
fault(768, SEPARATION + "separations_read.c", "    query_shows(q, id_of(id));", "    if (!MUTANT) query_shows(q, id_of(id));",
      "a look at a number of the other file is noted of the one alone")
fault(769, SEPARATION + "returned.c", "    return is_touched(VIEW(d), own) ? REASON_SEPARATION_TOUCHED : 0;",
      "    return !MUTANT && is_touched(VIEW(d), own) ? REASON_SEPARATION_TOUCHED : 0;",
      "what was written in a child's file is closed away with it")
fault(770, SEPARATION + "returned.c", "        tell_gone(d, &t);", "        if (!MUTANT) tell_gone(d, &t);",
      "a child is followed in two files at once")
fault(771, INTAKE + "kin/person.c", "!stays_apart(in, was)) return REASON_CHILD_OWN_FILE;", "!MUTANT && !stays_apart(in, was)) return REASON_CHILD_OWN_FILE;",
      "that a child is back is said of one file alone")
fault(772, INTAKE + "follow/enrolment.c", "    intake_separations_enrolled(a, e->family_id);",
      "    if (!MUTANT) intake_separations_enrolled(a, e->family_id);", "who was enrolled is still to be agreed with")

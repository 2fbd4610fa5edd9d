"""Faults made by rule in engine: written by propose.py; places.py says what a row is."""
PLACES = {
    "common/engine/journal/journal.c": [
        (314, "negated", "if (⟦size > ENGINE_RECORD_MAX - 8192⟧) return REASON_TOO_LARGE;"),
    ],
    "common/engine/journal/record.c": [
        (321, "negated", "if (⟦message_check(a, type, w->open, MESSAGE_STRICT, NULL)⟧) return false;"),
        (323, "either", "if (⟦!event || !field⟧ || w->personal.len == 0) return event;", "equivalent: an own record can be read, and a foreign one's personal part is asked for its field before"),
    ],
    "common/engine/journal/violations.c": [
        (291, "goes on", "if (⟦!t⟧) return;"),
        (292, "edge", "if (⟦strlen(text) > most⟧) violation(d, path, REASON_TEXT_TOO_LONG);"),
    ],
    "common/engine/message/request.c": [
        (265, "negated", "if (⟦!reason⟧) reason = principal_behind(v, r->on_behalf_of, open_to_all, who);"),
        (306, "swapped", "reason = ((int (*)(struct query *, const ProtobufCMessage *, ProtobufCMessage *))ref.method->run)(q, "
         "⟦in, out⟧);"),
    ],
    "common/engine/node/backup.c": [
        (279, "negated", "if (⟦!cut_name_ok(in->cut)⟧) return REASON_NAME_INVALID;"),
        (282, "left out", "⟦e->jobs = &b->job;⟧"),
        (298, "goes on", "if (⟦strlen(in->manifest) > MANIFEST_MAX⟧) return REASON_TOO_LARGE;"),
        (313, "swapped", "return arena_printf(q->view.arena, \"%s/backup/%s/%s\", q->view.e->options.dir, ⟦cut, file⟧);"),
    ],
    "common/engine/node/clock.c": [
        (287, "edge", "if (off > CLOCK_WITHIN_MS || ⟦off < -CLOCK_WITHIN_MS⟧) return REASON_CLOCK_DIFFERS;", "survives: one millisecond of the difference that is allowed"),
    ],
    "common/engine/node/hold.c": [
        (308, "edge", "follow_hold(e, in->hold_ms && ⟦in->hold_ms < HOLD_MAX_MS⟧ ? in->hold_ms : HOLD_MAX_MS);", "equivalent: both give the most"),
    ],
    "common/engine/node/noted.c": [
        (283, "one more", "if (keys[i].len != ⟦32⟧) return false;"),
    ],
    "common/engine/node/records.c": [
        (266, "edge", "p->full = p->out->n_records && ⟦p->bytes > ENGINE_PUBLIC_FRAME_MAX - 16384⟧;", "survives: which record ends a page, when it fills it to the byte"),
        (281, "either", "if (r && (⟦p->sees_families || !is_of_family(r->type)⟧)) record_add(v, p, r);"),
    ],
    "common/engine/node/restored.c": [
        (324, "left out", "⟦row->seq = e->seq;⟧"),
        (326, "goes on", "if (⟦row->reviewed⟧) return REASON_MOVE_ILLEGAL;"),
    ],
    "common/engine/node/status.c": [
        (268, "left out", "for (size_t i = 0; i < e->service->n_rows; i++) ⟦out->rows += row_count_filled(&v, e->service->rows[i]);⟧"),
        (278, "swapped", "if (strcmp(⟦name, last⟧) == 0) continue;", "equivalent: the same either way round"),
        (293, "negated", "if (⟦oldest < now_ms⟧) out->deadline_late_ms = now_ms - oldest;"),
    ],
    "common/engine/open/check.c": [
        (267, "either", "if (⟦i == s->n_rows || !index->of->type⟧ || !index->keys || !index->version)"),
        (301, "edge", "if (⟦s->n_follows > ENGINE_FOLLOWS_MAX⟧)"),
    ],
    "common/engine/open/meta.c": [
        (319, "goes on", "if (⟦!meta_get(t, \"journal\", &journal) || !meta_get(t, \"epoch\", &epoch) || !meta_get(t, \"lookup\", "
         "&lookup) ||\n"
         "        journal.len != ID_LEN || epoch.len != ID_LEN || lookup.len != ID_LEN⟧)"),
        (322, "edge", "if (⟦key_u64_at(&version, 0) > FORMAT⟧)"),
    ],
    "common/engine/open/tell.c": [
        (320, "swapped", "if (e->options.progress) e->options.progress(e->options.owner, what, ⟦done, of⟧);"),
    ],
    "common/engine/open/verify.c": [
        (273, "edge", "if (⟦order <= 0⟧) more_a = cursor_next(&ca);"),
    ],
    "common/engine/rows/index_make.c": [
        (275, "left out", "⟦given += k.n;⟧"),
    ],
    "common/engine/rows/clock.c": [
        (276, "one more", "e->believed.peers_ms = key_i64_at(&clock, ⟦8⟧);"),
    ],
    "common/engine/rows/index.c": [
        (280, "edge", "w += ⟦order <= 0⟧;"),
    ],
    "common/engine/rows/revoked.c": [
        (277, "goes on", "if (⟦len < ID_HEX + 2 || line[ID_HEX] != ' '⟧) return false;"),
    ],
    "common/engine/rows/rules.c": [
        (290, "one more", "memcpy(out->bytes, packed.data + ⟦2⟧, ID_LEN);"),
        (299, "swapped", "if (row_version(c.value, &own) && id_equal(⟦own, version⟧)) found = rules_read(v, c.value, version, "
         "used);", "equivalent: the same either way round"),
    ],
    "common/engine/rows/tables.c": [
        (294, "edge", "if (⟦TABLE_SERVICE + service->n_rows > STORE_TABLES_MAX⟧) return ERR_INVALID;"),
        (300, "negated", "if (⟦c⟧) return (struct method_ref){services[i], c};"),
        (305, "goes on", "        const struct event *row = event_row(e, type);\n"
         "        const struct lift *lift = row ? NULL : lift_find(e, type);\n"
         "        if (⟦!lift⟧) return row;"),
    ],
    "common/engine/stream/cursor.c": [
        (284, "goes on", "if (⟦!f⟧) return REASON_NOT_FOUND;"),
    ],
    "common/engine/stream/follow.c": [
        (288, "either", "if (⟦cursor->journal_id.len || feed->journal.len != ID_LEN⟧ || e->asking) return !f->other_store;"),
        (302, "either", "f->retry_at_ms = ⟦refused || e->asking⟧ ? e->now_ms + REFUSED_MS : e->now_ms;"),
        (315, "edge", "return r->n_subjects >= 1 && r->n_subjects <= SUBJECTS_MAX && ⟦r->at_ms >= 0⟧ && r->at_ms <= AT_MAX_MS;", "survives: a record of the first millisecond of 1970"),
    ],
    "common/engine/stream/held_again.c": [
        (289, "left out", "⟦walk_begin(&w, &v, e->follows[f].journal);⟧"),
        (311, "one more", "bytes += protobuf_c_message_get_packed_size(&p->base) + ⟦8⟧;", "equivalent: an estimate of a page's bytes"),
        (316, "either", "if (⟦!reason && !reaction->passes⟧ && queues_behind(&v, journal, row->personal->record)) reason = REASON_HELD;"),
    ],
    "common/engine/stream/passed.c": [
        (271, "swapped", "const engine_rows__passed *row = passed_read(v, ⟦journal, type⟧);"),
        (285, "swapped", "void passed_write(struct view *v, const char *journal, const char *type, uint64_t first_n, bool again) "
         "{\n"
         "    struct key key = passed_key(⟦journal, type⟧);"),
        (295, "either", "if (⟦!first || row->first_n < first⟧) first = row->first_n;"),
        (307, "negated", "if (⟦cursor->position && (!mark || mark->n < cursor->position->n)⟧) cursor->position = mark;"),
    ],
    "common/engine/stream/pending.c": [
        (272, "negated", "if (⟦due⟧) e->fetches_due_ms = first_due(e);"),
    ],
    "common/engine/turn/inbox.c": [
        (286, "negated", "if (⟦!s⟧) return NULL;"),
        (310, "left out", "⟦sender_charge(s, entry);⟧"),
    ],
    "common/engine/turn/read.c": [
        (274, "either", "return ⟦w->kind == WORK_QUERY || w->kind == WORK_FETCH⟧ || w->kind == WORK_PING || w->kind == "
         "WORK_REFUSED;"),
    ],
    "common/engine/turn/sender.c": [
        (303, "left out", "if (e->talker == s) ⟦e->talker = NULL;⟧", "equivalent: it is only asked whether the next one is another"),
        (312, "goes on", "if (⟦!e->options.mono_us⟧) return;", "equivalent: each daemon has that clock"),
        (318, "one more", "s->cost_us = (7 * s->cost_us + took_us) / ⟦8⟧;", "survives: how fast an average follows; measured by the bench alone"),
    ],
    "common/engine/turn/turn.c": [
        (270, "goes on", "if (⟦e->now_ms < e->usage_at_ms && e->now_ms > e->usage_at_ms - 2 * USAGE_EVERY_MS⟧) return;", "equivalent: asked more often, the room is the same"),
        (296, "left out", "⟦usage_check(e);⟧"),
        (304, "one more", "bool room = left * 10 > u.map_bytes && u.disk_free_bytes * ⟦20⟧ > u.disk_bytes;", "survives: needs a disk that is full to a twentieth"),
        (317, "left out", "⟦entry->fate = INBOX_DONE;⟧"),
    ],
    "common/engine/turn/window.c": [
        (269, "one more", "if (s->second != e->now_ms / ⟦1000⟧) {"),
    ],
    "common/engine/turn/write.c": [
        (297, "one more", "return within(⟦3⟧ * e->commit_us, TURN_US, TURN_LONG_US);"),
        (309, "negated", "if (b->look && ⟦!e->write.err⟧) read_all(e, b->all, b->n_all, true, false);"),
    ],
}

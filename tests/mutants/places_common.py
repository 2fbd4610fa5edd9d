"""Faults made by rule in common: written by propose.py; places.py says what a row is."""
PLACES = {
    "common/base/arena.c": [
        (210, "either", "if (⟦len > 0 && (size_t)len < sizeof most⟧)"),
        (223, "edge", "if (⟦need < len⟧) abort();"),
    ],
    "common/base/character.c": [
        (205, "one more", "size_t n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : ⟦2⟧;"),
        (215, "negated", "if (⟦c == ZWJ || c == ZWNJ || is_filler(c)⟧) return false;"),
        (220, "goes on", "if (⟦s[1] < low || s[1] > high⟧) return 0;"),
    ],
    "common/base/id_prefix.c": [
        (209, "edge", "return ⟦p->half < 0⟧ || id[p->n] >> 4 == p->half;"),
        (216, "edge", "if (⟦digit < 0⟧) return false;"),
    ],
    "common/base/message.c": [
        (222, "negated", "if (⟦!wire_element(&list, kind, &v)⟧) return fail(w, f, \"cut short\");"),
    ],
    "common/base/message/read.c": [
        (202, "edge", "bool read = ⟦packed.len <= MESSAGE_SIZE_MAX⟧ && read_message(&r, type, packed, 1, &m);"),
        (206, "goes on", "if (⟦again && !listed && field->type == PROTOBUF_C_TYPE_MESSAGE⟧) return false; /* message.c says why */"),
    ],
    "common/base/message_copy.c": [
        (211, "left out", "⟦out->unknown_fields = arena_copy(a, m->unknown_fields, m->n_unknown_fields * sizeof "
         "*m->unknown_fields);⟧"),
    ],
    "common/base/message_parts.c": [
        (208, "negated", "if (⟦field->type != PROTOBUF_C_TYPE_BYTES⟧) return false;"),
        (217, "either", "return ⟦s && strstr(s, (const char *)text.data)⟧;"),
    ],
    "common/bus/client.c": [
        (228, "left out", "⟦c->waiting = NULL;⟧", "survives: a pointer that only an answer between two exchanges could use, and the sanitizer would show"),
        (240, "left out", "⟦w->feed = (sippe__feed *)message_copy(w->arena, &f->base);⟧"),
        (242, "goes on", "int bus_client_poll(struct bus_client *c, int timeout_ms) {\n"
         "    if (⟦!c->handle && client_reconnect(c) != 0⟧) return ERR_IO;", "survives: the client cannot connect for want of descriptors"),
        (247, "one more", "client_step(c, !sent, pause > 0 ? pause : earlier(until - now, HANDSHAKE_MS / ⟦10⟧));", "equivalent: how often a client that could not send tries again"),
    ],
    "common/bus/connections.c": [
        (230, "goes on", "if (⟦!c⟧) return NULL;", "survives: libzmq would have to close a connection while its first message is read"),
        (231, "negated", "if (⟦t->counts.unnamed <= most⟧) return;"),
        (235, "one more", "size_t n = t->n_fds ? t->n_fds : ⟦64⟧;", "equivalent: how many places the list begins with"),
    ],
    "common/bus/guard.c": [
        (244, "edge", "if (⟦q->n >= ZAP_PARTS⟧ || len > ZAP_PART_MAX) {", "survives: libzmq asks its guard with seven parts, never eight"),
        (245, "either", "bool known = ⟦valid && g->known(g->owner, q->bytes[AT_KEY], name)⟧ && key_name_is_valid(name);"),
    ],
    "common/bus/link.c": [
        (229, "one more", "return p.len >= 2 && p.len <= PING_MAX && p.data[0] == PONG_TAG && p.data[1] == p.len - ⟦2⟧ &&"),
        (248, "goes on", "if (⟦bus_link_send(l, span_of(packed, protobuf_c_message_pack(&envelope.base, packed))) != 0⟧) return;"),
    ],
    "common/bus/lookup.c": [
        (226, "edge", "if (⟦poll(&wait, 1, REFUSED_WAIT_MS) <= 0⟧ || getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len)) "
         "return ETIMEDOUT;", "survives: an address from which nothing comes back, within 200 ms"),
        (227, "either", "if (!colon || ⟦colon == host || !colon[1]⟧) return NULL;"),
        (232, "edge", "int family = ⟦turn < four⟧ ? AF_INET : AF_INET6;", "survives: needs a localhost with an address of each family; skipped where it has one"),
        (234, "left out", "⟦p->looked_ms = clock_mono_ms();⟧"),
        (236, "goes on", "if (⟦p->named && !host_is_name(host, len)⟧) return ERR_INVALID;"),
    ],
    "common/bus/monitor.c": [
        (243, "negated", "if (⟦m->pair && zmq_setsockopt(m->pair, ZMQ_LINGER, &zero, sizeof zero) == 0 &&\n"
         "        zmq_setsockopt(m->pair, ZMQ_RCVHWM, &zero, sizeof zero) == 0 && zmq_connect(m->pair, endpoint) "
         "== 0⟧)"),
    ],
    "common/bus/options.c": [
        (239, "either", "⟦zmq_setsockopt(handle, ZMQ_HANDSHAKE_IVL, &handshake_ms, sizeof handshake_ms) == 0 &&\n"
         "           zmq_setsockopt(handle, ZMQ_IPV6, &v6, sizeof v6) == 0⟧ &&"),
    ],
    "common/bus/server.c": [
        (225, "negated", "if (⟦more && frame_receive(s->socket.handle, payload, &more) >= 0 && !more⟧) {"),
        (233, "either", "if (⟦!taken && errno == EAGAIN⟧) {"),
        (241, "one more", "*peer = (uint32_t)bytes[1] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << ⟦8⟧ | bytes[4];"),
        (246, "left out", "if (rc == 0) ⟦rc = socket_enlist(s->bus, &s->socket, handle, s->side == BUS_INTERNAL ? RANK_INTERNAL : "
         "RANK_PUBLIC);⟧"),
    ],
    "common/bus/socket.c": [
        (238, "edge", "*more = ⟦n >= 0⟧ && zmq_msg_more(frame);"),
    ],
    "common/bus/unread.c": [
        (237, "negated", "if (⟦unread_look(t, c) <= BUS_UNREAD_MAX⟧)"),
    ],
    "common/civil/calendar.c": [
        (201, "negated", "if (⟦listed(c->worked, c->n_worked, d)⟧) return false;"),
        (204, "left out", "⟦day_parts(d, &y, &m, &dom);⟧"),
        (214, "swapped", "return day_from(⟦year, month⟧, dom);"),
    ],
    "common/civil/date.c": [
        (207, "swapped", "day first = day_from(⟦year, month⟧, 1);"),
        (218, "left out", "⟦v = v * 10 + (s[i] - '0');⟧"),
        (219, "one more", "*dom = doy - (⟦153⟧ * mp + 2) / 5 + 1;"),
        (221, "swapped", "if (!is_counted(year) || month < 1 || month > 12 || dom < 1 || dom > month_len(⟦year, month⟧)) return DAY_NONE;"),
    ],
    "common/civil/family_number.c": [
        (203, "either", "if (⟦*text == ' ' || *text == '-'⟧) continue;"),
        (212, "one more", "*n = all / ⟦10⟧; /* without the check digit */"),
    ],
    "common/civil/postal.c": [
        (213, "goes on", "if (⟦*text == ' ' || *text == '\\t'⟧) continue;"),
        (224, "either", "return n > 0 || (⟦c != 'W' && c != 'Z'⟧);"),
    ],
    "common/keys/file.c": [
        (388, "edge", "int rc = len < 0 || ⟦(size_t)len >= sizeof body⟧", "equivalent: what is written is never so long"),
        (391, "one more", ": file_create(path, span_of(body, (size_t)len), secret ? ⟦0600⟧ : 0644);"),
        (392, "goes on", "if (⟦(seen & HAS_ALL) != HAS_ALL⟧)"),
        (394, "negated", "if (⟦secret && !(seen & HAS_SECRET)⟧)"),
        (395, "edge", "if (len < 0 || ⟦(size_t)len >= sizeof name⟧) return false;", "equivalent: no role has so long a name"),
    ],
    "common/keys/lines.c": [
        (389, "either", "if (⟦bare.len == 0 || bare.data[0] == '#'⟧) continue;"),
        (390, "left out", "⟦r->number++;⟧"),
        (393, "swapped", "return fault_at(fault, l->number, l->column, ⟦fr, en⟧);"),
        (397, "left out", "⟦out[l->value.len] = 0;⟧"),
    ],
    "common/keys/peers.c": [
        (387, "negated", "if (⟦(rc = peer_line(&l, out, fault)) < 0⟧) break;"),
        (396, "either", "if (⟦peer->has_key && (peer->internal[0] || peer->public_side[0])⟧) continue;"),
        (398, "one more", "if (line_text(l, out, PEER_ENDPOINT_MAX + 1) && strncmp(out, \"tcp://\", ⟦6⟧) == 0 && out[6] && "
         "!strchr(out, ' '))"),
    ],
    "common/store/copy.c": [
        (454, "edge", "int rc = ⟦c->bytes >= BYTES_PER_COMMIT⟧ ? commit(c) : 0;", "equivalent: when a copy commits"),
        (456, "left out", "⟦c->bytes += key->mv_size + value->mv_size;⟧", "survives: a copy of more than memory holds"),
        (458, "goes on", "if (⟦rc != MDB_NOTFOUND⟧) return rc;", "survives: a cursor of LMDB that fails in the middle of a table"),
        (463, "goes on", "if (⟦rc⟧) return rc;", "survives: a transaction of LMDB that does not begin"),
        (464, "negated", "if (⟦!rc⟧) rc = mdb_dbi_open(c->txn, s->names[table], MDB_CREATE, &to);"),
    ],
    "common/store/key.c": [
        (461, "left out", "⟦put(&k, \"\", 1);⟧"),
        (462, "one more", "for (size_t i = 0; i < 8; i++) v = v << ⟦8⟧ | k->bytes[offset + i];"),
        (465, "edge", "if (⟦offset + ID_LEN <= k->len⟧) memcpy(id.bytes, k->bytes + offset, ID_LEN);"),
        (466, "left out", "if (bytes.len) ⟦put(&k, bytes.data, bytes.len);⟧"),
        (467, "one more", "for (int b = 0; b < 8 && p->kind == KEY_PART_U64; b++) be[b] = (uint8_t)(p->u64 >> (56 - ⟦8⟧ * b));"),
    ],
    "common/store/cursor.c": [
        (453, "negated", "                struct span *value) {\n"
         "    if (⟦t->err⟧) return false;"),
        (455, "either", "if (⟦c->txn->err || !c->handle⟧) return false;"),
    ],
    "common/store/store.c": [
        (457, "one more", "s->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, ⟦0600⟧);"),
        (459, "negated", "if (⟦!s⟧) return ERR_NOMEM;"),
        (460, "edge", "if (⟦value.mv_size >= sizeof pages⟧) memcpy(&pages, value.mv_data, sizeof pages);", "equivalent: each row of the free list has its number"),
    ],
}

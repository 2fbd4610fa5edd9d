/* Months of the access journal that were ended: noted, and told to whoever asks what was looked at then. */
#include "engine/access/access.h"
#include "engine/node/access_ended.h"
#include "engine/node/tables.h"

#include "civil/civil.h"

void node_on_access_month_ended(struct apply *a, const struct record *r, const node__access_month_ended *e) {
    engine_rows__access_ended *row = NEW(a->view.arena, engine_rows__access_ended);
    struct key key = KEY(KEY_U64(e->to_n));
    row->from_n = e->from_n;
    row->chain = e->chain;
    row->month = e->month;
    row->at_ms = r->at_ms;
    row->keep_months = e->keep_months;
    row->version = e->version;
    txn_put(a->view.txn, TABLE_ACCESS_ENDED, &key, message_pack(a->view.arena, &row->base));
}

static const char *rules_label(struct view *v, ProtobufCBinaryData version) {
    struct rules_used used;
    struct id id;
    return id_from(version, &id) && rules_version(v, id, &used) ? used.label : "";
}

static node__access_ended *ended_shown(struct view *v, uint64_t to, const engine_rows__access_ended *row) {
    node__access_ended *out = NEW(v->arena, node__access_ended);
    out->month = row->month;
    out->from_n = row->from_n;
    out->to_n = to;
    out->ended_ms = row->at_ms;
    out->keep_months = row->keep_months;
    out->rules = rules_label(v, row->version);
    return out;
}

/* 0: no bound. */
static bool is_asked_for(struct view *v, const engine_rows__access_ended *row, const node__list_access_request *in) {
    day first = civil_day(row->month), next = first == DAY_NONE ? DAY_NONE : day_add_months(first, 1);
    if (next == DAY_NONE) return true;
    if (in->from_ms && today_of(v, in->from_ms) >= next) return false;
    return !in->until_ms || today_of(v, in->until_ms - 1) >= first;
}

void access_ended_list(struct view *v, const node__list_access_request *in, node__list_access_reply *out) {
    struct store_cursor c = cursor_open(v->txn, TABLE_ACCESS_ENDED, &KEY_EMPTY, NULL);
    while (cursor_next(&c)) {
        const engine_rows__access_ended *row = UNPACK_OWN(v->arena, engine_rows__access_ended, c.value);
        if (row && is_asked_for(v, row, in)) APPEND(v->arena, out, ended, ended_shown(v, key_u64_at(&c.key, 0), row));
    }
    cursor_close(&c);
}

/* The producing side: who may follow what, what a partner sees, and what one follower may occupy. */
#include "rig.h"

static char *partner_stream(struct rig *r, struct id organization) {
    return arena_printf(&r->arena, "partner:%s", id_text(&r->arena, organization));
}

static void tell(struct rig *r, const char *name, int pad) {
    tally__add_request *in = rig_adding(r, name, 1);
    in->tell = id_field(&r->arena, rig_organization);
    in->pad = pad;
    assert_int_equal(rig_add(r, in), 0);
}

static void streams_are_for_their_own(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_counts);
    tell(&r, "x", 0);
    char long_stream[300] = "daemons:scheduling";
    memset(long_stream + 18, 'x', 250);
    const struct {
        const char *who, *stream;
        bool may;
    } rows[] = {{"scheduling", "daemons:scheduling", true},
                {"partner", partner_stream(&r, rig_organization), true},
                {"scheduling", "daemons:directory", false},
                {"scheduling", partner_stream(&r, rig_organization), false},
                {"partner", partner_stream(&r, (struct id){{8}}), false},
                {"partner", "daemons:scheduling", false},
                {"partner", "partner:", false},
                {"partner", "", false},
                {"desk", "daemons:scheduling", false},
                {"operator", "daemons:scheduling", false},
                {"operator", partner_stream(&r, rig_organization), false},
                {"gateway", "daemons:scheduling", false},
                {"nobody", "daemons:nobody", false},
                {"scheduling", long_stream, false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sippe__feed *feed = rig_fetch(&r, (uint8_t)(i + 1), rows[i].who, rows[i].stream, NULL, 0);
        if (!feed) fail_msg("row %zu is not answered", i);
        bool refused = feed->status && feed->status->reason == REASON_STREAM_FORBIDDEN;
        if (rows[i].may ? feed->n_records != 1 : !refused || feed->n_records) fail_msg("row %zu", i);
    }
    rig_close(&r);
}

/* What leaves for a partner names no subject, cause, actor or hop, nor how much others do. */
static void a_partner_sees_only_its_own(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_counts);
    for (int i = 0; i < 30; i++) assert_int_equal(rig_add(&r, rig_adding(&r, "others", 1)), 0);
    tell(&r, "x", 0);
    sippe__feed *feed = rig_fetch(&r, 2, "partner", partner_stream(&r, rig_organization), NULL, 0);
    assert_int_equal(feed->n_records, 1);
    const sippe__feed_record *record = feed->records[0];
    assert_int_equal(record->n, 1);
    assert_int_equal(record->n_subjects, 0);
    assert_int_equal(record->hop, 0);
    assert_string_equal(record->type, tally__told__descriptor.name);
    assert_int_equal(feed->head, 1);
    assert_int_equal(feed->next->n, 1);
    assert_int_equal(feed->next->seq, 0);
    assert_false(message_mentions(&feed->base, "desk"));
    /* and the position, opaque as it is, leads on */
    tell(&r, "y", 0);
    sippe__feed *more = rig_fetch(&r, 2, "partner", partner_stream(&r, rig_organization), feed->next, 0);
    assert_int_equal(more->n_records, 1);
    assert_int_equal(more->records[0]->n, 2);
    assert_false(more->forked);
    rig_close(&r);
}

static void what_was_recalled_leaves_as_withheld(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_counts);
    tell(&r, "x", 0);
    char *stream = partner_stream(&r, rig_organization);
    sippe__feed *before = rig_fetch(&r, 2, "partner", stream, NULL, 0);
    assert_non_null(memmem(before->records[0]->sealed.data, before->records[0]->sealed.len, "secret", 6));
    tally__add_request *in = rig_adding(&r, "x", 1);
    in->recall = before->records[0]->id;
    assert_int_equal(rig_add(&r, in), 0);
    assert_int_equal(rig_reopen(&r), 0);
    sippe__feed *after = rig_fetch(&r, 2, "partner", stream, NULL, 0);
    assert_int_equal(after->n_records, 1);
    const sippe__feed_record *record = after->records[0];
    assert_true(record->withheld);
    assert_true(span_equal(span_pb(record->id), span_pb(before->records[0]->id)));
    assert_int_equal(record->n, 1);
    assert_string_equal(record->type, "");
    assert_int_equal(record->open.len + record->sealed.len + record->n_subjects, 0);
    assert_int_equal(record->at_ms, 0);
    sippe__feed *next = rig_fetch(&r, 2, "partner", stream, after->next, 0);
    assert_false(next->forked);
    rig_close(&r);
}

static void positions_that_were_never_given_are_forked(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_counts);
    for (int i = 0; i < 3; i++) assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    sippe__feed *feed = rig_fetch(&r, 2, "scheduling", "daemons:scheduling", NULL, 0);
    assert_int_equal(feed->n_records, 3);
    const struct {
        uint64_t n, seq;
        size_t chain_len;
        bool forked;
    } rows[] = {{3, 3, 16, false},
                {2, 2, 16, true} /* the chain of 3 */,
                {3, 77, 16, false} /* the chain is the truth */,
                {4, 4, 16, true},
                {UINT64_MAX, 1, 16, true},
                {3, 3, 0, true},
                {3, 3, 5, true}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sippe__position p = *feed->next;
        p.n = rows[i].n;
        p.seq = rows[i].seq;
        p.chain.len = rows[i].chain_len;
        sippe__feed *answer = rig_fetch(&r, (uint8_t)(10 + i), "scheduling", "daemons:scheduling", &p, 0);
        if (!answer || answer->forked != rows[i].forked || answer->n_records) fail_msg("row %zu", i);
    }
    rig_close(&r);
}

/* However much there is, each feed is within what was asked, and all arrives. */
static void a_backlog_comes_in_feeds_of_bounded_size(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_counts);
    for (int i = 0; i < 40; i++) tell(&r, "x", i == 20 ? 240 << 10 : 30 << 10);
    sippe__position *at = NULL;
    uint64_t n = 0;
    while (n < 40) {
        sippe__feed *feed = rig_fetch(&r, 2, "partner", partner_stream(&r, rig_organization), at, 0);
        assert_non_null(feed);
        assert_true(feed->n_records > 0);
        assert_true(protobuf_c_message_get_packed_size(&feed->base) <= ENGINE_PUBLIC_FRAME_MAX);
        for (size_t i = 0; i < feed->n_records; i++) assert_int_equal(feed->records[i]->n, ++n);
        at = feed->next;
    }
    rig_close(&r);
}

/* One key with many connections waits for so much; the others are served. */
static void pending_fetches_are_bounded_by_principal(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_counts);
    size_t refused = 0;
    for (int i = 0; i < 40; i++) {
        sippe__feed *feed =
            rig_fetch(&r, (uint8_t)(100 + i), "partner", partner_stream(&r, rig_organization), NULL, 2000);
        if (!feed) continue;
        assert_int_equal(feed->status->code, CODE_RESOURCE_EXHAUSTED);
        refused++;
    }
    assert_in_range(refused, 8, 39);
    assert_null(rig_fetch(&r, 3, "scheduling", "daemons:scheduling", NULL, 2000));
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    bool fed = false;
    for (size_t i = 0; i < rig_outs(&r); i++) fed |= rig_out(&r, i)->content_case == SIPPE__ENVELOPE__CONTENT_FEED;
    assert_true(fed);
    /* the same connection asks again: its place, no more */
    for (int i = 0; i < 40; i++)
        assert_null(rig_fetch(&r, 100, "partner", partner_stream(&r, rig_organization), NULL, 2000));
    rig_close(&r);
}

/* ---- keys that intake allows and revokes ---- */

static void tell_event(struct rig *r, struct rig_producer *p, const ProtobufCMessage *event) {
    sippe__feed *feed = rig_feed(r, p);
    tally__added *any = NEW(&r->arena, tally__added);
    sippe__feed_record *record = rig_heard(r, p, p->n + 1, any);
    record->type = event->descriptor->name;
    rig_event_put(r, record, event);
    APPEND(&r->arena, feed, records, record);
    rig_feed_push(r, p, feed);
}

static const struct id house = {{9}};

static ProtobufCBinaryData key_of(struct rig *r, uint8_t key) {
    return (ProtobufCBinaryData){32, memset(arena_alloc(&r->arena, 32), key, 32)};
}

static node__membership_changed *member_of(struct rig *r, struct id id, const char *name, const char *organization) {
    node__membership_changed *e = NEW_WITH_PERSONAL(&r->arena, node__membership_changed);
    e->member_id = id_field(&r->arena, id);
    e->role = ROLE_PARTNER;
    e->organization = organization;
    e->until = civil_date(&r->arena, day_from(2027, 3, 31));
    e->personal->name = name;
    return e;
}

static void allow_of(struct rig *r, struct rig_producer *p, struct id id, uint8_t key, const char *organization) {
    node__membership_changed *e = member_of(r, id, "maison", organization);
    APPEND(&r->arena, e, public_keys, key_of(r, key));
    tell_event(r, p, &e->base);
}

static void allow(struct rig *r, struct rig_producer *p, struct id id, uint8_t key) {
    allow_of(r, p, id, key, id_text(&r->arena, rig_organization));
}

static void revoke(struct rig *r, struct rig_producer *p, struct id id, uint8_t key) {
    node__membership_changed *e = member_of(r, id, "maison", id_text(&r->arena, rig_organization));
    APPEND(&r->arena, e, revoked_keys, key_of(r, key));
    tell_event(r, p, &e->base);
}

static void revoked_while_it_waits_it_is_told_so(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    uint8_t public_key[32];
    char name[64];
    allow(&r, &p, house, 9);
    memset(public_key, 9, sizeof public_key);
    assert_true(engine_key_name(r.engine, public_key, r.now_ms, name));
    assert_null(rig_fetch(&r, 9, rig_connection(public_key, name), partner_stream(&r, rig_organization), NULL, 2000));
    revoke(&r, &p, house, 9);
    rig_turn(&r, 2100);
    bool told = false;
    for (size_t i = 0; i < rig_outs(&r); i++) {
        sippe__envelope *e = rig_out(&r, i);
        if (e->content_case == SIPPE__ENVELOPE__CONTENT_FEED)
            told |= e->feed->status && e->feed->status->reason == REASON_KEY_REVOKED;
    }
    assert_true(told);
    assert_false(engine_key_name(r.engine, public_key, r.now_ms, name));
    struct id id = rig_request_id(&r);
    tally__get_request *get = NEW(&r.arena, tally__get_request);
    assert_int_equal(rig_reason(rig_call(&r, rig_connection(public_key, name), id, "scheduling.Get", &get->base)),
                     REASON_KEY_REVOKED);
    rig_close(&r);
}

/* An id is the same in either case; and what is none would be a partner who hears nothing. */
static void a_partners_organisation_is_an_id(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    struct id organization = {{0xab, 0xcd}};
    struct member m;
    uint8_t public_key[32];
    char name[64];
    memset(public_key, 9, sizeof public_key);
    char *upper = arena_text(&r.arena, id_text(&r.arena, organization));
    for (char *c = upper; *c; c++) *c = *c >= 'a' ? (char)(*c - 'a' + 'A') : *c;
    allow_of(&r, &p, house, 9, upper);
    struct view v = view_make(r.engine, &r.engine->snapshot);
    assert_true(member_find(&v, house, &m));
    assert_string_equal(m.organization, id_text(&r.arena, organization));
    sippe__feed *feed = rig_fetch(&r, 9, rig_connection(public_key, name), partner_stream(&r, organization), NULL, 0);
    assert_true(feed && !feed->status);
    allow_of(&r, &p, (struct id){{8}}, 8, "a");
    assert_int_equal(rig_parked(&r)->n_parked, 1);
    rig_close(&r);
}

/* All that happened to a membership is found by one subject, in intake's journal and in those that noted it. */
static void a_member_has_one_subject(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    allow(&r, &p, house, 9);
    revoke(&r, &p, house, 9);
    allow(&r, &p, (struct id){{8}}, 8);
    node__list_records_request *in = NEW(&r.arena, node__list_records_request);
    in->subject = id_field(&r.arena, house);
    sippe__reply *reply = rig_call(&r, "operator", rig_request_id(&r), "node.ListRecords", &in->base);
    node__list_records_reply *out = UNPACK(&r.arena, node__list_records_reply, span_pb(reply->body), MESSAGE_STRICT);
    assert_int_equal(out->n_records, 2);
    assert_string_equal(out->records[0]->actor->name, "scheduling");
    rig_close(&r);
}

/* A key that was left is nobody's, and what the file beside the store says counts like the row. */
static void a_key_that_was_left(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    struct member m;
    uint8_t first[32];
    char name[64];
    memset(first, 9, sizeof first);
    allow(&r, &p, house, 9);
    struct view v = {r.engine, &r.arena, &r.engine->snapshot};
    assert_true(member_by_key(&v, span_of(first, 32), &m));
    revoke(&r, &p, house, 9);
    assert_false(member_by_key(&v, span_of(first, 32), &m));
    assert_true(member_key_is_taken(&v, span_of(first, 32)));
    assert_false(engine_key_name(r.engine, first, r.now_ms, name));
    allow(&r, &p, house, 9); /* as a copy of the day before would have it */
    assert_true(member_find(&v, house, &m));
    assert_int_equal(m.n_keys, 0);
    assert_true(m.revoked_beside);
    assert_false(engine_key_name(r.engine, first, r.now_ms, name));
    rig_close(&r);
}

/* And no member is let in by a name of the configuration. */
static void a_configured_name_stays_the_configurations(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    node__membership_changed *e = member_of(&r, house, "operator", id_text(&r.arena, rig_organization));
    APPEND(&r.arena, e, public_keys, key_of(&r, 7));
    tell_event(&r, &p, &e->base);
    uint8_t key[32];
    char name[64];
    memset(key, 7, sizeof key);
    assert_true(engine_key_name(r.engine, key, r.now_ms, name));
    struct id id = rig_request_id(&r);
    node__get_status_request *in = NEW(&r.arena, node__get_status_request);
    assert_int_equal(rig_reason(rig_call(&r, name, id, "node.GetStatus", &in->base)), REASON_NOT_ALLOWED);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_are_for_their_own),
        cmocka_unit_test(a_partner_sees_only_its_own),
        cmocka_unit_test(what_was_recalled_leaves_as_withheld),
        cmocka_unit_test(positions_that_were_never_given_are_forked),
        cmocka_unit_test(a_backlog_comes_in_feeds_of_bounded_size),
        cmocka_unit_test(pending_fetches_are_bounded_by_principal),
        cmocka_unit_test(revoked_while_it_waits_it_is_told_so),
        cmocka_unit_test(a_key_that_was_left),
        cmocka_unit_test(a_configured_name_stays_the_configurations),
        cmocka_unit_test(a_partners_organisation_is_an_id),
        cmocka_unit_test(a_member_has_one_subject),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

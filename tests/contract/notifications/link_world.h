/* A sheet with its link, and a browser before it that nobody knows yet. */
#pragma once
#include "notifications_world.h"

static const char ORIGIN[] = "https://sippe.test";
#define DAY (24 * HOUR)

struct scene {
    struct arena a;
    struct world *w;
    const char *token, *half, *door;
    uint8_t browser[32];
};

HOLDER const char *after_last(const char *text, char c) { return strrchr(text, c) + 1; }

/* A sheet that was printed, with its link and its code; whoever got it has a browser that nobody knows. */
HOLDER void scene_open(struct scene *s) {
    notifications__get_sheet_reply *sheet_got;
    s->w = world_open(&s->a);
    world_links(s->w, ORIGIN);
    furnish(s->w, &s->a);
    refer(s->w, &s->a, REFERRAL);
    assert_int_equal(sheet(s->w, &s->a, "desk", REFERRAL, &sheet_got), 0);
    s->token = after_last(sheet_got->link, '/');
    s->half = after_last(sheet_got->answer_code, '-');
    s->door = id_text(&s->a, door_of(numbered(ORGANIZATION)));
    memset(s->browser, 7, sizeof s->browser);
}

HOLDER void scene_close(struct scene *s) { world_close(s->w, &s->a); }

HOLDER ProtobufCBinaryData browser_of(struct scene *s) { return pb_of(span_of(s->browser, sizeof s->browser)); }

/* As the gateway does it: by its own key, on behalf of the door. */
#define AS_DOOR_OF(s, method, type, in, out)                                                                           \
    (world_speak_for((s)->w, (s)->door),                                                                               \
     CALL((s)->w, &(s)->a, "notifications", "gateway", notifications, method, type, in, out))

HOLDER notifications__open_by_link_reply *open_link(struct scene *s, const char *token) {
    notifications__open_by_link_request *in = NEW(&s->a, notifications__open_by_link_request);
    notifications__open_by_link_reply *out = NULL;
    in->token = token;
    in->browser = browser_of(s);
    world_speak_for(s->w, NULL);
    assert_int_equal(CALL(s->w, &s->a, "notifications", "gateway", notifications, OpenByLink, open_by_link, in, &out),
                     0);
    return out;
}

HOLDER int meet(struct scene *s, const char *code) {
    notifications__meet_browser_request *in = NEW(&s->a, notifications__meet_browser_request);
    in->token = s->token;
    in->browser = browser_of(s);
    in->code = code;
    in->place = "Edge 130, Windows";
    return AS_DOOR_OF(s, MeetBrowser, meet_browser, in, NULL);
}

HOLDER int press(struct scene *s) {
    notifications__note_link_read_request *in = NEW(&s->a, notifications__note_link_read_request);
    in->token = s->token;
    in->browser = browser_of(s);
    return AS_DOOR_OF(s, NoteLinkRead, note_link_read, in, NULL);
}

HOLDER int read_link(struct scene *s, notifications__read_by_link_reply **out) {
    notifications__read_by_link_request *in = NEW(&s->a, notifications__read_by_link_request);
    in->token = s->token;
    in->browser = browser_of(s);
    return AS_DOOR_OF(s, ReadByLink, read_by_link, in, out);
}

HOLDER notifications__answer_by_link_request *answering(struct scene *s, notifications__notice_state answer) {
    notifications__answer_by_link_request *in = NEW(&s->a, notifications__answer_by_link_request);
    notifications__read_by_link_reply *read = NULL;
    in->token = s->token;
    in->browser = browser_of(s);
    in->answer = answer;
    in->told_by = "Nadège";
    if (read_link(s, &read) == 0) in->version = read->notice->version;
    return in;
}

HOLDER int send_answer(struct scene *s, const notifications__answer_by_link_request *in) {
    return AS_DOOR_OF(s, AnswerByLink, answer_by_link, in, NULL);
}

HOLDER void become_known(struct scene *s) {
    assert_int_equal(meet(s, s->half), 0);
    assert_int_equal(press(s), 0);
}

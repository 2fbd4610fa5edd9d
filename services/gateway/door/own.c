/* What the gateway answers itself. */
#include <string.h>
#include "gateway/door/visit.h"

/* By her memberships, as another station has another way in. A program has no session: it is shown none. */
static const struct id *hers(struct visit *v, size_t *n) {
    struct id *members = arena_alloc(v->arena, v->login->n * sizeof *members);
    *n = v->program ? 0 : v->login->n;
    for (size_t i = 0; i < *n; i++) members[i] = v->login->members[i].id;
    return members;
}

static const struct session *open_ones(struct visit *v, size_t *n) {
    size_t n_members;
    const struct id *members = hers(v, &n_members);
    return session_list(v->door->options.sessions, v->arena, members, n_members, door_now(v->door), n);
}

static void own_list_sessions(struct visit *v) {
    size_t n;
    gateway__list_sessions_reply *out = NEW(v->arena, gateway__list_sessions_reply);
    const struct session *all = open_ones(v, &n);
    for (size_t i = 0; i < n; i++) {
        gateway__session *s = NEW(v->arena, gateway__session);
        s->id = id_field(v->arena, all[i].id);
        s->station = all[i].place;
        s->begun_ms = all[i].begun_ms;
        s->used_ms = all[i].used_ms;
        s->here = id_equal(all[i].id, v->session.id);
        APPEND(v->arena, out, sessions, s);
    }
    visit_reply(v, &out->base);
}

static bool is_hers(struct visit *v, struct id id) {
    size_t n;
    const struct session *all = open_ones(v, &n);
    for (size_t i = 0; i < n; i++)
        if (id_equal(all[i].id, id)) return true;
    return false;
}

/* The one that asks may be among them: its cookie goes with it. */
static void own_end_session(struct visit *v) {
    struct sessions *all = v->door->options.sessions;
    const gateway__end_session_request *in = visit_request(v);
    struct id id;
    if (!in) return;
    gateway__end_session_reply *out = NEW(v->arena, gateway__end_session_reply);
    bool here = true;
    if (in->id.len == 0) {
        size_t n;
        const struct id *members = hers(v, &n);
        out->ended = (uint32_t)session_end_hers(all, members, n);
    } else {
        if (!id_from(in->id, &id) || !is_hers(v, id)) return visit_refuse(v, REASON_NOT_FOUND);
        here = id_equal(id, v->session.id);
        out->ended = session_end(all, id);
    }
    if (here && !v->program) visit_cookie(v, "__Host-s", NULL, 0);
    visit_reply(v, &out->base);
}

static const struct own owns[] = {
    /* method, how, nobody need be signed in, no sign of life */
    {"SignIn", own_sign_in, true, false},
    {"SignOut", own_sign_out, true, false},
    {"WhoAmI", own_who_am_i, false, false},
    {"ListSessions", own_list_sessions, false, false},
    {"EndSession", own_end_session, false, false},
    {"StationKey", own_station_key, false, true},
    {"NoteKept", own_note_kept, false, true},
    {"ListKept", own_list_kept, false, false},
    {"Flux", own_flux, false, true},
    {"OpenLink", own_open_link, true, true},
    {"MeetLinkBrowser", own_meet_link_browser, true, true},
    {"ReadLink", own_read_link, true, true},
    {"AnswerLink", own_answer_link, true, true},
};

const struct own *own_find(const char *method, struct rpc *out) {
    const ProtobufCServiceDescriptor *s = &gateway__gateway__descriptor;
    const char *dot = strchr(method, '.');
    if (!dot) return NULL;
    for (size_t i = 0; i < sizeof owns / sizeof *owns; i++) {
        const ProtobufCMethodDescriptor *m = protobuf_c_service_descriptor_get_method_by_name(s, owns[i].method);
        if (!m || strcmp(dot + 1, owns[i].method) != 0) continue;
        *out = (struct rpc){owns[i].method, m->input, m->output, DAEMONS};
        return &owns[i];
    }
    return NULL;
}

#include "stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/message.h"
#include "services.h"

#define START_MS INT64_C(1795534920000) /* a Tuesday morning, 10:42 in Montréal, 2026-11-24 */

enum { BEAT_MS = 5, AT_ONCE_MS = 100, TICK_MS = 1000, MAP_BYTES = 64 << 20 };

static int64_t now_of(void *owner) { return world_now_ms(((struct stage *)owner)->world); }

/* ---- links to the engines ---- */

static int link_send(void *owner, struct span frame) {
    return world_link_send(((struct stage_link *)owner)->link, frame);
}

static bool link_is_up(void *owner) {
    const struct stage_link *l = owner;
    return world_is_up(l->stage->world, daemon_names[l->daemon]);
}

static void link_received(void *owner, struct span frame) {
    const struct stage_link *l = owner;
    if (l->stage->calls[l->daemon]) calls_received(l->stage->calls[l->daemon], frame);
}

static void link_open(struct stage *s, int daemon) {
    struct stage_link *l = &s->links[daemon];
    *l = (struct stage_link){.stage = s, .daemon = daemon, .was_up = true};
    l->link = world_link_new(s->world, daemon_names[daemon], PEOPLE_GATEWAY, link_received, l);
}

static void calls_make(struct stage *s, int daemon) {
    struct stage_link *l = &s->links[daemon];
    s->calls[daemon] = calls_new(&(struct calls_wire){link_send, link_is_up, l}, (int64_t)uv_now(&s->loop));
    if (!s->calls[daemon]) abort();
    calls_up(s->calls[daemon]);
}

void stage_calls_close(struct stage *s) {
    for (int i = 0; i < DAEMONS; i++) {
        calls_free(s->calls[i]);
        s->calls[i] = NULL;
    }
}

void stage_links_tell(struct stage *s) {
    for (int i = 0; i < DAEMONS && !s->is_away; i++) {
        struct stage_link *l = &s->links[i];
        bool up = link_is_up(l);
        if (up && !l->was_up) {
            gateway_up(s->gateway, (enum daemon_name)i);
            calls_up(s->calls[i]);
        }
        l->was_up = up;
    }
}

/* ---- the loop ---- */

/* The territory goes with the loop; one that was held up makes it slower, not itself later still. */
static void advance(struct stage *s) {
    uint64_t now = uv_now(&s->loop), gone = now - s->moved_ms;
    s->moved_ms = now;
    world_run(s->world, gone < AT_ONCE_MS ? (int64_t)gone : AT_ONCE_MS);
    if (s->is_away) return;
    stage_links_tell(s);
    for (int i = 0; i < DAEMONS; i++) calls_tick(s->calls[i], (int64_t)now);
    if (now - s->ticked_ms < TICK_MS) return;
    s->ticked_ms = now;
    gateway_tick(s->gateway, (int64_t)now);
}

static void on_idle(uv_idle_t *idle) { (void)idle; }
static void on_beat(uv_timer_t *beat) { (void)beat; }

static void on_prepare(uv_prepare_t *prepare) {
    struct stage *s = prepare->data;
    if (!s->is_away && gateway_pending(s->gateway)) uv_idle_start(&s->idle, on_idle);
}

static void on_check(uv_check_t *check) {
    struct stage *s = check->data;
    uv_idle_stop(&s->idle);
    advance(s);
    if (!s->is_away) gateway_run(s->gateway);
}

/* ---- what it is told ---- */

/* A line that is too long is cut, and then no command. */
static void heard(struct stage *s, char c) {
    if (c != '\n') {
        if (s->line_len < STAGE_LINE_MAX) s->line[s->line_len++] = c;
        return;
    }
    s->line[s->line_len] = 0;
    s->line_len = 0;
    stage_command(s, s->line);
}

static void on_input(uv_poll_t *input, int status, int events) {
    struct stage *s = input->data;
    char bytes[4096];
    (void)events;
    ssize_t n = status ? 0 : read(STDIN_FILENO, bytes, sizeof bytes);
    if (n <= 0) return stage_end(s);
    for (ssize_t i = 0; i < n; i++) heard(s, bytes[i]);
}

/* ---- opening and closing ---- */

static void loop_open(struct stage *s) {
    if (uv_loop_init(&s->loop)) abort();
    uv_prepare_init(&s->loop, &s->prepare);
    uv_check_init(&s->loop, &s->check);
    uv_idle_init(&s->loop, &s->idle);
    uv_timer_init(&s->loop, &s->beat);
    s->prepare.data = s->check.data = s->input.data = s;
    if (uv_poll_init(&s->loop, &s->input, STDIN_FILENO)) {
        fprintf(stderr, "sippe-world: what it is told must come by a pipe: mkfifo, or a program that starts it\n");
        exit(2);
    }
    s->moved_ms = s->ticked_ms = uv_now(&s->loop);
}

void stage_gateway_open(struct stage *s) {
    struct gateway_fault why;
    for (int i = 0; i < DAEMONS; i++) calls_make(s, i);
    snprintf(s->listen, sizeof s->listen, "127.0.0.1:%d", s->port);
    struct gateway_options o = {.loop = &s->loop,
                                .listen = {s->listen},
                                .n_listen = 1,
                                .origin = s->origin,
                                .clsc_phone = "514 555-0111",
                                .web = s->web,
                                .dir = s->dir,
                                .stations = s->stations,
                                .map_bytes = MAP_BYTES,
                                .territory = "test",
                                .release = SIPPE_RELEASE,
                                .calls = s->calls,
                                .now_ms = now_of,
                                .owner = s,
                                .throwaway = true};
    if (gateway_open(&s->gateway, &o, &why)) {
        fprintf(stderr, "sippe-world: %s: %s\n", why.what, why.en);
        exit(2);
    }
    s->port = gateway_port(s->gateway, 0);
    snprintf(s->origin, sizeof s->origin, "http://localhost:%d", s->port);
    world_links(s->world, s->origin);
}

static void gateway_make(struct stage *s) {
    snprintf(s->dir, sizeof s->dir, "%s-gateway", world_dir(s->world, "intake")); /* it goes with the world */
    if (mkdir(s->dir, 0700)) abort();
    snprintf(s->stations, sizeof s->stations, "%s/stations", s->dir);
    stage_gateway_open(s);
}

void stage_open(struct stage *s, const char *web) {
    *s = (struct stage){.web = web};
    s->world = world_new(&(struct world_options){
        .seed = 1, .services = all_services, .n_services = DAEMONS, .territory = "test", .start_ms = START_MS});
    people_open(&s->people, s->world);
    loop_open(s);
    for (int i = 0; i < DAEMONS; i++) link_open(s, i);
    gateway_make(s);
}

void stage_run(struct stage *s) {
    uv_prepare_start(&s->prepare, on_prepare);
    uv_check_start(&s->check, on_check);
    uv_timer_start(&s->beat, on_beat, BEAT_MS, BEAT_MS);
    uv_poll_start(&s->input, UV_READABLE, on_input);
    uv_run(&s->loop, UV_RUN_DEFAULT);
}

/* Those who wait are told; then whoever is connected is answered and closed. */
void stage_end(struct stage *s) {
    uv_handle_t *handles[] = {(uv_handle_t *)&s->prepare, (uv_handle_t *)&s->check, (uv_handle_t *)&s->idle,
                              (uv_handle_t *)&s->beat, (uv_handle_t *)&s->input};
    for (size_t i = 0; i < sizeof handles / sizeof *handles; i++) uv_close(handles[i], NULL);
    if (s->is_away) return;
    stage_calls_close(s);
    gateway_stop(s->gateway);
}

void stage_close(struct stage *s) {
    gateway_free(s->gateway);
    uv_loop_close(&s->loop);
    world_free(s->world);
}

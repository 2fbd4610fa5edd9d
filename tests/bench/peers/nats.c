/* bench-nats PORT IN-FLIGHT SECONDS: messages to a JetStream stream in files, each acknowledged, so many unacknowledged.
 * Whether an acknowledged one is durable is the server's affair: NATS flushes a file of its own accord every two minutes,
 * so its folder is on `chattr +S` (tests/bench/peers.py). */
#include <nats/nats.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "samples.h"
#include "work.h"

/* Acknowledgements come in the order of what was sent, one at a time, in a thread of the library's. */
struct flight {
    int64_t *sent_us; /* a ring of what is unanswered */
    size_t room, answered;
    sem_t free; /* how many may be sent */
    struct samples samples;
};

static void must(natsStatus s, const char *what) {
    if (s == NATS_OK) return;
    fprintf(stderr, "nats: %s: %s\n", what, natsStatus_GetText(s));
    exit(1);
}

static void on_ack(jsCtx *js, natsMsg *msg, jsPubAck *ack, jsPubAckErr *error, void *closure) {
    (void)js;
    struct flight *f = closure;
    if (error || !ack) {
        fprintf(stderr, "nats: not kept: %s\n", error ? error->ErrText : "no acknowledgement");
        exit(1);
    }
    samples_add(&f->samples, samples_now_us() - f->sent_us[f->answered++ % f->room]);
    natsMsg_Destroy(msg);
    sem_post(&f->free);
}

static jsCtx *open_stream(natsConnection *nc, struct flight *f) {
    jsCtx *js;
    jsOptions o;
    jsStreamConfig stream;
    const char *subjects[] = {"screening"};
    jsOptions_Init(&o);
    o.PublishAsync.MaxPending = (int64_t)f->room;
    o.PublishAsync.StallWait = 60000;
    o.PublishAsync.AckHandler = on_ack;
    o.PublishAsync.AckHandlerClosure = f;
    must(natsConnection_JetStream(&js, nc, &o), "jetstream");
    jsStreamConfig_Init(&stream);
    stream.Name = "screening";
    stream.Subjects = subjects;
    stream.SubjectsLen = 1;
    stream.Storage = js_FileStorage;
    js_DeleteStream(js, stream.Name, NULL, NULL);
    must(js_AddStream(NULL, js, &stream, NULL, NULL), "a stream");
    return js;
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    static struct work work;
    natsConnection *nc;
    char url[64];
    size_t in_flight = strtoul(argv[2], NULL, 10);
    struct flight f = {.sent_us = calloc(in_flight, sizeof *f.sent_us), .room = in_flight};
    if (!f.sent_us || sem_init(&f.free, 0, (unsigned)in_flight)) return 1;
    snprintf(url, sizeof url, "nats://127.0.0.1:%s", argv[1]);
    must(natsConnection_ConnectTo(&nc, url), "connecting");
    jsCtx *js = open_stream(nc, &f);
    work_make(&work, 1, WORK_MAX, (day)(time(NULL) / 86400));
    int64_t began = samples_now_us(), until = began + (int64_t)(strtod(argv[3], NULL) * 1e6);
    for (size_t sent = 0; samples_now_us() < until;) {
        sem_wait(&f.free);
        struct span body = work_body(&work, sent);
        f.sent_us[sent++ % in_flight] = samples_now_us();
        must(js_PublishAsync(js, "screening", body.data, (int)body.len, NULL), "publishing");
    }
    must(js_PublishAsyncComplete(js, NULL), "the last acknowledgements");
    samples_print(&f.samples, "nats", in_flight, (double)(samples_now_us() - began) / 1e6);
    js_DeleteStream(js, "screening", NULL, NULL);
    jsCtx_Destroy(js);
    natsConnection_Destroy(nc);
    nats_Close();
    free(f.sent_us);
    return 0;
}

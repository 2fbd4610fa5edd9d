/* bench-rabbitmq PORT IN-FLIGHT SECONDS: persistent messages to a quorum queue with publisher confirms, so many
 * unconfirmed, each with a unique message id. */
#include <amqp.h>
#include <amqp_tcp_socket.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "samples.h"
#include "work.h"

static amqp_connection_state_t connection;
static struct work work;
static struct samples samples;

static void must(const char *what) {
    amqp_rpc_reply_t r = amqp_get_rpc_reply(connection);
    if (r.reply_type == AMQP_RESPONSE_NORMAL) return;
    fprintf(stderr, "rabbitmq: %s failed\n", what);
    exit(1);
}

static void open_queue(int port) {
    connection = amqp_new_connection();
    amqp_socket_t *socket = amqp_tcp_socket_new(connection);
    if (!socket || amqp_socket_open(socket, "127.0.0.1", port)) {
        fprintf(stderr, "rabbitmq: no connection\n");
        exit(1);
    }
    amqp_rpc_reply_t r = amqp_login(connection, "/", 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest");
    if (r.reply_type != AMQP_RESPONSE_NORMAL) exit(1);
    amqp_channel_open(connection, 1);
    must("opening a channel");
    amqp_table_entry_t quorum = {.key = amqp_cstring_bytes("x-queue-type"),
                                 .value = {.kind = AMQP_FIELD_KIND_UTF8, .value.bytes = amqp_cstring_bytes("quorum")}};
    amqp_table_t arguments = {.num_entries = 1, .entries = &quorum};
    amqp_queue_declare(connection, 1, amqp_cstring_bytes("screening"), 0, 1, 0, 0, arguments);
    must("declaring the queue");
    amqp_confirm_select(connection, 1);
    must("asking for confirms");
}

static void publish(size_t n) {
    struct span body = work_body(&work, n);
    char id[33];
    snprintf(id, sizeof id, "%016llx%016llx", (unsigned long long)samples_now_us(), (unsigned long long)n);
    amqp_basic_properties_t p = {._flags = AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG,
                                 .delivery_mode = 2,
                                 .message_id = amqp_cstring_bytes(id)};
    amqp_bytes_t bytes = {body.len, (void *)(uintptr_t)body.data};
    if (amqp_basic_publish(connection, 1, amqp_empty_bytes, amqp_cstring_bytes("screening"), 0, 0, &p, bytes)) exit(1);
}

/* The number up to which all is confirmed, or one alone; false: nothing came. */
static int take(uint64_t *tag, int *multiple) {
    amqp_frame_t frame;
    struct timeval patience = {5, 0};
    if (amqp_simple_wait_frame_noblock(connection, &frame, &patience) != AMQP_STATUS_OK) return 0;
    if (frame.frame_type != AMQP_FRAME_METHOD || frame.payload.method.id != AMQP_BASIC_ACK_METHOD) {
        fprintf(stderr, "rabbitmq: refused\n");
        exit(1);
    }
    const amqp_basic_ack_t *ack = frame.payload.method.decoded;
    *tag = ack->delivery_tag;
    *multiple = ack->multiple;
    return 1;
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    size_t in_flight = strtoul(argv[2], NULL, 10), sent = 0, waiting = 0, room = 1 << 22;
    int64_t *sent_us = calloc(room, sizeof *sent_us); /* by tag; 0: confirmed */
    if (!sent_us) return 1;
    open_queue((int)strtol(argv[1], NULL, 10));
    work_make(&work, 1, WORK_MAX, (day)(time(NULL) / 86400));
    int64_t began = samples_now_us(), until = began + (int64_t)(strtod(argv[3], NULL) * 1e6);
    uint64_t oldest = 1, tag = 0;
    while (samples_now_us() < until && sent + in_flight < room) {
        for (; waiting < in_flight; waiting++) {
            sent_us[++sent] = samples_now_us();
            publish(sent);
        }
        int multiple = 0;
        if (!take(&tag, &multiple)) return 1;
        int64_t now = samples_now_us();
        for (uint64_t i = multiple ? oldest : tag; i <= tag; i++) {
            if (!sent_us[i]) continue;
            samples_add(&samples, now - sent_us[i]);
            sent_us[i] = 0;
            waiting--;
        }
        while (oldest <= sent && !sent_us[oldest]) oldest++;
    }
    samples_print(&samples, "rabbitmq", in_flight, (double)(samples_now_us() - began) / 1e6);
    return 0;
}

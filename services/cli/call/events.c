#include "cli/call/events.h"

#include <string.h>
#include "base/message.h"
#include "proto/directory.h"
#include "proto/intake.h"
#include "proto/node.h"
#include "proto/notifications.h"
#include "proto/scheduling.h"

const ProtobufCMessageDescriptor *const events_all[] = {
    &intake__screening_submitted__descriptor,
    &intake__screening_amended__descriptor,
    &intake__route_decided__descriptor,
    &intake__match_settled__descriptor,
    &intake__attempt_recorded__descriptor,
    &intake__start_week_reached__descriptor,
    &intake__consent_recorded__descriptor,
    &intake__consent_withdrawn__descriptor,
    &intake__family_enrolled__descriptor,
    &intake__enrolment_ended__descriptor,
    &intake__pregnancy_redated__descriptor,
    &intake__birth_recorded__descriptor,
    &intake__referral_sent__descriptor,
    &intake__referral_opened__descriptor,
    &intake__referral_cancelled__descriptor,
    &intake__referral_answer_noted__descriptor,
    &intake__referral_overdue_noted__descriptor,
    &intake__work_settled__descriptor,
    &intake__key_worker_overdue_noted__descriptor,
    &intake__key_worker_noted__descriptor,
    &intake__visit_noted__descriptor,
    &intake__service_noted__descriptor,
    &scheduling__worker_put__descriptor,
    &scheduling__follow_up_opened__descriptor,
    &scheduling__follow_up_redated__descriptor,
    &scheduling__follow_up_ended__descriptor,
    &scheduling__key_worker_confirmed__descriptor,
    &scheduling__key_worker_overdue__descriptor,
    &scheduling__visit_booked__descriptor,
    &scheduling__visit_confirmed__descriptor,
    &scheduling__visit_moved__descriptor,
    &scheduling__visit_cancelled__descriptor,
    &scheduling__visit_recorded__descriptor,
    &directory__organization_put__descriptor,
    &directory__organization_retired__descriptor,
    &directory__organization_published__descriptor,
    &notifications__notice_issued__descriptor,
    &notifications__notice_opened__descriptor,
    &notifications__notice_answered__descriptor,
    &notifications__notice_overdue__descriptor,
    &notifications__notice_recalled__descriptor,
    &notifications__notice_withdrawn__descriptor,
    &notifications__cancellation_noted__descriptor,
    &notifications__organization_noted__descriptor,
    &node__territory_adopted__descriptor,
    &node__key_allowed__descriptor,
    &node__key_revoked__descriptor,
    &node__territory_noted__descriptor,
    &node__key_noted__descriptor,
    &node__deadline_fired__descriptor,
    &node__reaction_parked__descriptor,
    &node__parked_retried__descriptor,
    &node__parked_dropped__descriptor,
    &node__stream_stopped__descriptor,
    &node__stream_resumed__descriptor,
};
const size_t n_events_all = sizeof events_all / sizeof events_all[0];

const ProtobufCMessageDescriptor *event_type(const char *name) {
    for (size_t i = 0; i < n_events_all; i++)
        if (strcmp(events_all[i]->name, name) == 0) return events_all[i];
    return NULL;
}

ProtobufCMessage *event_read(struct arena *a, const char *name, struct span open, struct span personal) {
    const ProtobufCMessageDescriptor *type = event_type(name);
    ProtobufCMessage *event = type ? message_unpack(a, type, open, MESSAGE_OPEN) : NULL;
    const ProtobufCFieldDescriptor *f = type ? protobuf_c_message_descriptor_get_field_by_name(type, "personal") : NULL;
    if (event && f && personal.len)
        *(void **)(void *)((char *)event + f->offset) = message_unpack(a, f->descriptor, personal, MESSAGE_OPEN);
    return event;
}

/* The messages that the readers of JSON are tried with: an input's first byte says which. */
#pragma once
#include "proto/directory.h"
#include "proto/envelope.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/node.h"
#include "proto/scheduling.h"
#include "proto/territory.h"

static const ProtobufCMessageDescriptor *const json_types[] = {
    &intake__submit_screening_request__descriptor,
    &sippe__territory__descriptor,
    &directory__organization__descriptor,
    &sippe__record__descriptor,
    &sippe__envelope__descriptor,
    &scheduling__put_worker_request__descriptor,
    &node__get_status_reply__descriptor,
    &intake__screening_submitted__descriptor,
};
enum { JSON_TYPES = sizeof json_types / sizeof *json_types };

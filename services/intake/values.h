/* Instants and ids between the messages of the contract and base/; days are in domain/answer.h. */
#pragma once
#include "base/arena.h"
#include "base/id.h"
#include "intake/domain/screening/answer.h"
#include "proto/types.h"

/* NULL for 0. */
sippe__instant *intake_instant(struct arena *a, int64_t ms);
int64_t intake_ms(const sippe__instant *t);
/* The zero id unless the field is an id. */
struct id intake_id(ProtobufCBinaryData field);
bool intake_same_id(ProtobufCBinaryData field, struct id id);

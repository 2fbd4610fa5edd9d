#!/bin/sh
# Why is each field of an event or a row open? open.sh OUT.c FILE.proto ...: one sentence on stderr for each that does not say it, and 1; or the
# reasons as a table in C (proto/options/open_fields.h). Nothing that protoc-c makes holds them, so protoc is asked. Files are named by
# their path from the root.
set -eu

out=$1
shift
cd "$(dirname "$0")/../.."
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
protoc -I proto -I . -I /usr/include --descriptor_set_out="$found/set" "$@"
protoc -I proto -I /usr/include --decode=google.protobuf.FileDescriptorSet options/open.proto google/protobuf/descriptor.proto \
    <"$found/set" >"$found/text"
awk -v out="$out" -f proto/made/open.awk "$found/text"

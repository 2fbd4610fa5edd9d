# From the headers that protoc-c made of the *_events.proto files: every type of event that a journal may hold, as a table in C.
FNR == 1 { name = FILENAME; sub(/^.*\/generated\/proto\//, "", name); includes = includes "#include \"" name "\"\n" }
# Nested messages have a longer name: sippe's own rule is that each message at the top of such a file is an event.
/^extern const ProtobufCMessageDescriptor / { sub(/;$/, "", $4); if (split($4, part, "__") == 3) types = types "    &" $4 ",\n" }
END {
  print "/* Made by proto/made/events.awk. */"
  print "#include \"proto/events.h\"\n"
  print includes
  print "const ProtobufCMessageDescriptor *const proto_events[] = {\n" types "};"
  print "const size_t n_proto_events = sizeof proto_events / sizeof *proto_events;"
}

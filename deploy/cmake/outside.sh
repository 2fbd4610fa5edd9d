#!/bin/sh
# What does a library use that is not ours? outside.sh "KIND ..." LIBRARY [LIBRARY OF OURS THAT IT MAY USE ...]: one sentence for
# each that the file outside does not have under these kinds, and 1.
set -eu
lists=$(dirname "$0")/outside
kinds=$1
library=$2
shift 2
{
    nm --defined-only "$library" "$@" | awk 'NF == 3 { print "ours", $3 }'
    nm --undefined-only "$library" | awk '/\.o:$/ { sub(/\.o:$/, ""); object = $0; next } NF == 2 { print "uses", $2, object }'
} | awk -v kinds=" $kinds " -v lists="$lists" '
    BEGIN {
        while ((getline line <lists) > 0) {
            if (line ~ /^\[/) kind = substr(line, 2, length(line) - 2)
            else if (line !~ /^#/ && index(kinds, " " kind " ")) { n = split(line, names, " "); for (i = 1; i <= n; i++) may[names[i]] }
        }
    }
    $1 == "ours" { may[$2] }
    $1 == "uses" { use[$2] = $3 }
    END {
        for (name in use) {
            # What sanitizers and coverage put in.
            if (name in may || name ~ /^__(start___|stop___)?(asan|ubsan|sanitizer|sancov|tsan|lsan|odr_asan|gcov|llvm_profile)/) continue
            print use[name] " uses " name ", which it may not: deploy/cmake/outside does not have it under" kinds >"/dev/stderr"
            faults++
        }
        exit faults > 0
    }'

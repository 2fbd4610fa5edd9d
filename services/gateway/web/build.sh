#!/bin/sh
# The tree that is served, made of the one that is written: build.sh FROM WORDS TO
#
#   TO/index.html      the shell, with the addresses of this tree and what is to be loaded ahead
#   TO/s/...           everything else, as it stands here; pages.js and words/mots.*.js are made
#   *.gz               beside each file, for whoever takes it
#   TO/s.sha256        of each file under s/; its own hash names the tree in all addresses
#   TO/shell.sha256    of the shell and of that list
set -eu
export LC_ALL=C
from=$1 words=$2 to=$3
s=$to/s
rm -rf "$to"
mkdir -p "$s"
for folder in pages parts lib words css vendor; do cp -R "$from/$folder" "$s/"; done
cp "$from/icon.svg" "$s/"
cp "$words"/mots.*.js "$s/words/"

# A page is found by its file.
{
    echo '// @ts-check'
    for page in "$from"/pages/*.js; do
        name=$(basename "$page" .js)
        echo "import * as $name from './pages/$name.js';"
    done
    echo "/** @type {Record<string, import('./lib/types.js').Page>} */"
    echo "export const pages = { $(cd "$from/pages" && ls -- *.js | sed 's/\.js$//' | paste -sd, | sed 's/,/, /g') };"
} >"$s/pages.js"

list() { (cd "$1" && find . -type f ! -name '*.gz' | sed 's,^\./,,' | sort); }
list "$s" | while read -r file; do gzip -9nk "$s/$file"; done
(cd "$s" && find . -type f | sed 's,^\./,,' | sort | xargs sha256sum) >"$to/s.sha256"
root=/s/$(sha256sum "$to/s.sha256" | cut -c1-16)/

# All modules but the ones without code: the browser learns at once what it will need.
preload=$(list "$s" | grep '\.js$' | grep -v '^lib/types\.js$' | sed "s,.*,<link rel=\"modulepreload\" href=\"$root&\">,")
awk -v root="$root" -v preload="$preload" '{ gsub(/@ROOT@/, root); if (/@PRELOAD@/) print preload; else print }' \
    "$from/index.html" >"$to/index.html"
gzip -9nk "$to/index.html"
(cd "$to" && sha256sum index.html index.html.gz s.sha256) >"$to/shell.sha256"

#!/bin/sh
# usage: fetch.sh -o FILE URL | -I URL    what FETCH names; a '*' at the end of URL is for any version of a package
set -u
case ${1-} in
-o)
    output=$2
    url=$3
    ;;
-I)
    output=
    url=$2
    ;;
*)
    echo 'usage: fetch -o FILE URL | fetch -I URL' >&2
    exit 2
    ;;
esac
if [ ! -s /etc/resolv.conf ]; then
    echo "fetch: $url: there is no network here; build with --network" >&2
    exit 1
fi
if ! command -v curl >/dev/null; then
    echo 'fetch: curl is not installed on this host' >&2
    exit 1
fi

# get URL FILE
get() {
    if [ -n "$2" ]; then curl -sSL -o "$2" "$1"; else curl -sSLI "$1"; fi
}

case $url in
*\*)
    folder=${url%/*}
    pattern=${url##*/}
    pattern=$(printf '%s' "${pattern%\*}" | sed 's/-$//; s/[].[*^$\\]/\\&/g')
    file=$(curl -sSL "$folder/" | sed -n "s/.*\"\\($pattern-[^\"/]*\\.t[gx]z\\)\".*/\\1/p" | head -n 1)
    if [ -z "$file" ]; then
        echo "fetch: $url: nothing there has such a name" >&2
        exit 1
    fi
    get "$folder/$file" "$output"
    ;;
*) get "$url" "$output" ;;
esac

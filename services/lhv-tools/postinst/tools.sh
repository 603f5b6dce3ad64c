#!/bin/sh
# The tools, from their author's archive into /var/www
set -eu

mkdir -p var/www usr/pkg/etc/php/8.4
$FETCH -o ../tmp/tools.7z https://lehollandaisvolant.net/tout/tools/tools.tar.7z
$TAR -xOf ../tmp/tools.7z | $TAR -C var/www -xf -
sed 's/^;extension=curl/extension=curl/' usr/pkg/share/examples/php/8.4/php.ini-production >usr/pkg/etc/php/8.4/php.ini
# bozohttpd would send these two as text when only their folder is asked for.
for tool in browser htmlol; do
    echo "/$tool/:/$tool/index.php"
done >var/www/.bzremap

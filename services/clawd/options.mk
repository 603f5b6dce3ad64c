SETS=base etc man comp
ADDPKGS=bash curl git-base gmake vim jq rsync ripgrep fd-find socat tmux w3m python314 py314-pip
IMGSIZE=2048

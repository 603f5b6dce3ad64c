ADDPKGS=bash git-base neovim curl doas ripgrep fd-find bat fzf gmake tmux pkgin
IMGSIZE=1024

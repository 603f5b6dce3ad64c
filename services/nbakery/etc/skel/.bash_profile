export EDITOR=nvim PAGER=less LANG=en_US.UTF-8
alias vi=nvim
echo 'doas COMMAND runs it as root, pkgin installs packages, Ctrl-Q is the prefix of tmux; exit ends the machine.'

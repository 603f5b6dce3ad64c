export EDITOR=vim LANG=en_US.UTF-8
echo 'picoclaw onboard sets it up, picoclaw gateway starts it; picoclaw-launcher -public has a page on port 18800.'

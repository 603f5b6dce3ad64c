# check: X Y Z W
A=a.c b.c c.h
X=${A:.c=.o}
Y=${A:%.c=obj/%.o}
Z=${A:=.x}
W=${A:c=}

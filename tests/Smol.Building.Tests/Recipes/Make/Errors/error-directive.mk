# error 3:1 no such arch: m68k
A=m68k
.error no such arch: ${A}

# check: X
A=1
.if defined(A) && \
    ${A} == 1 # comment
X=yes
.endif

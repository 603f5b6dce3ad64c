# check: X
a.b-c_d/e+f=1
X=${a.b-c_d/e+f}

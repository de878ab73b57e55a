"""The call on bad lines: our booth beside Chromium to Chromium, over one line, row by row.

Not here: the line (`kiosk.rehearsal.bad_line`), and what a call needs anywhere (`kiosk.bench.calls`). Read `rows`, then
`one_call`; `seeing`, `hearing` and `likeness` say what of it can be seen and heard.

Last measured with ``--only ROW --seconds 8``, one call of each, ours/Chromium. For the two cores eight to sixteen
programs stood in line, up to twenty-seven while rate-2000, rate-1000, rate-500, cut and narrows ran: only ratios say
something, and single figures little.

                    frames a second   age of pictures, ms   sound late by, ms   sound lost, % SSIM
                    staff    booth    staff      booth      staff     booth     staff  booth  staff
    clean           17/20    27/27    66/74      44/49      153/77    134/102   4/0    4/5    -
    loss-1          21/10    29/21    57/118     29/71      288/90    228/104   0/4    5/11   -
    loss-3          25/18    30/28    52/101     23/68      181/77    113/78    0/4    0/4    -
    loss-10         21/14    25/24    59/98      68/92      63/111    202/89    2/0    2/0    -
    bursts-3        23/16    29/27    58/170     27/70      69/272    92/248    4/2    11/5   -
    far             26/12    29/25    192/258    167/216    226/230   212/244   4/0    9/7    -
    jitter          18/6     22/16    72/406     72/568     284/508   220/549   14/7   7/6    -
    rate-2000       10/2     18/8     138/369    127/1193   306/294   190/667   7/53   2/18   0.999/0.997
    rate-1000       10/7     20/16    105/786    287/1207   595/1000  324/1122  30/27  5/0    0.999/0.996
    rate-500        14/12    17/18    90/115     158/158    255/118   151/164   7/0    0/5    0.998/0.992
    rate-300        19/11    30/12    67/94      49/74      117/144   171/212   0/9    0/0    0.997/0.992
    rate-200        15/3     24/3     60/169     47/155     159/146   121/200   0/9    11/4   0.992/0.990
    rate-500-loss-3 11/16    24/15    126/170    115/156    267/136   249/144   16/2   0/2    0.998/0.992
    cut             9/5      14/10    83/231     126/632    1130/271  310/255   43/44  34/29  -
    narrows         8/9      14/18    108/395    337/391    1137/377  311/378   33/12  21/4   0.998/0.996

Ahead: the age of pictures on every row but one, how many of them reach staff on all but three, the voice to staff at
10 % loss, in bursts, far away, with jitter, at 1000 and 300 kbit/s. Behind: the voice to staff on the other rows, most
after a cut and where the line narrows, and its loss on 500 kbit/s with losses, where there are fewer pictures, too;
the voice to the booth on good lines. In a trace the line's queue held 14 ms in the mean there. What is late is the
processor: before the media child went first our packets left up to 270 ms apart, and Chromium at headquarters waits by
the latest for long; its own sound threads run in real time. Not taken apart yet: what was lost at the booth in bursts
and on 200 kbit/s, where our picture has 360 lines.
"""

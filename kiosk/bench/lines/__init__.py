"""The call on bad lines: our booth beside Chromium to Chromium, over one line, row by row.

Not here: the line (`kiosk.rehearsal.bad_line`), and what a call needs anywhere (`kiosk.bench.calls`). Read `rows`, then
`one_call`; `seeing`, `hearing` and `likeness` say what of it can be seen and heard.

Last measured with ``--only ROW --seconds 8``, one call of each, ours/Chromium, the bench before all else on two cores
with up to eight other programs: ratios say something, single figures little (a sound is lost or not in steps of 1.8 %).

                    frames a second   age of pictures, ms  sound late by, ms   sound lost, % SSIM
                    staff    booth    staff     booth      staff     booth     staff  booth  staff
    clean           28/9     30/26    29/132    12/54      50/57     57/66     0/0    2/2    -
    loss-1          30/14    30/26    27/66     11/35      15/56     66/55     0/7    0/0    -
    loss-3          25/24    28/28    43/70     15/41      44/134    69/53     0/4    11/0   -
    loss-10         25/17    30/27    44/92     18/58      33/52     65/55     0/2    0/0    -
    bursts-3        29/25    30/29    26/50     9/23       50/52     63/50     2/4    2/0    -
    far             29/28    30/30    179/195   160/170    218/207   199/205   0/7    0/0    -
    jitter          30/25    30/30    52/81     35/51      72/97     73/75     0/0    0/0    -
    rate-2000       29/26    30/30    49/113    32/120     69/168    65/215    0/0    2/0    0.999/0.997
    rate-1000       30/25    30/30    52/106    44/60      96/134    90/94     0/0    9/0    0.999/0.996
    rate-500        29/20    30/25    59/235    40/221     107/96    91/145    0/0    2/7    0.998/0.992
    rate-300        20/12    30/12    68/134    34/60      143/178   91/255    0/0    0/0    0.997/0.991
    rate-200        15/2     24/2     62/201    39/173     124/181   100/149   0/0    0/4    0.995/0.988
    rate-500-loss-3 21/13    29/20    67/183    43/111     97/113    97/148    0/0    4/0    0.997/0.992
    cut             21/16    24/22    31/66     11/28      54/76     54/70     21/24  21/22  -
    narrows         24/17    23/25    47/287    19/157     331/354   58/336    2/6    4/5    0.998/0.993

Ahead: every picture on every row but one (frames to the booth where the line narrows), with no freeze that Chromium has
not; what is lost of the voice to staff, always; after a cut both are back in 0.3 s where Chromium takes 1.1; at
200 kbit/s there are 15 and 24 pictures a second where Chromium shows 2.

Behind: the voice to the booth is 10 to 15 ms later where packets are lost, likely because what hides a loss waits for
the packet that repeats it; the voice to staff is a tenth later far away and at 500 kbit/s, not taken apart; after a
line that was narrow the booth has its full picture 2.7 s later: there it is Chromium that sends and probes, in its
own time. Nor taken apart: sounds lost on the way to the booth (2 of 100 on five rows, 11 and 9 with 3 % loss and at
1000 kbit/s), which came and went from run to run.
"""

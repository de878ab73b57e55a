/* Lets pcscd look at its readers every 25 ms instead of every 400.
 *
 * Preloaded into the unmodified service. 0.4 s is PCSCLITE_STATUS_POLL_DELAY, built into it: its one sleep of that
 * length is between two looks at a reader whose driver does not tell that a card came or went, as vpcd's. At the first
 * such sleep the file EAGER_PCSCD_SEEN is made.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int nanosleep(const struct timespec *wanted, struct timespec *left) {
    static int (*real)(const struct timespec *, struct timespec *);
    static const struct timespec look = {0, 25 * 1000 * 1000};
    if (!real) real = (int (*)(const struct timespec *, struct timespec *))dlsym(RTLD_NEXT, "nanosleep");
    if (wanted->tv_sec == 0 && wanted->tv_nsec == 400 * 1000 * 1000) {
        const char *seen = getenv("EAGER_PCSCD_SEEN");
        if (seen) {
            int made = open(seen, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
            if (made >= 0) close(made);
            unsetenv("EAGER_PCSCD_SEEN");
        }
        wanted = &look;
    }
    return real(wanted, left);
}

/* Logs what a program does to the files of one folder, in order, so that a power cut can be replayed at any moment.
 *
 * Preloaded into the unmodified Python with its unmodified SQLite. Each record: kind (1 byte), file descriptor (4),
 * offset (8), length (8), then `length` bytes; little-endian. Kinds: Open, Close, Write, Truncate, Sync, Unlink, Ack
 * (a write to standard output: the program's promise).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int out = -1;
static const char *folder;
static char ours[65536];
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static void put(const void *data, size_t length) {
    const char *at = data;
    while (length) {
        ssize_t done = syscall(SYS_write, out, at, length);
        if (done <= 0) abort();
        at += done, length -= done;
    }
}

static void record(char kind, int fd, uint64_t offset, const void *data, uint64_t length) {
    struct __attribute__((packed)) { char kind; int32_t fd; uint64_t offset, length; } head = {kind, fd, offset, length};
    pthread_mutex_lock(&one_at_a_time);
    put(&head, sizeof head);
    if (length) put(data, length);
    pthread_mutex_unlock(&one_at_a_time);
}

__attribute__((constructor)) static void begin(void) {
    folder = getenv("DISK_LOG_FOLDER");
    const char *log = getenv("DISK_LOG");
    if (folder && log) out = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int tracked(int fd) { return out >= 0 && fd >= 0 && fd < (int)sizeof ours && ours[fd]; }

static int opened(int fd, const char *path) {
    if (out >= 0 && fd >= 0 && fd < (int)sizeof ours && path && !strncmp(path, folder, strlen(folder))) {
        ours[fd] = 1;
        record('O', fd, 0, path, strlen(path));
    }
    return fd;
}

#define REAL(name, type) static __typeof__(type) real; if (!real) real = (type)dlsym(RTLD_NEXT, #name)

#define OPEN(name)                                                          \
    int name(const char *path, int flags, ...) {                            \
        va_list more; va_start(more, flags); int mode = va_arg(more, int);  \
        va_end(more); REAL(name, int (*)(const char *, int, ...));          \
        return opened(real(path, flags, mode), path);                       \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                        \
    int name(int at, const char *path, int flags, ...) {                    \
        va_list more; va_start(more, flags); int mode = va_arg(more, int);  \
        va_end(more); REAL(name, int (*)(int, const char *, int, ...));     \
        return opened(real(at, path, flags, mode), path);                   \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    REAL(close, int (*)(int));
    if (tracked(fd)) { record('C', fd, 0, NULL, 0); ours[fd] = 0; }
    return real(fd);
}

ssize_t write(int fd, const void *data, size_t length) {
    REAL(write, ssize_t (*)(int, const void *, size_t));
    if (fd == 1 && out >= 0) record('A', fd, 0, data, length);
    off_t at = tracked(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = real(fd, data, length);
    if (tracked(fd) && done > 0) record('W', fd, at, data, done);
    return done;
}

#define PWRITE(name, offset_type)                                                     \
    ssize_t name(int fd, const void *data, size_t length, offset_type at) {           \
        REAL(name, ssize_t (*)(int, const void *, size_t, offset_type));              \
        ssize_t done = real(fd, data, length, at);                                    \
        if (tracked(fd) && done > 0) record('W', fd, at, data, done);                 \
        return done;                                                                  \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, offset_type)                           \
    int name(int fd, offset_type size) {                      \
        REAL(name, int (*)(int, offset_type));                \
        int failed = real(fd, size);                          \
        if (tracked(fd) && !failed) record('T', fd, size, NULL, 0); \
        return failed;                                        \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                            \
    int name(int fd) {                                        \
        REAL(name, int (*)(int));                             \
        int failed = real(fd);                                \
        if (tracked(fd) && !failed) record('S', fd, 0, NULL, 0); \
        return failed;                                        \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    REAL(unlink, int (*)(const char *));
    int failed = real(path);
    if (out >= 0 && !failed && !strncmp(path, folder, strlen(folder))) record('U', -1, 0, path, strlen(path));
    return failed;
}

/*
 * Preloaded into a drilled hotfix: counts what it writes, cuts and renames below its archive, and kills it before, after
 * or, half of a write being done, in the middle of the chosen one. Processes that it starts inherit this and are left alone.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int next_number;

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

static int is_hotfix(void) {
    return atoi(setting("ENDURANCE_PID")) == getpid();
}

static int in_archive(const char *path) {
    const char *archive = setting("ENDURANCE_ARCHIVE");
    size_t length = strlen(archive);
    return length > 0 && strncmp(path, archive, length) == 0 && path[length] == '/';
}

/* Which file of the archive this is; 0 if it is none. */
static int named(int fd, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    if (length < 0) {
        return 0;
    }
    path[length] = 0;
    return in_archive(path);
}

static int count(const char *what, const char *path) {
    int number = __atomic_add_fetch(&next_number, 1, __ATOMIC_SEQ_CST);
    char file[4096];
    char line[4096];
    const char *name = strrchr(path, '/');
    snprintf(file, sizeof file, "%s/disk", setting("ENDURANCE_CALLS"));
    int length = snprintf(line, sizeof line, "%d %s %s\n", getpid(), what, name ? name + 1 : path);
    int fd = open(file, O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (fd >= 0) {
        syscall(SYS_write, fd, line, (size_t) length);
        close(fd);
    }
    return number;
}

static int chosen(int number, const char *moment) {
    char kill[64];
    snprintf(kill, sizeof kill, "disk %d", number);
    return strcmp(kill, setting("ENDURANCE_KILL")) == 0 && strcmp(moment, setting("ENDURANCE_MOMENT")) == 0;
}

static void die(void) {
    kill(strcmp(setting("ENDURANCE_SCOPE"), "group") == 0 ? 0 : getpid(), SIGKILL);
    for (;;) {
        pause();
    }
}

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) { \
        real = (result (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, name); \
    }

/* Around a call: before it, the half of it if there is one, and after it. */
#define AROUND(what, path, half, whole) \
    int number = count(what, path); \
    if (chosen(number, "before")) { \
        die(); \
    } \
    if (chosen(number, "during")) { \
        half; \
        die(); \
    } \
    __typeof__(whole) result = whole; \
    if (chosen(number, "after")) { \
        die(); \
    } \
    return result

ssize_t write(int fd, const void *from, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t)
    char path[4096];
    if (!is_hotfix() || !named(fd, path, sizeof path)) {
        return real(fd, from, size);
    }
    AROUND("write", path, real(fd, from, size / 2), real(fd, from, size));
}

ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t)
    char path[4096];
    if (!is_hotfix() || !named(fd, path, sizeof path)) {
        return real(fd, from, size, at);
    }
    AROUND("write", path, real(fd, from, size / 2, at), real(fd, from, size, at));
}

ssize_t pwrite(int fd, const void *from, size_t size, off_t at) {
    return pwrite64(fd, from, size, at);
}

ssize_t writev(int fd, const struct iovec *from, int pieces) {
    REAL(ssize_t, "writev", int, const struct iovec *, int)
    char path[4096];
    if (!is_hotfix() || !named(fd, path, sizeof path)) {
        return real(fd, from, pieces);
    }
    struct iovec half = pieces > 0 ? from[0] : (struct iovec) {0, 0};
    half.iov_len /= 2;
    AROUND("write", path, real(fd, &half, 1), real(fd, from, pieces));
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t)
    char path[4096];
    if (!is_hotfix() || !named(fd, path, sizeof path)) {
        return real(fd, size);
    }
    AROUND("truncate", path, (void) 0, real(fd, size));
}

int ftruncate(int fd, off_t size) {
    return ftruncate64(fd, size);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *)
    if (!is_hotfix() || !in_archive(to)) {
        return real(from, to);
    }
    AROUND("rename", to, (void) 0, real(from, to));
}

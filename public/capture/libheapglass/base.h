/*
 * What the recorder stands on: memory that libc's allocator knows nothing of, a lock, and tables that grow.
 * Nothing here may allocate, as it runs inside malloc.
 */
#ifndef LIBHEAPGLASS_BASE_H
#define LIBHEAPGLASS_BASE_H

#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)
#define INLINE static inline __attribute__((always_inline))

/*
 * The system calls themselves: mmap and munmap of this process are recorded, and in open, read, write and close of libc
 * a thread may be cancelled, which must not happen inside malloc.
 */
static int system_open(const char *path, int flags, mode_t mode) {
  return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

static ssize_t system_read(int fd, void *to, size_t size) {
  return syscall(SYS_read, fd, to, size);
}

static ssize_t system_write(int fd, const void *from, size_t size) {
  return syscall(SYS_write, fd, from, size);
}

static void system_close(int fd) {
  syscall(SYS_close, fd);
}

static void *system_map(void *address, size_t size, int protection, int flags, int fd, int64_t offset) {
#ifdef SYS_mmap2
  return (void *)syscall(SYS_mmap2, address, size, protection, flags, fd, (long)(offset >> 12));
#else
  return (void *)syscall(SYS_mmap, address, size, protection, flags, fd, offset);
#endif
}

static void system_unmap(void *address, size_t size) {
  syscall(SYS_munmap, address, size);
}

/* Zeroed memory of the recorder's own; NULL where there is none. A child of fork does not inherit it. */
static void *own_memory(size_t size) {
  void *memory = system_map(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return NULL;
  madvise(memory, size, MADV_DONTFORK);
  return memory;
}

/* ---- A lock that is free when its memory is zero, so that wiping it in a child of fork frees it ---- */

typedef struct lock {
  atomic_uint state; /* 0 free, 1 held, 2 held and waited for */
} lock;

static __attribute__((noinline)) void lock_wait(lock *it) {
  for (int spin = 0; spin < 100; spin++) {
    unsigned expected = 0;
    if (atomic_load_explicit(&it->state, memory_order_relaxed) == 0 &&
        atomic_compare_exchange_weak(&it->state, &expected, 1))
      return;
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
  }
  while (atomic_exchange(&it->state, 2) != 0) syscall(SYS_futex, &it->state, FUTEX_WAIT_PRIVATE, 2, NULL, NULL, 0);
}

INLINE void lock_take(lock *it) {
  unsigned expected = 0;
  if (UNLIKELY(!atomic_compare_exchange_strong_explicit(&it->state, &expected, 1, memory_order_acquire,
                                                        memory_order_relaxed)))
    lock_wait(it);
}

INLINE void lock_give(lock *it) {
  if (UNLIKELY(atomic_exchange_explicit(&it->state, 0, memory_order_release) == 2))
    syscall(SYS_futex, &it->state, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

/* ---- A table from keys, none of them 0, to ids from 1 in the order in which they were added ---- */

typedef struct id_table {
  uint64_t *keys;
  uint32_t *ids;
  size_t capacity; /* a power of two */
  uint32_t count;
} id_table;

INLINE uint64_t mixed(uint64_t value) {
  value *= 0x9e3779b97f4a7c15u;
  return value ^ (value >> 32);
}

static size_t id_table_slot(const id_table *table, uint64_t key) {
  size_t slot = mixed(key) & (table->capacity - 1);
  while (table->keys[slot] != 0 && table->keys[slot] != key) slot = (slot + 1) & (table->capacity - 1);
  return slot;
}

static bool id_table_grow(id_table *table) {
  size_t capacity = table->capacity == 0 ? 1 << 14 : table->capacity * 2;
  char *memory = own_memory(capacity * (sizeof(uint64_t) + sizeof(uint32_t)));
  if (memory == NULL) return false;
  id_table larger = {(uint64_t *)memory, (uint32_t *)(memory + capacity * sizeof(uint64_t)), capacity, table->count};
  for (size_t i = 0; i < table->capacity; i++) {
    if (table->keys[i] == 0) continue;
    size_t slot = id_table_slot(&larger, table->keys[i]);
    larger.keys[slot] = table->keys[i];
    larger.ids[slot] = table->ids[i];
  }
  if (table->keys != NULL) system_unmap(table->keys, table->capacity * (sizeof(uint64_t) + sizeof(uint32_t)));
  *table = larger;
  return true;
}

/* The id of a key; sets is_new where it was not in the table. 0 where there is no memory for it. */
static uint32_t id_table_add(id_table *table, uint64_t key, bool *is_new) {
  *is_new = false;
  if (table->count * (size_t)4 >= table->capacity * 3 && !id_table_grow(table)) return 0;
  size_t slot = id_table_slot(table, key);
  if (table->keys[slot] == key) return table->ids[slot];
  *is_new = true;
  table->keys[slot] = key;
  return table->ids[slot] = ++table->count;
}

#endif

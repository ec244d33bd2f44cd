/*
 * Anonymous private mappings, as blocks of the domain `mmap`.
 *
 * What is mapped is known by ranges, so that a munmap of a part is what it is: the block becomes shorter (`~` to itself,
 * or to where its rest begins), or a part behind the hole becomes a block of its own. Calls are made under the lock, as
 * one of them may give the addresses that another has just released. A mapping without access is an address range
 * and no memory; it becomes a block where mprotect makes it usable.
 */
#ifndef LIBHEAPGLASS_MAPPINGS_H
#define LIBHEAPGLASS_MAPPINGS_H

/* A range of whole pages. */
typedef struct range {
  uintptr_t begin, end;
  bool is_block; /* otherwise reserved: it has no access */
} range;

#define RANGES ((size_t)1 << 18)

/* In the order of their addresses, none over another. The recorder's lock guards it. */
static struct ranges {
  range *list;
  size_t count;
  int process;
} ranges;

static bool has_ranges(const recorder *it) {
  if (ranges.process == it->process) return ranges.list != NULL;
  ranges.list = own_memory(RANGES * sizeof(range)); /* a child of fork has not inherited its parent's */
  ranges.count = 0;
  ranges.process = it->process;
  return ranges.list != NULL;
}

/* The first range that ends behind an address. */
static size_t range_at(uintptr_t address) {
  size_t low = 0, high = ranges.count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (ranges.list[middle].end <= address) low = middle + 1;
    else high = middle;
  }
  return low;
}

static void range_insert(size_t at, range it) {
  if (ranges.count == RANGES) return;
  memmove(&ranges.list[at + 1], &ranges.list[at], (ranges.count - at) * sizeof(range));
  ranges.list[at] = it;
  ranges.count++;
}

static void range_remove(size_t at) {
  ranges.count--;
  memmove(&ranges.list[at], &ranges.list[at + 1], (ranges.count - at) * sizeof(range));
}

INLINE hg_attributes mmap_attributes(void) {
  return (hg_attributes){.domain = well_known(MMAP), .scope = HG_NO_SCOPE};
}

static void mapping_begins(recorder *it, const occasion *now, uintptr_t begin, uintptr_t end, bool is_block) {
  if (!has_ranges(it)) return;
  range_insert(range_at(begin), (range){begin, end, is_block});
  hg_attributes attributes = mmap_attributes();
  if (is_block) write_alloc(it, now, &attributes, (const void *)begin, end - begin);
}

/* Takes [begin, end) out of what is known; what of a range is left over at its sides stays. */
static void mapping_ends(recorder *it, const occasion *now, uintptr_t begin, uintptr_t end) {
  if (!has_ranges(it)) return;
  hg_attributes attributes = mmap_attributes();
  size_t at = range_at(begin);
  while (at < ranges.count && ranges.list[at].begin < end) {
    range old = ranges.list[at];
    const void *block = (const void *)old.begin;
    bool has_front = old.begin < begin, has_back = old.end > end;
    if (has_front) ranges.list[at].end = begin;
    if (has_front && old.is_block) write_realloc(it, now, &attributes, block, block, begin - old.begin);
    if (has_back && has_front) {
      range_insert(at + 1, (range){end, old.end, old.is_block});
      if (old.is_block) write_alloc(it, now, &attributes, (const void *)end, old.end - end);
    } else if (has_back) {
      ranges.list[at].begin = end;
      if (old.is_block) write_realloc(it, now, &attributes, block, (const void *)end, old.end - end);
    }
    if (!has_front && !has_back) {
      range_remove(at);
      if (old.is_block) write_free(it, now, &attributes, block);
    } else at++;
  }
  atomic_fetch_add(&it->code.unmappings, 1);
}

/* Whether [begin, end) is exactly one block. */
static bool is_one_block(uintptr_t begin, uintptr_t end) {
  size_t at = range_at(begin);
  return at < ranges.count && ranges.list[at].begin == begin && ranges.list[at].end == end && ranges.list[at].is_block;
}

INLINE uintptr_t whole_pages(size_t size) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  return (size + page - 1) & ~(page - 1);
}

INLINE void *recorded_mmap(void *address, size_t size, int protection, int flags, int fd, int64_t offset,
                           const void *frame) {
  bool is_private = (flags & MAP_ANONYMOUS) != 0 && (flags & MAP_TYPE) == MAP_PRIVATE;
  bool is_fixed = (flags & MAP_FIXED) != 0; /* it unmaps what was there */
  if ((!is_private && !is_fixed) || !enter()) return system_map(address, size, protection, flags, fd, offset);
  occasion now;
  gather(&now, frame, process.stacks);
  recorder *it = process.recorder;
  lock_take(&it->lock);
  void *mapped = system_map(address, size, protection, flags, fd, offset);
  int before = errno;
  if (mapped != MAP_FAILED) {
    uintptr_t begin = (uintptr_t)mapped, end = begin + whole_pages(size);
    if (is_fixed) mapping_ends(it, &now, begin, end);
    if (is_private) mapping_begins(it, &now, begin, end, protection != PROT_NONE);
  } else if (is_private && protection != PROT_NONE) {
    hg_attributes attributes = mmap_attributes();
    write_alloc(it, &now, &attributes, NULL, size);
  }
  lock_give(&it->lock);
  leave();
  errno = before;
  return mapped;
}

EXPORT void *mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset) {
  return recorded_mmap(address, size, protection, flags, fd, offset, HERE);
}

#ifdef __GLIBC__ /* elsewhere it is another name of mmap */
EXPORT void *mmap64(void *address, size_t size, int protection, int flags, int fd, off64_t offset) {
  return recorded_mmap(address, size, protection, flags, fd, offset, HERE);
}
#endif

EXPORT int munmap(void *address, size_t size) {
  if (!enter()) return (int)syscall(SYS_munmap, address, size);
  occasion now;
  gather(&now, HERE, process.free_stacks);
  recorder *it = process.recorder;
  lock_take(&it->lock);
  int result = (int)syscall(SYS_munmap, address, size);
  int before = errno;
  if (result == 0) mapping_ends(it, &now, (uintptr_t)address, (uintptr_t)address + whole_pages(size));
  lock_give(&it->lock);
  leave();
  errno = before;
  return result;
}

static void write_remapping(recorder *it, const occasion *now, uintptr_t from, size_t old_size, uintptr_t to,
                            size_t size, bool keeps_old) {
  if (!has_ranges(it)) return;
  size_t at = range_at(from);
  if (at == ranges.count || ranges.list[at].begin > from) {
    mapping_ends(it, now, to, to + size); /* a mapping of other memory: a file's, perhaps over a block */
    return;
  }
  if (keeps_old || !is_one_block(from, from + old_size)) {
    bool is_block = ranges.list[at].is_block;
    if (!keeps_old) mapping_ends(it, now, from, from + old_size);
    mapping_ends(it, now, to, to + size);
    mapping_begins(it, now, to, to + size, is_block);
    return;
  }
  range_remove(at);
  mapping_ends(it, now, to, to + size); /* MREMAP_FIXED puts it over others */
  range_insert(range_at(to), (range){to, to + size, true});
  hg_attributes attributes = mmap_attributes();
  write_realloc(it, now, &attributes, (const void *)from, (const void *)to, size);
}

EXPORT void *mremap(void *old, size_t old_size, size_t size, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  void *place = (flags & MREMAP_FIXED) != 0 ? va_arg(rest, void *) : NULL;
  va_end(rest);
  if (!enter()) return (void *)syscall(SYS_mremap, old, old_size, size, flags, place);
  occasion now;
  gather(&now, HERE, process.stacks);
  recorder *it = process.recorder;
  lock_take(&it->lock);
  void *mapped = (void *)syscall(SYS_mremap, old, old_size, size, flags, place);
  int before = errno;
  const int dontunmap = 4; /* MREMAP_DONTUNMAP, younger than some headers */
  if (mapped != MAP_FAILED)
    write_remapping(it, &now, (uintptr_t)old, whole_pages(old_size), (uintptr_t)mapped, whole_pages(size),
                    (flags & dontunmap) != 0 || old_size == 0);
  lock_give(&it->lock);
  leave();
  errno = before;
  return mapped;
}

/* Reserved addresses that become usable are memory from now on. That memory becomes unusable again is no release. */
static void mapping_becomes_usable(recorder *it, const occasion *now, uintptr_t begin, uintptr_t end) {
  if (!has_ranges(it)) return;
  for (size_t at = range_at(begin); at < ranges.count && ranges.list[at].begin < end; at++) {
    range old = ranges.list[at];
    if (old.is_block) continue;
    uintptr_t from = old.begin > begin ? old.begin : begin, to = old.end < end ? old.end : end;
    mapping_ends(it, now, from, to);
    mapping_begins(it, now, from, to, true);
    at = range_at(from);
  }
}

/* Whether some of [begin, end) is reserved: most calls of mprotect are about other memory, and need no record. */
static bool is_reserved(recorder *it, uintptr_t begin, uintptr_t end) {
  bool found = false;
  lock_take(&it->lock);
  if (has_ranges(it))
    for (size_t at = range_at(begin); at < ranges.count && ranges.list[at].begin < end && !found; at++)
      found = !ranges.list[at].is_block;
  lock_give(&it->lock);
  return found;
}

EXPORT int mprotect(void *address, size_t size, int protection) {
  if (protection == PROT_NONE || !enter()) return (int)syscall(SYS_mprotect, address, size, protection);
  recorder *it = process.recorder;
  uintptr_t begin = (uintptr_t)address, end = begin + whole_pages(size);
  if (!is_reserved(it, begin, end)) {
    leave();
    return (int)syscall(SYS_mprotect, address, size, protection);
  }
  occasion now;
  gather(&now, HERE, process.stacks);
  lock_take(&it->lock);
  int result = (int)syscall(SYS_mprotect, address, size, protection);
  int before = errno;
  if (result == 0) mapping_becomes_usable(it, &now, begin, end);
  lock_give(&it->lock);
  leave();
  errno = before;
  return result;
}

#endif

/* What is known of the program's code: its modules, and a row of call frame information for each place of a stack. */
#ifndef LIBHEAPGLASS_CODE_H
#define LIBHEAPGLASS_CODE_H

#include "base.h"
#include "cfi.h"
#include "modules.h"

#define ROWS ((size_t)1 << 16)

/* `key` is address ^ row, so that a reader without a lock sees when it read halves of two writes. */
typedef struct cached_row {
  _Atomic uint64_t key, row;
} cached_row;

typedef struct code {
  atomic_uint loaded, unloaded; /* modules that the loader ever loaded and unloaded */
  atomic_uint unmappings;       /* of memory, which may have been a stack */
  modules modules;
  cached_row rows[ROWS];
} code;

/*
 * Notes how many modules came and went, for dl_iterate_phdr. Where one went, what is known of code at its addresses
 * holds no longer.
 */
static int count_modules(struct dl_phdr_info *info, size_t size, void *data) {
  code *it = data;
  if (size >= offsetof(struct dl_phdr_info, dlpi_subs) + sizeof info->dlpi_subs) {
    atomic_store(&it->loaded, (unsigned)info->dlpi_adds);
    atomic_store(&it->unloaded, (unsigned)info->dlpi_subs);
  }
  return 1;
}

typedef struct lookup {
  code *code;
  uintptr_t address;
  uint64_t row;
} lookup;

static int look_in_module(struct dl_phdr_info *info, size_t size, void *data) {
  lookup *wanted = data;
  count_modules(info, size, wanted->code);
  uintptr_t begin = UINTPTR_MAX, end = 0;
  const uint8_t *header = NULL;
  bool is_here = false;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
    uintptr_t from = info->dlpi_addr + segment->p_vaddr;
    if (segment->p_type == PT_GNU_EH_FRAME) header = (const uint8_t *)from;
    if (segment->p_type != PT_LOAD) continue;
    if (from < begin) begin = from;
    if (from + segment->p_memsz > end) end = from + segment->p_memsz;
    if (wanted->address - from < segment->p_memsz) is_here = true;
  }
  if (!is_here) return 0;
  modules_learn(&wanted->code->modules, info, begin, end, atomic_load(&wanted->code->unloaded));
  wanted->row = ROW_END;
#ifdef UNWINDS_BY_ROWS
  const uint8_t *entry = header == NULL ? NULL : find_cfi(header, wanted->address);
  if (entry != NULL) wanted->row = row_from_entry(entry, wanted->address);
#else
  (void)header;
#endif
  return 1;
}

/* When a row was worked out: before what unloading, and, for code that no module holds (a JIT's), before what loading. */
INLINE unsigned row_generation_now(const code *it, uint64_t row) {
  unsigned unloaded = atomic_load_explicit(&it->unloaded, memory_order_relaxed);
  unsigned loaded = atomic_load_explicit(&it->loaded, memory_order_relaxed);
  return (row_frame(row) == ROW_GUESS ? loaded + unloaded : unloaded) & ROW_GENERATIONS;
}

static __attribute__((noinline)) uint64_t row_from_loader(code *it, uintptr_t address) {
  lookup wanted = {it, address, ROW_GUESS};
  dl_iterate_phdr(look_in_module, &wanted);
  uint64_t row = wanted.row | (uint64_t)row_generation_now(it, wanted.row) << 49;
  cached_row *place = &it->rows[mixed(address) & (ROWS - 1)];
  atomic_store_explicit(&place->key, address ^ row, memory_order_relaxed);
  atomic_store_explicit(&place->row, row, memory_order_relaxed);
  return row;
}

/* The row of an address. Its module is known from then on. Takes no lock where it was asked for before. */
INLINE uint64_t row_at(code *it, uintptr_t address) {
  cached_row *place = &it->rows[mixed(address) & (ROWS - 1)];
  uint64_t row = atomic_load_explicit(&place->row, memory_order_relaxed);
  uint64_t key = atomic_load_explicit(&place->key, memory_order_relaxed);
  if (LIKELY((key ^ row) == address && row_generation(row) == row_generation_now(it, row))) return row;
  return row_from_loader(it, address);
}

#endif

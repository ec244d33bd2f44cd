/*
 * The executable and the shared libraries of the process, as far as a stack met their code.
 *
 * dl_iterate_phdr holds the loader's lock, inside which programs may allocate; so nothing here takes the recorder's
 * lock, only one of its own inside which nothing else is taken.
 */
#ifndef LIBHEAPGLASS_MODULES_H
#define LIBHEAPGLASS_MODULES_H

#include "base.h"
#include <elf.h>
#include <link.h>

#define MODULES 1024
#define MODULE_NAMES ((size_t)1 << 18)
#define BUILD_ID 20

typedef struct module {
  uintptr_t begin, end; /* of its loaded segments */
  uintptr_t bias;       /* address in memory less address in the file */
  uint32_t name;        /* into `names` */
  uint32_t id;          /* in the trace; 0 until it is written */
  unsigned unloaded;    /* modules that the loader had unloaded when this one was found */
  uint8_t build_id_length;
  uint8_t build_id[BUILD_ID];
} module;

typedef struct modules {
  lock lock;
  uint32_t count;
  size_t names_used;
  module list[MODULES];
  char names[MODULE_NAMES];
} modules;

static void read_build_id(const struct dl_phdr_info *info, module *it) {
  it->build_id_length = 0;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &info->dlpi_phdr[i];
    if (header->p_type != PT_NOTE) continue;
    const char *at = (const char *)(info->dlpi_addr + header->p_vaddr);
    const char *end = at + header->p_memsz;
    while (at + sizeof(ElfW(Nhdr)) <= end) {
      const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)at;
      const char *name = at + sizeof *note;
      const char *text = name + ((note->n_namesz + 3) & ~3u);
      at = text + ((note->n_descsz + 3) & ~3u);
      if (at > end || note->n_type != NT_GNU_BUILD_ID || note->n_namesz != 4 || memcmp(name, "GNU", 4) != 0) continue;
      it->build_id_length = (uint8_t)(note->n_descsz < BUILD_ID ? note->n_descsz : BUILD_ID);
      memcpy(it->build_id, text, it->build_id_length);
      return;
    }
  }
}

/* The file of a module, with its folders; the executable's own is not in the loader's list. */
static size_t module_path(const char *name, char *path, size_t room) {
  if (name == NULL || name[0] == 0) {
    ssize_t length = readlink("/proc/self/exe", path, room - 1);
    path[length > 0 ? length : 0] = 0;
    return strlen(path);
  }
  size_t used = 0;
  if (name[0] != '/' && strchr(name, '/') != NULL && syscall(SYS_getcwd, path, room / 2) > 0) {
    used = strlen(path);
    path[used++] = '/';
  }
  size_t length = strnlen(name, room - used - 1);
  memcpy(path + used, name, length);
  path[used + length] = 0;
  return used + length;
}

static bool is_same_module(const modules *all, const module *a, const module *b) {
  return a->build_id_length == b->build_id_length && memcmp(a->build_id, b->build_id, a->build_id_length) == 0 &&
         strcmp(all->names + a->name, all->names + b->name) == 0;
}

/* The module at an address, or NULL. */
static module *modules_find(modules *all, uintptr_t address) {
  for (uint32_t i = all->count; i-- > 0;)
    if (address - all->list[i].begin < all->list[i].end - all->list[i].begin) return &all->list[i];
  return NULL;
}

/* Notes the module, in place of one that was at its addresses before. */
static void modules_learn(modules *all, const struct dl_phdr_info *info, uintptr_t begin, uintptr_t end,
                          unsigned unloaded) {
  lock_take(&all->lock);
  size_t room = MODULE_NAMES - all->names_used;
  const module *last = modules_find(all, begin);
  bool is_last = last != NULL && last->begin == begin && last->end == end && last->unloaded == unloaded;
  if (is_last || all->count == MODULES || room < 1024) {
    lock_give(&all->lock);
    return;
  }
  module found = {.begin = begin, .end = end, .bias = info->dlpi_addr, .unloaded = unloaded};
  read_build_id(info, &found);
  found.name = (uint32_t)all->names_used;
  size_t length = module_path(info->dlpi_name, all->names + all->names_used, room < PATH_MAX ? room : PATH_MAX);
  bool is_known = false;
  for (uint32_t i = 0; i < all->count; i++) {
    module *other = &all->list[i];
    bool is_same = is_same_module(all, other, &found);
    if (is_same) found.id = other->id;
    if (is_same && other->begin == begin && other->end == end) {
      is_known = true;
      other->unloaded = unloaded;
    } else if (other->begin < end && begin < other->end) other->begin = other->end = 0;
  }
  if (!is_known) {
    all->list[all->count++] = found;
    all->names_used += length + 1;
  }
  lock_give(&all->lock);
}

#endif

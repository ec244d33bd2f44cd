/*
 * Call frame information (.eh_frame, DWARF 5 section 6.4 and the Linux Standard Base): how to find the caller of a piece
 * of x86-64 code, boiled down to one word, a row.
 *
 * Rows know what compilers write: the frame's address from rsp or rbp, or read from where rbp points (functions that
 * align their stack); rbp unchanged, or saved in the frame. Anything else ends a stack.
 */
#ifndef LIBHEAPGLASS_CFI_H
#define LIBHEAPGLASS_CFI_H

#include "base.h"

/* HEAPGLASS_LIBGCC_UNWINDER: as on other machines, to try it. */
#if defined(__x86_64__) && !defined(HEAPGLASS_LIBGCC_UNWINDER)
#define UNWINDS_BY_ROWS
#endif

/* How the canonical frame address is found: the value of rsp in the caller. The lowest bit: from rbp, else from rsp. */
enum { ROW_END, ROW_RSP = 2, ROW_RBP = 3, ROW_SIGNAL = 4, ROW_AT_RBP = 5, ROW_GUESS = 6 };
/* Where the caller's rbp is. */
enum { RBP_SAME, RBP_AT_FRAME, RBP_AT_RBP, RBP_LOST };

/* Bits of a row: 0-2 frame, 3-4 rbp, 5-28 offset of the frame, 29-48 offset of rbp, 49-63 the generation. */
INLINE bool row_is_common(uint64_t row) { return (row & 0x16) == 0x02; } /* rsp or rbp; same or in the frame */
INLINE unsigned row_frame(uint64_t row) { return row & 7; }
INLINE unsigned row_rbp(uint64_t row) { return (row >> 3) & 3; }
INLINE int64_t row_frame_offset(uint64_t row) { return (int64_t)(row << 35) >> 40; }
INLINE int64_t row_rbp_offset(uint64_t row) { return (int64_t)(row << 15) >> 44; }
INLINE unsigned row_generation(uint64_t row) { return (unsigned)(row >> 49); }
#define ROW_GENERATIONS 0x7fffu

#ifdef UNWINDS_BY_ROWS

static uint64_t row_of(unsigned frame, int64_t frame_offset, unsigned rbp, int64_t rbp_offset) {
  const int64_t frame_limit = 1 << 23, rbp_limit = 1 << 19;
  if (frame_offset < -frame_limit || frame_offset >= frame_limit) return ROW_END;
  if (rbp_offset < -rbp_limit || rbp_offset >= rbp_limit) return ROW_END;
  return frame | rbp << 3 | ((uint64_t)frame_offset & 0xffffff) << 5 | ((uint64_t)rbp_offset & 0xfffff) << 29;
}

typedef struct cfi_rules {
  unsigned frame, rbp;
  int64_t frame_offset, rbp_offset;
  bool has_no_caller;
} cfi_rules;

typedef struct cfi_entry {
  int64_t code_factor, data_factor;
  uint8_t pointer_encoding;
  bool is_signal, has_augmentation;
  const uint8_t *program, *program_end;
} cfi_entry;

enum { REGISTER_RBP = 6, REGISTER_RSP = 7, REGISTER_RETURN = 16 };

static uint64_t read_uleb(const uint8_t **at) {
  uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    uint8_t byte = *(*at)++;
    if (shift < 64) value |= (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
}

static int64_t read_sleb(const uint8_t **at) {
  uint64_t value = 0;
  for (unsigned shift = 0;;) {
    uint8_t byte = *(*at)++;
    if (shift < 64) value |= (uint64_t)(byte & 0x7f) << shift;
    shift += 7;
    if (byte >= 0x80) continue;
    if (shift < 64 && (byte & 0x40) != 0) value |= ~(uint64_t)0 << shift;
    return (int64_t)value;
  }
}

#define READ_AS(type, at) ({ type read_value; memcpy(&read_value, *(at), sizeof read_value); *(at) += sizeof read_value; read_value; })

/* A pointer as DW_EH_PE says; only absolute and relative to its place, which is what .eh_frame has. */
static uint64_t read_encoded(const uint8_t **at, uint8_t encoding) {
  uint64_t place = (encoding & 0x70) == 0x10 ? (uintptr_t)*at : 0;
  switch (encoding & 0x0f) {
    case 0x01: return place + read_uleb(at);
    case 0x02: return place + READ_AS(uint16_t, at);
    case 0x03: return place + READ_AS(uint32_t, at);
    case 0x09: return place + (uint64_t)read_sleb(at);
    case 0x0a: return place + (uint64_t)READ_AS(int16_t, at);
    case 0x0b: return place + (uint64_t)READ_AS(int32_t, at);
    default: return place + READ_AS(uint64_t, at);
  }
}

/* Reads the entry that many functions share. False where it is of a kind that is not known here. */
static bool read_cfi_entry(const uint8_t *at, cfi_entry *entry) {
  uint32_t length = READ_AS(uint32_t, &at);
  entry->program_end = at + length;
  at += 4;
  uint8_t version = *at++;
  const char *augmentation = (const char *)at;
  at += strlen(augmentation) + 1;
  if (length == 0xffffffff || (version != 1 && version != 3)) return false;
  entry->code_factor = (int64_t)read_uleb(&at);
  entry->data_factor = read_sleb(&at);
  uint64_t return_register = version == 1 ? *at++ : read_uleb(&at);
  if (return_register != REGISTER_RETURN) return false;
  entry->pointer_encoding = 0;
  entry->is_signal = false;
  entry->has_augmentation = augmentation[0] == 'z';
  if (!entry->has_augmentation && augmentation[0] != 0) return false;
  const uint8_t *data = at;
  if (entry->has_augmentation) {
    uint64_t data_length = read_uleb(&at);
    data = at;
    at += data_length;
  }
  entry->program = at;
  for (const char *letter = augmentation; *letter != 0; letter++) {
    if (*letter == 'R') entry->pointer_encoding = *data++;
    else if (*letter == 'S') entry->is_signal = true;
    else if (*letter == 'L') data++;
    else if (*letter == 'P') {
      uint8_t encoding = *data++;
      read_encoded(&data, encoding);
    } else if (*letter != 'z' && *letter != 'B') return false;
  }
  return true;
}

/* `DW_OP_breg6 offset`, perhaps with `DW_OP_deref`: what aligned stacks use. Others are not understood. */
static bool read_rbp_expression(const uint8_t **at, int64_t *offset, bool *is_read) {
  uint64_t length = read_uleb(at);
  const uint8_t *from = *at;
  const uint8_t *end = from + length;
  *at = end;
  if (length < 2 || *from++ != 0x76) return false;
  *offset = read_sleb(&from);
  *is_read = from + 1 == end && *from == 0x06;
  return from == end || *is_read;
}

static void set_offset_rule(cfi_rules *rules, uint64_t number, int64_t offset) {
  if (number == REGISTER_RBP) {
    rules->rbp = RBP_AT_FRAME;
    rules->rbp_offset = offset;
  }
}

static void set_frame_register(cfi_rules *rules, uint64_t number) {
  rules->frame = number == REGISTER_RSP ? ROW_RSP : number == REGISTER_RBP ? ROW_RBP : ROW_END;
}

static void restore_rule(cfi_rules *rules, uint64_t number, const cfi_rules *initial) {
  if (number != REGISTER_RBP) return;
  rules->rbp = initial->rbp;
  rules->rbp_offset = initial->rbp_offset;
}

#define REMEMBERED 8

/* Runs a program of call frame instructions up to the place `until`. */
static bool run_cfi(const uint8_t *at, const uint8_t *end, const cfi_entry *entry, uint64_t place, uint64_t until,
                    const cfi_rules *initial, cfi_rules *rules) {
  cfi_rules remembered[REMEMBERED];
  unsigned depth = 0;
  while (at < end) {
    uint8_t operation = *at++;
    uint8_t low = operation & 0x3f;
    uint64_t number, advance = 0;
    int64_t offset;
    bool is_read;
    if (operation >> 6 == 1) advance = low;
    else if (operation >> 6 == 2) set_offset_rule(rules, low, (int64_t)read_uleb(&at) * entry->data_factor);
    else if (operation >> 6 == 3) restore_rule(rules, low, initial);
    else switch (low) {
      case 0x00: break; /* DW_CFA_nop */
      case 0x01: /* DW_CFA_set_loc */
        place = read_encoded(&at, entry->pointer_encoding);
        if (place > until) return true;
        break;
      case 0x02: advance = *at++; break;                   /* DW_CFA_advance_loc1 */
      case 0x03: advance = READ_AS(uint16_t, &at); break;
      case 0x04: advance = READ_AS(uint32_t, &at); break;
      case 0x05: /* DW_CFA_offset_extended */
        number = read_uleb(&at);
        set_offset_rule(rules, number, (int64_t)read_uleb(&at) * entry->data_factor);
        break;
      case 0x06: restore_rule(rules, read_uleb(&at), initial); break;
      case 0x07: /* DW_CFA_undefined: a return address that is not is the end of every stack */
        number = read_uleb(&at);
        if (number == REGISTER_RETURN) rules->has_no_caller = true;
        if (number == REGISTER_RBP) rules->rbp = RBP_LOST;
        break;
      case 0x08: /* DW_CFA_same_value */
        if (read_uleb(&at) == REGISTER_RBP) rules->rbp = RBP_SAME;
        break;
      case 0x09: /* DW_CFA_register */
        if (read_uleb(&at) == REGISTER_RBP) rules->rbp = RBP_LOST;
        read_uleb(&at);
        break;
      case 0x0a: /* DW_CFA_remember_state */
        if (depth == REMEMBERED) return false;
        remembered[depth++] = *rules;
        break;
      case 0x0b: /* DW_CFA_restore_state */
        if (depth == 0) return false;
        *rules = remembered[--depth];
        break;
      case 0x0c: /* DW_CFA_def_cfa */
        set_frame_register(rules, read_uleb(&at));
        rules->frame_offset = (int64_t)read_uleb(&at);
        break;
      case 0x0d: set_frame_register(rules, read_uleb(&at)); break;
      case 0x0e: rules->frame_offset = (int64_t)read_uleb(&at); break;
      case 0x0f: /* DW_CFA_def_cfa_expression */
        rules->frame = read_rbp_expression(&at, &offset, &is_read) && is_read ? ROW_AT_RBP : ROW_END;
        if (rules->frame == ROW_AT_RBP) rules->frame_offset = offset;
        break;
      case 0x10: /* DW_CFA_expression */
        number = read_uleb(&at);
        if (!read_rbp_expression(&at, &offset, &is_read) || is_read) {
          if (number == REGISTER_RBP) rules->rbp = RBP_LOST;
          if (number == REGISTER_RETURN) rules->frame = ROW_END;
        } else if (number == REGISTER_RBP) {
          rules->rbp = RBP_AT_RBP;
          rules->rbp_offset = offset;
        }
        break;
      case 0x11: /* DW_CFA_offset_extended_sf */
        number = read_uleb(&at);
        set_offset_rule(rules, number, read_sleb(&at) * entry->data_factor);
        break;
      case 0x12: /* DW_CFA_def_cfa_sf */
        set_frame_register(rules, read_uleb(&at));
        rules->frame_offset = read_sleb(&at) * entry->data_factor;
        break;
      case 0x13: rules->frame_offset = read_sleb(&at) * entry->data_factor; break;
      case 0x16: /* DW_CFA_val_expression */
        if (read_uleb(&at) == REGISTER_RBP) rules->rbp = RBP_LOST;
        read_rbp_expression(&at, &offset, &is_read);
        break;
      case 0x2e: read_uleb(&at); break; /* DW_CFA_GNU_args_size */
      default: return false;
    }
    place += advance * (uint64_t)entry->code_factor;
    if (place > until) return true;
  }
  return true;
}

/* The row of the code at `address`, as its entry in .eh_frame says. */
static uint64_t row_from_entry(const uint8_t *at, uintptr_t address) {
  uint32_t length = READ_AS(uint32_t, &at);
  const uint8_t *end = at + length;
  if (length == 0 || length == 0xffffffff) return ROW_END;
  const uint8_t *common = at - *(const uint32_t *)at;
  at += 4;
  cfi_entry entry;
  if (!read_cfi_entry(common, &entry)) return ROW_END;
  uint64_t begin = read_encoded(&at, entry.pointer_encoding);
  uint64_t size = read_encoded(&at, entry.pointer_encoding & 0x0f);
  if (address - begin >= size) return ROW_END;
  if (entry.is_signal) return ROW_SIGNAL;
  if (entry.has_augmentation) {
    uint64_t skipped = read_uleb(&at);
    at += skipped;
  }
  cfi_rules rules = {ROW_END, RBP_SAME, 0, 0, false};
  if (!run_cfi(entry.program, entry.program_end, &entry, 0, UINT64_MAX, &rules, &rules)) return ROW_END;
  cfi_rules initial = rules;
  if (!run_cfi(at, end, &entry, begin, address, &initial, &rules) || rules.has_no_caller) return ROW_END;
  return row_of(rules.frame, rules.frame_offset, rules.rbp, rules.rbp_offset);
}

/* Finds the entry of an address in the sorted table of .eh_frame_hdr; NULL where there is none. */
static const uint8_t *find_cfi(const uint8_t *header, uintptr_t address) {
  const uint8_t *at = header + 4;
  /* Version 1, pointer relative to its place, plain count, sorted table relative to the header: what linkers write. */
  if (header[0] != 1 || header[2] != 0x03 || header[3] != 0x3b) return NULL;
  read_encoded(&at, header[1]);
  uint32_t count = READ_AS(uint32_t, &at);
  const int32_t *table = (const int32_t *)at;
  int64_t wanted = (int64_t)(address - (uintptr_t)header);
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (table[2 * (size_t)middle] <= wanted) low = middle + 1;
    else high = middle;
  }
  return low == 0 ? NULL : header + table[2 * (size_t)(low - 1) + 1];
}

#endif
#endif

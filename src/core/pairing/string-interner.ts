import { U32Column } from '../tables/column';
import { NONE, type StringId } from '../tables/indices';
import type { StringTable } from '../tables/strings';

const FIRST_CAPACITY = 1 << 10;

/** Gives equal strings the same id: a hash table of string ids, with linear probing. */
export class StringInterner {
  private slots = new Uint32Array(FIRST_CAPACITY);
  private readonly hashes = new U32Column<StringId>(0, true);

  constructor(private readonly strings: StringTable) {}

  /** The id of `bytes[from … to)`; {@link NONE} when it is empty. */
  intern(bytes: Uint8Array, from: number, to: number): StringId {
    if (from >= to) return NONE as StringId;
    const hash = hashOf(bytes, from, to);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (; this.slots[slot] !== NONE; slot = (slot + 1) & mask) {
      const id = this.slots[slot] as StringId;
      if (this.hashes.get(id) === hash && this.strings.equals(id, bytes, from, to)) return id;
    }
    const id = this.strings.append(bytes, from, to);
    this.hashes.set(id, hash);
    this.slots[slot] = id;
    if (id * 2 >= this.slots.length) this.grow();
    return id;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    const mask = this.slots.length - 1;
    for (const id of old) {
      if (id === NONE) continue;
      let slot = this.hashes.get(id as StringId) & mask;
      while (this.slots[slot] !== NONE) slot = (slot + 1) & mask;
      this.slots[slot] = id;
    }
  }
}

/** FNV-1a, with a last mix because the table uses the low bits. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

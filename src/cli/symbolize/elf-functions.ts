import { ElfFile } from './elf-file';

const SHT_SYMTAB = 2;
const SHT_DYNSYM = 11;
const STT_FUNC = 2;
const STT_GNU_IFUNC = 10;

/** Where the functions of a file's symbol tables lie. Addresses are the file's own, as `addr2line` takes them. */
export class ElfFunctions {
  /** First addresses in order, and the greatest end of the functions up to each. */
  private readonly starts: Float64Array;
  private readonly ends: Float64Array;

  private constructor(ranges: readonly (readonly [from: number, to: number])[]) {
    const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
    this.starts = Float64Array.from(sorted, ([from]) => from);
    this.ends = Float64Array.from(sorted, ([, to]) => to);
    for (let i = 1; i < this.ends.length; i++) this.ends[i] = Math.max(this.ends[i], this.ends[i - 1]);
  }

  static of(path: string): ElfFunctions {
    return new ElfFunctions(ElfFile.read(path, functionRanges) ?? []);
  }

  /** Whether a function covers the address. */
  has(address: number): boolean {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle] <= address) low = middle + 1;
      else high = middle;
    }
    return low > 0 && address < this.ends[low - 1];
  }
}

function functionRanges(elf: ElfFile): [from: number, to: number][] {
  const { is64, little } = elf;
  const entry = is64 ? 24 : 16;
  const ranges: [number, number][] = [];
  for (const section of elf.sections.filter(({ type }) => type === SHT_SYMTAB || type === SHT_DYNSYM)) {
    const symbols = elf.bytes(section);
    for (let at = 0; at + entry <= symbols.byteLength; at += entry) {
      const type = symbols.getUint8(at + (is64 ? 4 : 12)) & 15;
      if (type !== STT_FUNC && type !== STT_GNU_IFUNC) continue;
      const from = is64 ? Number(symbols.getBigUint64(at + 8, little)) : symbols.getUint32(at + 4, little);
      const size = is64 ? Number(symbols.getBigUint64(at + 16, little)) : symbols.getUint32(at + 8, little);
      if (size > 0) ranges.push([from, from + size]);
    }
  }
  return ranges;
}

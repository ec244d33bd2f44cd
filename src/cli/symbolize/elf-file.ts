import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const ELF_MAGIC = 0x7f454c46;
/** A longer section than those read here are: the header is damaged. */
const LONGEST_SECTION = 1 << 28;

export interface ElfSection {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
}

/** An ELF file of 32 or 64 bits and either byte order (System V ABI, chapter 4). Damaged parts read as empty. */
export class ElfFile {
  private constructor(
    private readonly file: number,
    readonly is64: boolean,
    /** The byte order of every number in it. */
    readonly little: boolean,
    readonly sections: readonly ElfSection[],
  ) {}

  /** What `work` makes of the file; undefined when it is no ELF file that may be read. */
  static read<Value>(path: string, work: (elf: ElfFile) => Value): Value | undefined {
    let file: number;
    try {
      file = openSync(path, 'r');
    } catch {
      return undefined;
    }
    try {
      const elf = fstatSync(file).isFile() ? ElfFile.open(file) : undefined;
      return elf === undefined ? undefined : work(elf);
    } finally {
      closeSync(file);
    }
  }

  /** The bytes of a section. */
  bytes({ offset, size }: ElfSection): DataView {
    return readAt(this.file, offset, size <= LONGEST_SECTION ? size : 0);
  }

  private static open(file: number): ElfFile | undefined {
    const head = readAt(file, 0, 64);
    if (head.byteLength < 64 || head.getUint32(0) !== ELF_MAGIC) return undefined;
    const is64 = head.getUint8(4) === 2;
    const little = head.getUint8(5) === 1;
    const table = is64 ? Number(head.getBigUint64(0x28, little)) : head.getUint32(0x20, little);
    const [size, count, names] = [0, 2, 4].map((at) => head.getUint16((is64 ? 0x3a : 0x2e) + at, little));
    const headers = readAt(file, table, Math.min(size * count, LONGEST_SECTION));
    const nameHeader = sectionAt(headers, names * size, size, is64, little, undefined);
    const nameTable = nameHeader && readAt(file, nameHeader.offset, Math.min(nameHeader.size, LONGEST_SECTION));
    const sections: ElfSection[] = [];
    for (let index = 0; index < count; index++) {
      const section = sectionAt(headers, index * size, size, is64, little, nameTable);
      if (section !== undefined) sections.push(section);
    }
    return new ElfFile(file, is64, little, sections);
  }
}

function sectionAt(
  headers: DataView,
  at: number,
  size: number,
  is64: boolean,
  little: boolean,
  names: DataView | undefined,
): ElfSection | undefined {
  if (size < (is64 ? 64 : 40) || at + size > headers.byteLength) return undefined;
  const [flags, address, offset, bytes] = [0, 1, 2, 3].map((field) =>
    is64 ? Number(headers.getBigUint64(at + 8 + 8 * field, little)) : headers.getUint32(at + 8 + 4 * field, little),
  );
  const name = names === undefined ? '' : textAt(names, headers.getUint32(at, little));
  return { name, type: headers.getUint32(at + 4, little), flags, address, offset, size: bytes };
}

/** The text that ends with a zero byte. */
export function textAt(bytes: DataView, from: number): string {
  let text = '';
  for (let at = from; at < bytes.byteLength && bytes.getUint8(at) !== 0; at++) {
    text += String.fromCharCode(bytes.getUint8(at));
  }
  return text;
}

/** The bytes of a file from `offset` on: as many as there are, at most `count`. */
function readAt(file: number, offset: number, count: number): DataView {
  const there = Math.max(0, Math.min(count, fstatSync(file).size - offset));
  const buffer = Buffer.alloc(Number.isSafeInteger(offset) && offset >= 0 ? there : 0);
  const read = buffer.length > 0 ? readSync(file, buffer, 0, buffer.length, offset) : 0;
  return new DataView(buffer.buffer, buffer.byteOffset, read);
}

import { ElfFile, textAt, type ElfSection } from './elf-file';

/** What finding and naming code asks of an ELF file. */
export interface ElfFacts {
  /** In hex; empty when the file has none. */
  readonly buildId: string;
  /** Its debug information lies in part in another file (`dwz`), which llvm-symbolizer does not read. */
  readonly hasAlternateDebugFile: boolean;
}

const SHT_NOTE = 7;
const SHT_NOBITS = 8;
const NT_GNU_BUILD_ID = 3;

/** undefined when the file is no ELF file that may be read. */
export function readElf(path: string): ElfFacts | undefined {
  return ElfFile.read(path, (elf) => {
    const named = (name: string): boolean => elf.sections.some((section) => section.name === name && hasBytes(section));
    return { buildId: buildId(elf), hasAlternateDebugFile: named('.gnu_debugaltlink') && named('.debug_info') };
  });
}

function hasBytes({ type }: ElfSection): boolean {
  return type !== SHT_NOBITS;
}

function buildId(elf: ElfFile): string {
  for (const section of elf.sections) {
    const id = section.type === SHT_NOTE ? buildIdIn(elf.bytes(section), elf.little) : '';
    if (id !== '') return id;
  }
  return '';
}

/** The build id in a section of notes. */
function buildIdIn(notes: DataView, little: boolean): string {
  for (let at = 0; at + 12 <= notes.byteLength;) {
    const [nameBytes, bytes, type] = [0, 4, 8].map((field) => notes.getUint32(at + field, little));
    const description = at + 12 + roundUp(nameBytes);
    if (description + bytes > notes.byteLength) break;
    if (type === NT_GNU_BUILD_ID && textAt(notes, at + 12) === 'GNU') {
      return Buffer.from(notes.buffer, notes.byteOffset + description, bytes).toString('hex');
    }
    at = description + roundUp(bytes);
  }
  return '';
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}

import { crc32 } from '../base/crc32';
import type { TraceBuilder } from '../core/pairing/trace-builder';
import { TablesDecoder } from '../core/tables/codec';
import type { TraceMeta, TraceWarning } from '../core/tables/trace-meta';
import type { TraceFormat, TraceParser } from './format';
import { END, MAGIC, MAGIC_OF_ANY, META, VERSION } from './heapglass-binary-layout';
import { decodeMeta } from './heapglass-binary-meta';

/** Traces as `encodeTrace` writes them: the tables themselves, for links, samples and export. */
export const heapglassBinary: TraceFormat = {
  id: 'heapglass-binary',
  label: 'Heapglass binary trace',
  sniff: (head) => startsWith(head, MAGIC_OF_ANY),
  parser: (builder) => new BinaryParser(builder),
};

/** Bytes of a section's head after its name: length and checksum. */
const SECTION_FACTS = 8;

/**
 * Reads section by section. Only a whole file is a trace: its tables name rows of each other, so a file that is cut or
 * damaged gives a warning and no events.
 */
class BinaryParser implements TraceParser {
  private readonly decoder = new TablesDecoder();
  private meta: TraceMeta | undefined;
  private pending = new Uint8Array(1 << 16);
  private pendingBytes = 0;
  /** Offset in the file of the first pending byte. */
  private offset = 0;
  private state: 'magic' | 'sections' | 'whole' | 'damaged' = 'magic';

  constructor(private readonly builder: TraceBuilder) {}

  push(chunk: Uint8Array): void {
    if (this.state === 'damaged' || this.state === 'whole') return;
    this.append(chunk);
    let used = 0;
    for (let size = this.readNext(used); size > 0; size = this.readNext(used)) used += size;
    this.pending.copyWithin(0, used, this.pendingBytes);
    this.pendingBytes -= used;
  }

  end(): void {
    if (this.state === 'whole' || this.state === 'damaged') return;
    this.damaged('truncated', 'ends too early');
  }

  private append(chunk: Uint8Array): void {
    const needed = this.pendingBytes + chunk.length;
    if (needed > this.pending.length) {
      const wider = new Uint8Array(Math.max(needed, this.pending.length * 2));
      wider.set(this.pending.subarray(0, this.pendingBytes));
      this.pending = wider;
    }
    this.pending.set(chunk, this.pendingBytes);
    this.pendingBytes = needed;
  }

  /** Reads what stands at `at` of the pending bytes; its size, or 0 when it is not there as a whole. */
  private readNext(at: number): number {
    const bytes = this.pending.subarray(at, this.pendingBytes);
    if (this.state === 'magic') return this.readMagic(bytes);
    return this.state === 'sections' ? this.readSection(bytes) : 0;
  }

  private readMagic(bytes: Uint8Array): number {
    if (bytes.length < MAGIC.length) return 0;
    if (startsWith(bytes, MAGIC)) this.state = 'sections';
    else this.damaged('corrupt', `is not of version ${VERSION}, the one that can be read here`);
    this.offset += MAGIC.length;
    return MAGIC.length;
  }

  private readSection(bytes: Uint8Array): number {
    if (bytes.length === 0) return 0;
    const nameBytes = bytes[0];
    const headBytes = 1 + nameBytes + SECTION_FACTS;
    if (bytes.length < headBytes) return 0;
    const facts = new DataView(bytes.buffer, bytes.byteOffset + 1 + nameBytes, SECTION_FACTS);
    const size = headBytes + facts.getUint32(0, true);
    if (bytes.length < size) return 0;
    const name = bytes.subarray(1, 1 + nameBytes);
    const payload = bytes.subarray(headBytes, size);
    if (crc32(payload, crc32(name)) !== facts.getUint32(4, true)) {
      this.damaged('checksum', 'is damaged: a checksum is wrong');
    } else {
      this.take(new TextDecoder().decode(name), payload);
    }
    this.offset += size;
    return size;
  }

  private take(name: string, payload: Uint8Array): void {
    if (name === END) {
      this.close();
    } else if (name === META) {
      this.meta = decodeMeta(payload);
      if (this.meta === undefined) this.damaged('corrupt', 'is damaged: its facts cannot be read');
    } else {
      const damage = this.decoder.read({ name, payload });
      if (damage !== undefined) this.damaged('corrupt', `is damaged: ${damage}`);
    }
  }

  private close(): void {
    const { trace } = this.decoder;
    const damage = this.decoder.finish();
    if (damage !== undefined) {
      this.damaged('corrupt', `is damaged: ${damage}`);
    } else if (this.meta?.totals.events !== trace.events.length) {
      this.damaged('corrupt', 'is damaged: its facts are not those of its events');
    } else {
      this.builder.takeOver(trace, this.meta);
      this.state = 'whole';
    }
  }

  private damaged(kind: TraceWarning['kind'], what: string): void {
    this.state = 'damaged';
    this.builder.warn(
      kind,
      0,
      this.offset,
      `The binary trace ${what}, after byte ${this.offset}; it can only be read whole, so nothing of it is shown.`,
    );
  }
}

function startsWith(bytes: Uint8Array, begin: Uint8Array): boolean {
  return bytes.length >= begin.length && begin.every((byte, index) => bytes[index] === byte);
}

import { assert } from '../base/assert';
import type { ContainerDamage, Decompressor } from './decompressor';

/** The exports of `zstd.wasm` that are used here. Pointers and sizes are 32-bit byte counts. */
interface ZstdExports {
  readonly memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  ZSTD_createDCtx(): number;
  /** The next input size that suits it, 0 at the end of a frame, or an error; takes ZSTD_outBuffer, ZSTD_inBuffer. */
  ZSTD_decompressStream(context: number, output: number, input: number): number;
}

// ZSTD_inBuffer and ZSTD_outBuffer are both { pointer, size, position }, three 32-bit words.
const SIZE = 1;
const POSITION = 2;
const BUFFER_WORDS = 3;

/** ZSTD_isError: results above −ZSTD_error_maxCode are negated error codes. */
const LARGEST_RESULT = 0xffff_ff88;
/** Error codes of `zstd_errors.h` that a damaged or foreign file can meet, in words. */
const ERRORS: Readonly<Partial<Record<number, string>>> = {
  10: 'these bytes begin no zstd frame',
  14: 'the frame asks for a feature of zstd that this decoder lacks',
  16: 'the frame needs a window of more than 128 MiB',
  20: 'the compressed data is damaged',
  22: 'the checksum of the frame does not match what it decompresses to',
  32: 'the frame needs a dictionary',
  64: 'there is not enough memory for its window',
};
const CHECKSUM_WRONG = 22;

const INPUT_BYTES = 128 * 1024;
/** One block of zstd is at most this long, so one call never has more to give than fits. */
const OUTPUT_BYTES = 128 * 1024;
/** Bytes of a frame that say how long its header is. */
const FRAME_START = 5;
const BLOCK_HEADER = 3;

/**
 * Reads zstd: any number of frames, skippable ones too, with windows up to 128 MiB.
 *
 * The decoder forgets what it wrote in a call that ends with an error. So it is fed one block at a time (its result
 * says how long the next one is, with the header of the block after it, which is held back): all blocks before the
 * damaged one are read.
 */
export class ZstdDecompressor implements Decompressor {
  damage: ContainerDamage | undefined;

  private readonly wasm: ZstdExports;
  private readonly context: number;
  /** Addresses in the decoder's memory. */
  private readonly input: number;
  private readonly output: number;
  private readonly control: number;
  private bytes = new Uint8Array(0);
  private words = new Uint32Array(0);

  private fed: Uint8Array = new Uint8Array(0);
  /** How much of `fed` was copied to the decoder. */
  private copied = 0;
  /** Bytes in the decoder's input, and how many of them it has taken. */
  private loaded = 0;
  private taken = 0;
  /** Bytes of the file that went through earlier contents of the input. */
  private passed = 0;
  private wanted = FRAME_START;
  private insideFrame = false;
  private mayHoldOutput = false;

  constructor(module: WebAssembly.Module) {
    const imports = { env: { emscripten_notify_memory_growth: () => undefined } };
    this.wasm = new WebAssembly.Instance(module, imports).exports as unknown as ZstdExports;
    this.context = this.wasm.ZSTD_createDCtx();
    this.input = this.wasm.malloc(INPUT_BYTES);
    this.output = this.wasm.malloc(OUTPUT_BYTES);
    this.control = this.wasm.malloc(2 * BUFFER_WORDS * 4);
    assert(this.context !== 0 && this.control !== 0, 'the zstd decoder could not be set up');
  }

  feed(bytes: Uint8Array): void {
    assert(this.copied === this.fed.length, 'bytes were fed before those before them were read');
    this.fed = bytes;
    this.copied = 0;
  }

  read(): Uint8Array | undefined {
    while (this.damage === undefined) {
      if (this.taken === this.loaded && !this.mayHoldOutput && !this.load()) return undefined;
      const written = this.decodeBlock();
      if (written > 0) return this.bytes.subarray(this.output, this.output + written);
    }
    this.copied = this.fed.length;
    return undefined;
  }

  end(): void {
    if (this.damage !== undefined || !this.insideFrame) return;
    const offset = this.passed + this.taken;
    this.damage = {
      kind: 'truncated',
      offset,
      text: `The file ends inside a zstd frame, after byte ${offset}; what was recorded after it is missing.`,
    };
  }

  /** Copies the next of what was fed into the decoder's memory. False when all of it is there already. */
  private load(): boolean {
    if (this.copied === this.fed.length) return false;
    this.passed += this.loaded;
    this.loaded = Math.min(INPUT_BYTES, this.fed.length - this.copied);
    this.taken = 0;
    this.viewMemory();
    this.bytes.set(this.fed.subarray(this.copied, this.copied + this.loaded), this.input);
    this.copied += this.loaded;
    return true;
  }

  /** One call of the decoder; the number of bytes that it wrote. */
  private decodeBlock(): number {
    this.viewMemory();
    const output = this.control >>> 2;
    const input = output + BUFFER_WORDS;
    const offered = Math.min(this.loaded, this.taken + this.wanted);
    this.words.set([this.output, OUTPUT_BYTES, 0, this.input, offered, this.taken], output);
    const result = this.wasm.ZSTD_decompressStream(this.context, this.control, this.control + BUFFER_WORDS * 4) >>> 0;
    this.viewMemory();
    if (result > LARGEST_RESULT) {
      this.fail(2 ** 32 - result);
      return 0;
    }
    const written = this.words[output + POSITION];
    this.taken = this.words[input + POSITION];
    this.insideFrame = result !== 0;
    this.mayHoldOutput = written === this.words[output + SIZE] && result !== 0;
    this.wanted = result === 0 ? FRAME_START : result > BLOCK_HEADER ? result - BLOCK_HEADER : result;
    return written;
  }

  private fail(code: number): void {
    const offset = this.passed + this.taken;
    const reason = ERRORS[code] ?? `zstd error ${code}`;
    this.damage = {
      kind: code === CHECKSUM_WRONG ? 'checksum' : 'corrupt',
      offset,
      text: `The zstd data cannot be read on at byte ${offset}: ${reason}; what was read before it is shown.`,
    };
  }

  /** The decoder's memory moves when it grows. */
  private viewMemory(): void {
    const { buffer } = this.wasm.memory;
    if (this.bytes.buffer === buffer) return;
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
  }
}

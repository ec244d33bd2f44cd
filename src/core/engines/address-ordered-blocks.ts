import { FirstAtLeast } from './first-at-least';
import type { FreeBlocks } from './free-blocks';
import { strideOf } from './tagged-layout';

/** log2 of the words of a bucket: 1 KiB, in which 64 headers could stand. */
const BUCKET_SHIFT = 8;

/**
 * First fit: the lowest free block that is large enough. Beside the heap stands a bit for each place where a header can
 * be, set where a free block begins, and over each KiB the largest stride that begins there: so a search looks into one
 * or two of them, and finds them in logarithmic time. Nothing here depends on the order of frees.
 */
export class FirstFitBlocks implements FreeBlocks {
  readonly controlWords = 0;
  count = 0;
  listNodes = 0;
  private mapsRead = 0;
  /** Bit (header >>> 2) & 31 of word header >>> 7. */
  private begins = new Uint32Array(1 << 10);
  private readonly strides = new FirstAtLeast(1 << 9);

  constructor(private readonly words: Int32Array) {}

  get bitmapProbes(): number {
    return this.mapsRead + this.strides.nodesSeen;
  }

  take(stride: number): number {
    const block = this.find(stride);
    if (block !== 0) this.remove(block, strideOf(this.words[block]));
    return block;
  }

  protected find(stride: number): number {
    return this.firstFrom(0, stride);
  }

  /** The first free block at or after word `from` with at least `stride` words; 0 = none. */
  protected firstFrom(from: number, stride: number): number {
    const bucket = from >>> BUCKET_SHIFT;
    const near = this.firstInBucket(bucket, from, stride);
    if (near !== 0) return near;
    const far = this.strides.find(bucket + 1, stride);
    return far < 0 ? 0 : this.firstInBucket(far, 0, stride);
  }

  private firstInBucket(bucket: number, from: number, stride: number): number {
    const { words, begins } = this;
    if (this.strides.get(bucket) < stride) return 0;
    for (let half = 2 * bucket; half <= 2 * bucket + 1; half++) {
      this.mapsRead++;
      for (let bits = begins[half]; bits !== 0; bits &= bits - 1) {
        const block = (((half << 5) + 31 - Math.clz32(bits & -bits)) << 2) | 3;
        if (block < from) continue;
        this.listNodes++;
        if (strideOf(words[block]) >= stride) return block;
      }
    }
    return 0;
  }

  insert(block: number, stride: number): void {
    this.count++;
    if (block >>> 7 >= this.begins.length) this.growTo(block >>> 7);
    this.begins[block >>> 7] |= 1 << ((block >>> 2) & 31);
    const bucket = block >>> BUCKET_SHIFT;
    if (stride > this.strides.get(bucket)) this.strides.set(bucket, stride);
  }

  private growTo(index: number): void {
    let length = this.begins.length;
    while (length <= index) length *= 2;
    const wider = new Uint32Array(length);
    wider.set(this.begins);
    this.begins = wider;
  }

  remove(block: number, stride: number): void {
    this.count--;
    this.begins[block >>> 7] &= ~(1 << ((block >>> 2) & 31));
    const bucket = block >>> BUCKET_SHIFT;
    if (stride === this.strides.get(bucket)) this.strides.set(bucket, this.largestInBucket(bucket));
  }

  private largestInBucket(bucket: number): number {
    const { words, begins } = this;
    let largest = 0;
    for (let half = 2 * bucket; half <= 2 * bucket + 1; half++) {
      for (let bits = begins[half]; bits !== 0; bits &= bits - 1) {
        const stride = strideOf(words[(((half << 5) + 31 - Math.clz32(bits & -bits)) << 2) | 3]);
        if (stride > largest) largest = stride;
      }
    }
    return largest;
  }

  placed(_end: number): void {
    // First fit always starts at the beginning.
  }

  largest(): number {
    return this.strides.largest;
  }

  inOrder(): Uint32Array {
    const blocks = new Uint32Array(this.count);
    let filled = 0;
    for (let half = 0; half < this.begins.length; half++) {
      for (let bits = this.begins[half]; bits !== 0; bits &= bits - 1) {
        blocks[filled++] = (((half << 5) + 31 - Math.clz32(bits & -bits)) << 2) | 3;
      }
    }
    return blocks;
  }

  clear(): void {
    this.begins.fill(0);
    this.strides.clear();
    this.count = 0;
  }

  resetCounters(): void {
    this.listNodes = 0;
    this.mapsRead = 0;
    this.strides.nodesSeen = 0;
  }

  findBrokenPromise(free: Set<number>): string | undefined {
    const { words } = this;
    const known = this.inOrder();
    if (known.length !== free.size) return `${free.size} blocks are free, ${known.length} are known to be`;
    const unknown = known.find((block) => !free.has(block));
    if (unknown !== undefined) return `block ${unknown} is not free`;
    const wrong = known.find((block) => this.strides.get(block >>> BUCKET_SHIFT) < strideOf(words[block]));
    if (wrong !== undefined) return `block ${wrong} is larger than the largest of its bucket`;
    const largest = known.reduce((most, block) => Math.max(most, strideOf(words[block])), 0);
    return largest === this.largest() ? undefined : `the largest block has ${largest} words, not ${this.largest()}`;
  }
}

/** Next fit: as first fit, but each search goes on where the last block was placed, and once around (Knuth's rover). */
export class NextFitBlocks extends FirstFitBlocks {
  private rover = 0;

  protected override find(stride: number): number {
    const onward = this.firstFrom(this.rover, stride);
    return onward === 0 && this.rover > 0 ? this.firstFrom(0, stride) : onward;
  }

  override placed(end: number): void {
    this.rover = end;
  }

  extraState(): number {
    return this.rover;
  }

  restoreExtraState(value: number): void {
    this.rover = value;
  }

  override clear(): void {
    super.clear();
    this.rover = 0;
  }
}

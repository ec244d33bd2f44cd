import type { Brand } from '../../base/brand';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8';
import type { HeapMemory } from '../heap/heap-memory';
import type { Abi } from './c-layout';

/** A byte address in the simulated heap. */
export type Pointer = Brand<number, 'Pointer'>;
export const NULL = 0 as Pointer;

/** The simulated heap as a C program sees it: bytes, little-endian integers and pointers at byte addresses. */
export class HeapBytes {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;

  constructor(
    memory: HeapMemory,
    readonly abi: Abi,
  ) {
    const { buffer, byteOffset, byteLength } = memory.words;
    this.bytes = new Uint8Array(buffer, byteOffset, byteLength);
    this.view = new DataView(buffer, byteOffset, byteLength);
  }

  u8(at: number): number {
    return this.bytes[at];
  }

  setU8(at: number, value: number): void {
    this.bytes[at] = value;
  }

  u16(at: number): number {
    return this.view.getUint16(at, true);
  }

  setU16(at: number, value: number): void {
    this.view.setUint16(at, value, true);
  }

  u32(at: number): number {
    return this.view.getUint32(at, true);
  }

  setU32(at: number, value: number): void {
    this.view.setUint32(at, value, true);
  }

  pointer(at: number): Pointer {
    return this.u32(at) as Pointer;
  }

  setPointer(at: number, value: number): void {
    this.setU32(at, value);
    if (this.abi.pointerBytes === 8) this.setU32(at + 4, 0);
  }

  /** memset. */
  fill(at: Pointer, value: number, count: number): void {
    this.bytes.fill(value, at, at + count);
  }

  /** memmove. */
  copy(to: Pointer, from: Pointer, count: number): void {
    this.bytes.copyWithin(to, from, from + count);
  }

  write(at: Pointer, bytes: Uint8Array): void {
    this.bytes.set(bytes, at);
  }

  /** A copy of `count` bytes. */
  read(at: Pointer, count: number): Uint8Array {
    return this.bytes.slice(at, at + count);
  }

  /** strlen: bytes before the first NUL. */
  stringLength(at: Pointer): number {
    return this.bytes.indexOf(0, at) - at;
  }

  /** The NUL-terminated UTF-8 string at `at`. */
  string(at: Pointer): string {
    return decodeUtf8(this.bytes, at, at + this.stringLength(at));
  }

  /** Writes `text` and a NUL: `utf8Bytes(text) + 1` bytes. */
  writeString(at: Pointer, text: string): void {
    const bytes = encodeUtf8(text);
    this.write(at, bytes);
    this.setU8(at + bytes.length, 0);
  }
}

/** Bytes that a text takes without its NUL. */
export function utf8Bytes(text: string): number {
  return encodeUtf8(text).length;
}

import { describe, expect, test } from 'vitest';
import { SizeClass } from './size-class';
import { bytesOf, classOf, CLASSES, slabPages, SMALL_CLASSES } from './size-classes';
import { reservePool, testEngineContract } from './testing/engine-contract';

const KIB = 1024;
const MIB = 2 ** 20;
const heap = () => new SizeClass(reservePool(16 * MIB));

describe('pages of size classes keep the contract of engines', () => {
  testEngineContract((memory) => new SizeClass(memory));
});

test('the classes are jemalloc’s', () => {
  const sizes = Array.from({ length: CLASSES }, (_, index) => bytesOf(index));
  expect(sizes.slice(0, 21)).toEqual([
    8, 16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024,
  ]);
  expect(sizes.slice(SMALL_CLASSES - 3, SMALL_CLASSES + 4)).toEqual([10, 12, 14, 16, 20, 24, 28].map((n) => n * KIB));
  expect(sizes.at(-1)).toBe(2 ** 32);
  sizes.forEach((bytes, index) => {
    expect(classOf(bytes)).toBe(index);
    expect(classOf(bytes - 1)).toBe(index);
    if (index + 1 < CLASSES) expect(classOf(bytes + 1)).toBe(index + 1);
  });
});

test('a slab is filled by its blocks without a rest, in at most seven pages', () => {
  const pages = Array.from({ length: SMALL_CLASSES }, (_, index) => slabPages(index));
  pages.forEach((count, index) => {
    expect((count * 4096) % bytesOf(index)).toBe(0);
  });
  expect(Math.max(...pages)).toBe(7);
});

test('what is freed waits until the list in use is used up, then comes newest first', () => {
  const engine = heap();
  const [a, b, c] = [64, 64, 64].map((bytes) => engine.alloc(bytes, 0));
  expect([b - a, c - b]).toEqual([16, 16]);
  engine.free(a);
  engine.free(b);
  expect(engine.alloc(64, 0)).toBe(b);
  engine.free(c);
  expect([engine.alloc(64, 0), engine.alloc(64, 0)]).toEqual([a, c]);
  expect(engine.alloc(64, 0)).toBe(c + 16);
});

test('one survivor holds its slab; with it the pages go back', () => {
  const engine = heap();
  const blocks = Array.from({ length: 64 }, () => engine.alloc(64, 0));
  const last = blocks.splice(10, 1)[0];
  for (const block of blocks) engine.free(block);
  expect(engine.alloc(16 * KIB, 0)).toBe(2 * KIB);
  engine.free(last);
  expect(engine.alloc(4096, 0)).toBe(KIB);
});

test('a large block grows into free pages behind it and gives back what it loses', () => {
  const engine = heap();
  const block = engine.alloc(16 * KIB, 0);
  const behind = engine.alloc(64 * KIB, 0);
  engine.alloc(16 * KIB, 0);
  engine.free(behind);
  expect(engine.realloc(block, 40 * KIB, 0)).toBe(block);
  expect(engine.realloc(block, 20 * KIB, 0)).toBe(block);
  expect(engine.stats().largestFree).toBe(60 * KIB);
  expect(engine.counters().wordsCopied).toBe(0);
  expect(engine.checkInvariants()).toBeUndefined();
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIRST_MAPPED_WORD, NOT_PLACED } from '../tables/blocks';
import { MappedRegions } from './mapped-regions';

const PAGE = 4096;
const GIB = 2 ** 30;

/** A word as pages beyond the first that can be mapped. */
function pageOf(word: number): number {
  return ((word - FIRST_MAPPED_WORD) * 4) / PAGE;
}

function wordOf(page: number): number {
  return FIRST_MAPPED_WORD + (page * PAGE) / 4;
}

/** Regions of these many pages one behind the other, and where the next go. */
function mapped(pages: readonly number[], pageBytes = PAGE): MappedRegions {
  const regions = new MappedRegions(pageBytes);
  for (const count of pages) regions.map(count * pageBytes);
  return regions;
}

describe('where a region is mapped', () => {
  test('the first one lies at 4 GiB, the next behind its last page', () => {
    const regions = new MappedRegions(PAGE);
    expect(regions.map(1) * 4).toBe(4 * GIB);
    expect(pageOf(regions.map(PAGE + 1))).toBe(1);
    expect(pageOf(regions.map(PAGE))).toBe(3);
    expect(regions).toMatchObject({ count: 3, bytes: 2 * PAGE + 2, countUnplaced: 0 });
  });

  test('pages are those of the trace', () => {
    const regions = mapped([1], 65536);
    expect(regions.map(1) * 4).toBe(4 * GIB + 65536);
  });

  test('a region of no bytes has a page, so that no other lies where it does', () => {
    const regions = new MappedRegions(PAGE);
    expect([regions.map(0), regions.map(0)].map(pageOf)).toEqual([0, 1]);
  });

  test('what was unmapped is mapped again', () => {
    const regions = mapped([2, 2, 2]);
    regions.unmap(wordOf(2), 2 * PAGE);
    expect(pageOf(regions.map(2 * PAGE))).toBe(2);
  });

  test('the lowest gap that is large enough is taken, from its beginning', () => {
    const regions = mapped([2, 1, 4, 1, 3, 1]);
    regions.unmap(wordOf(0), 2 * PAGE);
    regions.unmap(wordOf(3), 4 * PAGE);
    regions.unmap(wordOf(8), 3 * PAGE);
    expect([3, 1, 2, 3].map((pages) => pageOf(regions.map(pages * PAGE)))).toEqual([3, 0, 8, 12]);
  });

  test('gaps beside each other become one, from both sides', () => {
    const regions = mapped([1, 1, 1, 1]);
    regions.unmap(wordOf(0), PAGE);
    regions.unmap(wordOf(2), PAGE);
    regions.unmap(wordOf(1), PAGE);
    expect(pageOf(regions.map(3 * PAGE))).toBe(0);
  });

  test('what lies beyond the last region is one with the gap before it', () => {
    const regions = mapped([1, 1, 1]);
    regions.unmap(wordOf(1), PAGE);
    regions.unmap(wordOf(2), PAGE);
    expect(pageOf(regions.map(5 * PAGE))).toBe(1);
  });

  test('there are 12 GiB: beyond them a region has no place, and is counted', () => {
    const regions = new MappedRegions(PAGE);
    expect(regions.map(12 * GIB + 1)).toBe(NOT_PLACED);
    expect(regions.map(12 * GIB - PAGE) * 4).toBe(4 * GIB);
    expect(regions.map(1) * 4).toBe(16 * GIB - PAGE);
    expect(regions.map(1)).toBe(NOT_PLACED);
    expect(regions).toMatchObject({ count: 4, bytes: 24 * GIB - PAGE + 3, countUnplaced: 2 });
    regions.unmap(NOT_PLACED, 12 * GIB + 1);
    regions.unmap(NOT_PLACED, 1);
    expect(regions).toMatchObject({ count: 2, bytes: 12 * GIB - PAGE + 1, countUnplaced: 0 });
  });
});

describe('a region that is mapped anew', () => {
  test('grows where it is when the pages behind it are free', () => {
    const regions = mapped([1, 2, 1]);
    regions.unmap(wordOf(1), 2 * PAGE);
    expect(pageOf(regions.remap(wordOf(0), PAGE, 2 * PAGE))).toBe(0);
    expect(pageOf(regions.remap(wordOf(3), PAGE, 9 * PAGE))).toBe(3);
    expect(pageOf(regions.map(PAGE))).toBe(2);
  });

  test('moves when they are not, and leaves its pages to others', () => {
    const regions = mapped([2, 1]);
    expect(pageOf(regions.remap(wordOf(0), 2 * PAGE, 3 * PAGE))).toBe(3);
    expect(pageOf(regions.map(2 * PAGE))).toBe(0);
    expect(regions.count).toBe(3);
  });

  test('never moves into a gap that only its own pages would make large enough', () => {
    const regions = mapped([1, 1, 1]);
    regions.unmap(wordOf(0), PAGE);
    expect(pageOf(regions.remap(wordOf(1), PAGE, 2 * PAGE))).toBe(3);
  });

  test('gives back its last pages when it becomes shorter', () => {
    const regions = mapped([4, 1]);
    expect(pageOf(regions.remap(wordOf(0), 4 * PAGE, PAGE + 1))).toBe(0);
    expect(pageOf(regions.map(2 * PAGE))).toBe(2);
    expect(regions.bytes).toBe(PAGE + 1 + PAGE + 2 * PAGE);
  });

  test('is gone where it fits nowhere; one without a place may get one', () => {
    const regions = mapped([1, 1]);
    expect(regions.remap(wordOf(0), PAGE, 12 * GIB)).toBe(NOT_PLACED);
    expect(regions).toMatchObject({ count: 2, countUnplaced: 1, bytes: PAGE + 12 * GIB });
    expect(pageOf(regions.remap(NOT_PLACED, 12 * GIB, PAGE))).toBe(0);
    expect(regions).toMatchObject({ count: 2, countUnplaced: 0, bytes: 2 * PAGE });
  });
});

test('regions are visited in order of address, with the rest of their last page', () => {
  const regions = mapped([1, 1]);
  regions.unmap(wordOf(0), PAGE);
  regions.map(100);
  const seen: number[][] = [];
  regions.forEach((...region) => seen.push(region));
  expect(seen).toEqual([
    [4 * GIB, 100, PAGE],
    [4 * GIB + PAGE, PAGE, PAGE],
  ]);
});

interface Region {
  readonly page: number;
  readonly bytes: number;
}

/** The placer as a list of what is mapped, that looks through every page. */
class PlainRegions {
  readonly live: Region[] = [];

  map(bytes: number): number {
    const pages = pagesOf(bytes);
    let page = 0;
    while (!this.isFree(page, pages)) page++;
    this.live.push({ page, bytes });
    return page;
  }

  unmap(index: number): Region {
    return this.live.splice(index, 1)[0];
  }

  remap(index: number, bytes: number): number {
    const old = this.live[index];
    const { page } = old;
    this.unmap(index);
    if (this.isFree(page, pagesOf(bytes))) {
      this.live.push({ page, bytes });
      return page;
    }
    this.live.push(old);
    const moved = this.map(bytes);
    this.live.splice(this.live.indexOf(old), 1);
    return moved;
  }

  private isFree(page: number, pages: number): boolean {
    return this.live.every((other) => other.page + pagesOf(other.bytes) <= page || other.page >= page + pages);
  }
}

function pagesOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / PAGE));
}

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('map', 'map', 'unmap', 'remap', 'save'),
    which: fc.nat(30),
    bytes: fc.oneof(fc.nat(3 * PAGE), fc.nat(20 * PAGE)),
  }),
  { maxLength: 80 },
);

test('any regions lie apart, each in the lowest gap that it fits, through saving and restoring too', () => {
  fc.assert(
    fc.property(steps, (all) => {
      let regions = new MappedRegions(PAGE);
      const plain = new PlainRegions();
      for (const { kind, which, bytes } of all) {
        const index = which % Math.max(1, plain.live.length);
        if (kind === 'save') {
          const state = regions.save();
          regions = mapped([7, 3]);
          regions.restore(state);
          expect(regions.save()).toEqual(state);
        } else if (kind === 'map' || plain.live.length === 0) {
          expect(pageOf(regions.map(bytes))).toBe(plain.map(bytes));
        } else if (kind === 'unmap') {
          const old = plain.unmap(index);
          regions.unmap(wordOf(old.page), old.bytes);
        } else {
          const old = plain.live[index];
          expect(pageOf(regions.remap(wordOf(old.page), old.bytes, bytes))).toBe(plain.remap(index, bytes));
        }
        const seen: Region[] = [];
        regions.forEach((start, asked) => seen.push({ page: pageOf(start / 4), bytes: asked }));
        expect(seen).toEqual([...plain.live].sort((a, b) => a.page - b.page));
        expect(regions.bytes).toBe(seen.reduce((sum, region) => sum + region.bytes, 0));
      }
    }),
    { numRuns: 300 },
  );
});

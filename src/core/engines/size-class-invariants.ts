import { FIRST_PAGE, type PageRuns } from './page-runs';
import { FREE, FRESH, HEAD, KIND, LOCAL_FREE, PAGE_WORDS, recordOf, USED, type PageTable } from './page-table';
import { bytesOf, SMALL_CLASSES } from './size-classes';
import type { Slabs } from './slabs';

/**
 * What the pages break first; undefined when all holds: runs cover the heap and free ones are merged, a slab's lists hold
 * each of its free blocks once, and exactly the slabs with room stand in the queue of their class.
 */
export function findBrokenSlab(table: PageTable, runs: PageRuns, slabs: Slabs): string | undefined {
  const { records } = table;
  const withRoom = new Set<number>();
  let wasFree = false;
  let page = FIRST_PAGE;
  while (page < runs.top) {
    const free = runs.freeFrom(page);
    if (free > 0 && wasFree) return `free runs meet at page ${page}`;
    const index = records[recordOf(page) + KIND] - 1;
    if (free === 0 && index < 0) return `nothing begins at page ${page}`;
    if (free === 0 && index < SMALL_CLASSES) {
      const broken = findBrokenLists(page, index, table, slabs);
      if (broken !== undefined) return broken;
      if (records[recordOf(page) + USED] < slabs.capacities[index]) withRoom.add(page);
    }
    wasFree = free > 0;
    if (free > 0) page += free;
    else page += index < SMALL_CLASSES ? slabs.pages[index] : bytesOf(index) / 4 / PAGE_WORDS;
  }
  if (page !== runs.top) return `the last run ends at page ${page}, not at ${runs.top}`;
  if (wasFree) return 'the last free run was not merged with the top';
  for (let index = 0; index < SMALL_CLASSES; index++) {
    for (const slab of slabs.queue(index)) {
      if (records[recordOf(slab) + KIND] !== index + 1) return `slab ${slab} is in the queue of another class`;
      if (!withRoom.delete(slab)) return `slab ${slab} is in the queue twice, or has no room`;
    }
  }
  return withRoom.size === 0 ? undefined : `${withRoom.size} slabs with room are in no queue`;
}

function findBrokenLists(slab: number, index: number, { records }: PageTable, slabs: Slabs): string | undefined {
  const fresh = records[recordOf(slab) + FRESH];
  const listed = [...slabs.listed(slab, FREE), ...slabs.listed(slab, LOCAL_FREE)];
  if (new Set(listed).size !== listed.length) return `slab ${slab}: a block is listed twice`;
  const stray = listed.find((number) => !Number.isInteger(number) || number < 0 || number >= fresh);
  if (stray !== undefined) return `slab ${slab}: block ${stray} was never handed out`;
  if (records[recordOf(slab) + USED] !== fresh - listed.length) return `slab ${slab} miscounts its used blocks`;
  if (records[recordOf(slab) + USED] === 0) return `slab ${slab} is empty and kept its pages`;
  for (let page = slab; page < slab + slabs.pages[index]; page++) {
    if (records[recordOf(page) + HEAD] !== slab) return `page ${page} does not know its slab`;
  }
  return undefined;
}

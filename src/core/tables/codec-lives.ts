import type { ByteReader } from '../../base/byte-reader';
import type { ByteWriter } from '../../base/byte-writer';
import { U32Column } from './column';
import { EventKind } from './events';
import { ALIVE, NONE, type BlockRow, type EventIndex } from './indices';
import type { Trace } from './trace';

type EventColumn = U32Column<BlockRow, EventIndex>;

/**
 * Births and deaths of all blocks as the events and the silent ends tell them. A row that no event names goes on with
 * the block before it, where that one ended.
 */
function tellLives(trace: Trace, birth: EventColumn, death: EventColumn): void {
  const { events, blocks, silentEnds } = trace;
  for (let row = 1 as BlockRow; row < blocks.length; row++) {
    birth.set(row, ALIVE as EventIndex);
    death.set(row, ALIVE as EventIndex);
  }
  for (let event = 0 as EventIndex; event < events.length; event++) {
    const kind = events.kind.get(event);
    const row = events.operand.get(event) as BlockRow;
    if (kind === EventKind.Allocate || kind === EventKind.ReallocateNothing) {
      birth.set(row, event);
    } else if (kind === EventKind.Free || kind === EventKind.ReallocateToNothing) {
      death.set(row, event);
    } else if (kind === EventKind.Reallocate) {
      birth.set(row, event);
      const previous = blocks.previous.get(row);
      if (previous !== NONE) death.set(previous, event);
    }
  }
  for (let i = 0; i < silentEnds.length; i++) death.set(silentEnds.block.get(i), silentEnds.event.get(i));
  for (let row = 1 as BlockRow; row < blocks.length; row++) {
    if (birth.get(row) !== ALIVE) continue;
    const previous = blocks.previous.get(row);
    if (previous !== NONE) birth.set(row, death.get(previous));
  }
}

/** Writes the births and deaths that are not as the events tell them: normally none. */
export function writeLives(writer: ByteWriter, trace: Trace): void {
  const { blocks } = trace;
  const birth: EventColumn = new U32Column(ALIVE, false);
  const death: EventColumn = new U32Column(ALIVE, false);
  tellLives(trace, birth, death);
  const others: BlockRow[] = [];
  for (let row = 1 as BlockRow; row < blocks.length; row++) {
    if (birth.get(row) !== blocks.birth.get(row) || death.get(row) !== blocks.death.get(row)) others.push(row);
  }
  writer.varint(others.length);
  for (const row of others) {
    writer.varint(row);
    writer.varint(blocks.birth.get(row));
    writer.varint(blocks.death.get(row));
  }
}

/**
 * Gives all blocks their births and deaths. The trace's other columns are there, and every id in them names a row.
 *
 * @returns false when a row is named that is not there
 */
export function readLives(reader: ByteReader, trace: Trace): boolean {
  const { blocks } = trace;
  tellLives(trace, blocks.birth, blocks.death);
  for (let others = reader.varint(); others > 0 && !reader.hasOverrun; others--) {
    const row = reader.varint() as BlockRow;
    if (row === NONE || row >= blocks.length) return false;
    blocks.birth.set(row, reader.varint() as EventIndex);
    blocks.death.set(row, reader.varint() as EventIndex);
  }
  return true;
}

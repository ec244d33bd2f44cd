import { formatAddress, formatBytes, formatCount } from '../../../base/format';
import { domainName, scopeName } from '../../tables/domain-names';
import { ALIVE, NONE, type BlockRow, type CallId, type DomainId, type ObjectId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { RuleRow, RuleRowTable } from './rule-rows';

/** What a breach was, in one sentence, with the figures of its row. */
export function ruleSentence(trace: Trace, rows: RuleRowTable, row: RuleRow): string {
  const cause = rows.cause.get(row);
  const why = cause === NONE ? '' : ` ${objectName(trace, cause)} was never destroyed and may hold it.`;
  return `${particulars(trace, rows, row)}.${why}`;
}

function particulars(trace: Trace, rows: RuleRowTable, row: RuleRow): string {
  const block = blockText(trace, rows.block.get(row));
  const amount = rows.amount.get(row);
  const other = rows.other.get(row);
  const table = domainName(trace, rows.domain.get(row));
  const otherTable = other === NONE ? 'NULL' : domainName(trace, other as DomainId);
  switch (rows.ruleOf(row)) {
    case 'VKM-08':
      return `0 bytes were asked for through ${table}`;
    case 'VKM-09':
      return `${block} was to be aligned to ${formatCount(amount)} bytes`;
    case 'VKM-10':
      return `${block} is not aligned to ${formatCount(amount)} bytes`;
    case 'VKM-11':
      return other === rows.block.get(row)
        ? `${block} was live when its address was given out again`
        : `${block} meets ${blockText(trace, other as BlockRow)}`;
    case 'VKM-12':
      return `${formatBytes(amount)} were refused by ${table}`;
    case 'VKM-14':
      return `${block}: the alignment was ${formatCount(other)} and is now ${formatCount(amount)}`;
    case 'VKM-15':
    case 'VKM-25':
      return other === NONE
        ? `${formatAddress(amount)} was never given out by a callback`
        : `${block} was given by ${otherTable}, and released through ${table}`;
    case 'VKM-16':
      return `${block} was gone`;
    case 'VKM-17':
    case 'VKM-26':
      return `${block} was released through ${table}`;
    case 'VKM-18':
      return `${block} was returned for 0 bytes`;
    case 'VKM-21':
      return `${block} moved here, and ${blockText(trace, other as BlockRow)} stayed`;
    case 'VKM-22':
      return `${block} was ${scopeName(other - 1) ?? 'without scope'} before`;
    case 'VKM-23':
      return `NULL was reallocated to 0 bytes through ${table}`;
    case 'VKM-24':
      return `${block} was ${endText(trace, rows.block.get(row))}`;
    case 'VKM-27':
      return `${formatCount(amount)} bytes behind the start of ${block}`;
    case 'VKM-28':
      return `NULL was freed through ${table}`;
    case 'VKM-29':
    case 'VKM-54':
      return `${block}, taken in ${commandText(trace, rows.call.get(row))}, ${laterText(trace, rows.block.get(row))}`;
    case 'VKM-30':
    case 'VKM-31':
    case 'VKM-32':
    case 'VKM-33':
      return `${block} of ${objectName(trace, rows.object.get(row))}, taken in ${takenIn(trace, rows.block.get(row))}, ${laterText(trace, rows.block.get(row))}`;
    case 'VKM-34':
      return `${block} was freed in ${commandText(trace, rows.call.get(row))}`;
    case 'VKM-35':
    case 'VKM-36':
    case 'VKM-37':
      return `${block} was taken in ${commandText(trace, rows.call.get(row))}`;
    case 'VKM-38':
    case 'VKM-40':
      return `${block} came from ${table}, not from ${otherTable}`;
    case 'VKM-39':
      return `${block} came from ${table}`;
    case 'VKM-41':
      return `${table} was used for ${block}, when nothing held that table any more`;
    case 'VKM-42':
      return `${table} was used for ${block}, and is not among the tables of this call`;
    case 'VKM-43':
      return `${objectName(trace, rows.object.get(row))} was created with ${otherTable}`;
    case 'VKM-44':
      return `${objectName(trace, rows.object.get(row))} was destroyed with ${table}`;
    case 'VKM-45':
      return `${objectName(trace, rows.object.get(row))} was created with ${otherTable} and destroyed with ${table}`;
    case 'VKM-46':
      return `${commandText(trace, rows.call.get(row))} destroyed nothing, and called back`;
    case 'VKM-47':
      return `${objectName(trace, rows.object.get(row))} was there when ${objectName(trace, other as ObjectId)} was destroyed, with ${formatBytes(amount)} from the callbacks`;
    case 'VKM-48':
      return `${table} was used for ${block} while no call was in progress`;
    case 'VKM-49':
      return `${table} was used for ${block} on a thread that made no call`;
    case 'VKM-52':
      return `${commandText(trace, rows.call.get(row))} returned ${amount}`;
    case 'VKM-53':
    case 'VKM-55':
      return `${commandText(trace, rows.call.get(row))} returned −1`;
    case 'VKM-56':
      return `${formatBytes(amount)} more than announced at ${scopeName(other - 1) ?? 'no'} scope`;
    case 'VKM-57':
      return `${formatBytes(amount)} are still announced at ${scopeName(other - 1) ?? 'no'} scope`;
    case 'VKM-58':
      return `${commandText(trace, rows.call.get(row))} was given ${table} and never used it`;
    case 'VKM-59':
      return `${formatBytes(amount)} in ${commandText(trace, rows.call.get(row))}`;
    case 'VKM-60':
      return `${formatBytes(amount)} were live with ${block}`;
    default:
      return block;
  }
}

function blockText(trace: Trace, block: BlockRow): string {
  if (block === NONE) return 'no block';
  const site = trace.blocks.site.get(block);
  const scope = scopeName(trace.sites.scope.get(site));
  const at = trace.blocks.address.get(block);
  const from = domainName(trace, trace.sites.domain.get(site));
  return `${formatBytes(trace.sizeOf(block))} at ${formatAddress(at)} (${scope === undefined ? '' : `${scope}, `}${from})`;
}

function takenIn(trace: Trace, block: BlockRow): string {
  return commandText(trace, trace.callRuns.at(trace.blocks.birth.get(block)));
}

/** What became of a block that should have been gone. */
function laterText(trace: Trace, block: BlockRow): string {
  const death = trace.blocks.death.get(block);
  if (death === ALIVE) return 'was never freed';
  return `was freed only at event ${formatCount(death)}, in ${commandText(trace, trace.callRuns.at(death))}`;
}

function endText(trace: Trace, block: BlockRow): string {
  const death = trace.blocks.death.get(block);
  if (death === ALIVE) return 'not live';
  return `freed already at event ${formatCount(death)}, in ${commandText(trace, trace.callRuns.at(death))}`;
}

export function commandText(trace: Trace, call: CallId): string {
  return call === NONE ? 'no command' : trace.strings.get(trace.commands.name.get(trace.calls.command.get(call)));
}

export function objectName(trace: Trace, object: ObjectId): string {
  return object === NONE ? 'an object that is not recorded' : trace.strings.get(trace.objects.name.get(object));
}

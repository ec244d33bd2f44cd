import type { TraceBuilder } from '../core/pairing/trace-builder';
import { DOMAIN_KINDS } from '../core/tables/domains';
import { NONE, type DomainId, type Ticks } from '../core/tables/indices';
import type { Fidelity } from '../core/tables/trace-meta';
import { decodeUtf8 } from '../base/utf8';
import type { HexFields } from './hex-fields';

/** The newest file version that is known. */
const NEWEST_FILE_VERSION = 3;
/** Versions of heaptrack that wrote files without a file version. */
const FIRST_WITH_VERSION_1 = 0x010200;

const letter = (character: string) => character.charCodeAt(0);
const VERSION = letter('v');
const COMMAND_LINE = letter('X');
const SYSTEM = letter('I');
const SUPPRESSION = letter('S');
const CLOCK = letter('c');
const RESIDENT_SET = letter('R');
const ATTACHED = letter('A');
const COMMENT = letter('#');

/** The records that raw and interpreted heaptrack files share: all but names, stacks and events. */
export class HeaptrackPreamble {
  /** The one domain of the trace. */
  readonly domain: DomainId;
  fileVersion = NEWEST_FILE_VERSION;
  private pageBytes = 4096;
  private suppressions = '';

  constructor(
    private readonly builder: TraceBuilder,
    private readonly shape: 'raw' | 'interpreted',
  ) {
    const name = new TextEncoder().encode('heap');
    const kind = DOMAIN_KINDS.indexOf('libc');
    this.domain = builder.domain(kind, NONE as DomainId, builder.intern(name, 0, name.length));
    builder.header('clock', 'ms');
    this.describe();
  }

  /** Reads a record of kind `code`. `unknown` when it is none of these, `broken` when its fields make no sense. */
  read(code: number, fields: HexFields): 'read' | 'broken' | 'unknown' {
    switch (code) {
      case VERSION:
        return this.readVersion(fields);
      case COMMAND_LINE:
        this.builder.header('cmdline', text(fields));
        return 'read';
      case SYSTEM:
        return this.readSystem(fields);
      case SUPPRESSION:
        this.suppressions += `${this.suppressions === '' ? '' : '\n'}${text(fields)}`;
        this.builder.header('suppressions', this.suppressions);
        return 'read';
      case CLOCK: {
        const now = fields.number();
        if (now < 0) return 'broken';
        this.builder.clock(now as Ticks);
        return 'read';
      }
      case RESIDENT_SET: {
        const pages = fields.number();
        if (pages < 0) return 'broken';
        this.builder.residentSet(pages * this.pageBytes);
        return 'read';
      }
      case ATTACHED:
        this.builder.header('attached', 'heaptrack was attached to the running program');
        this.builder.fidelity = { ...this.builder.fidelity, attached: true };
        return 'read';
      case COMMENT:
        return 'read';
      default:
        return 'unknown';
    }
  }

  private readVersion(fields: HexFields): 'read' | 'broken' {
    const version = fields.number();
    if (version < 0) return 'broken';
    const fileVersion = fields.isDone ? -1 : fields.number();
    // A file that names a version once more may go on with events of another kind.
    this.builder.settle();
    this.fileVersion = fileVersion >= 0 ? fileVersion : version >= FIRST_WITH_VERSION_1 ? 1 : 0;
    this.builder.header('recorder', `heaptrack ${version >>> 16}.${(version >>> 8) & 0xff}.${version & 0xff}`);
    this.describe();
    return 'read';
  }

  private readSystem(fields: HexFields): 'read' | 'broken' {
    const pageBytes = fields.number();
    if (pageBytes <= 0) return 'broken';
    this.pageBytes = pageBytes;
    this.builder.header('page', String(pageBytes));
    this.describe();
    return 'read';
  }

  /** Says what such a file recorded and what it did not. */
  private describe(): void {
    const hasAddresses = this.shape === 'raw' || this.fileVersion === 0;
    const fidelity: Fidelity = {
      format: 'heaptrack',
      label: `heaptrack, ${this.shape}, version ${this.fileVersion}`,
      addresses: hasAddresses,
      orderOfFrees: hasAddresses ? 'recorded' : 'assumed',
      clock: 'ms',
      threads: false,
      stacks: true,
      releaseStacks: false,
      scopes: false,
      calls: false,
      attached: this.builder.fidelity.attached,
      sampledBytes: 0,
      pointerBytes: 8,
      pageBytes: this.pageBytes,
    };
    this.builder.fidelity = fidelity;
  }
}

function text(fields: HexFields): string {
  return decodeUtf8(fields.bytes, fields.at, fields.end);
}

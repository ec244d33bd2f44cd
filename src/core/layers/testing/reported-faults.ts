import type { HeapWord } from '../../heap/heap-memory';
import type { StackId } from '../../tables/indices';
import type { CookieFaultKind } from '../cookie-faults';
import type { DamageKind, LayerFaults } from '../layer-faults';

export interface Reported {
  readonly kind: DamageKind | CookieFaultKind;
  readonly block: HeapWord;
  /** Of damage: from the block's first byte to the first changed one. */
  readonly offset: number;
  readonly stack: StackId;
}

/** Keeps what layers report. */
export class ReportedFaults implements LayerFaults {
  readonly list: Reported[] = [];

  cookieFault: LayerFaults['cookieFault'] = (kind, block, _owner, _domain, stack) => {
    this.list.push({ kind, block, offset: 0, stack });
  };

  damaged: LayerFaults['damaged'] = (kind, block, _bytes, at, stack) => {
    this.list.push({ kind, block, offset: at - block * 4, stack });
  };
}

import type { EventIndex } from '../core/tables/indices';
import type { EngineLink } from './engine-link';

/** The cursor as one panel sees it: follows the store's at once, and while it plays whenever the panel has its turn. */
export class CursorFollower {
  private seen: EventIndex;

  constructor(private readonly link: EngineLink) {
    this.seen = link.store.getState().cursor;
  }

  readonly current = (): EventIndex => this.seen;

  /** Calls `moved` when the panel is to show another instant. Gives the function that ends it. */
  readonly subscribe = (moved: () => void): (() => void) => {
    const { link } = this;
    const look = (): void => {
      this.seen = link.store.getState().cursor;
      moved();
    };
    this.seen = link.store.getState().cursor;
    const end = link.store.subscribe((state, before) => {
      if (state.cursor !== before.cursor) link.inTurn(this, look);
    });
    return () => {
      end();
      link.leave(this);
    };
  };
}

import { createContext, useContext, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { ensure } from '../base/assert';
import type { EventIndex } from '../core/tables/indices';
import type { Trace } from '../core/tables/trace';
import type { EngineClient } from '../worker/client';
import type { AppState } from './app-store';
import { CursorFollower } from './cursor-follower';
import type { EngineLink, FrameListener } from './engine-link';
import { LatestOnly } from './latest-only';

/** Gives the components below it the store and the engine. */
export const AppContext = createContext<EngineLink | undefined>(undefined);

export function useLink(): EngineLink {
  return ensure(useContext(AppContext), 'components stand inside AppContext');
}

/** A piece of the state; the component is drawn again when it changes. Actions are pieces too. */
export function useApp<Piece>(select: (state: AppState) => Piece): Piece {
  return useStore(useLink().store, select);
}

/** Something that the engine can be asked about the open trace. */
export type Question<Answer> = (engine: EngineClient) => Promise<Answer>;
/** The same about the instant `at`. */
export type QuestionAt<Answer> = (engine: EngineClient, at: EventIndex) => Promise<Answer>;

/** Runs before every paint with the engine's figures, without drawing the component again. */
export function useFrame(listener: FrameListener): void {
  const link = useLink();
  const heard = useEffectEvent(listener);
  useEffect(
    () =>
      link.subscribe((stats) => {
        heard(stats);
      }),
    [link],
  );
}

/** The cursor; while it plays, as it was at this component's last turn, so that panels do not all change in one frame. */
export function useCursor(): EventIndex {
  const link = useLink();
  const [follower] = useState(() => new CursorFollower(link));
  return useSyncExternalStore(follower.subscribe, follower.current);
}

/**
 * The engine's answer to a question about the open trace; undefined until there is one. It is asked again when
 * `question` changes (so wrap it in `useCallback`) and when answers may differ. While one is on its way only the
 * newest question waits: a cursor that moves fast asks as fast as the engine answers. Until then the last answer stays.
 */
export function useAnswer<Answer>(question: Question<Answer>): Answer | undefined {
  return useAnswerAtCursor(question, false);
}

/**
 * As {@link useAnswer} for a question about an instant, asked again whenever the cursor moves; the component is drawn
 * again only for the answer. `follows`: whether the answer depends on the cursor at all.
 */
export function useAnswerAtCursor<Answer>(question: QuestionAt<Answer>, follows = true): Answer | undefined {
  const link = useLink();
  const trace = useApp((state) => state.trace);
  const status = useApp((state) => state.status.kind);
  const answers = useApp((state) => state.stats.answers);
  const [given, setGiven] = useState<{ readonly trace: Trace; readonly answer: Answer }>();
  const [questions] = useState(() => new LatestOnly());
  useEffect(() => {
    if (status !== 'opening' && status !== 'ready') return;
    const ask = (): void => {
      void questions.take(async () => {
        const { cursor } = link.store.getState();
        const answer = await link.ask((engine) => question(engine, cursor));
        await link.turn(questions);
        if (link.store.getState().trace === trace) setGiven({ trace, answer });
      });
    };
    ask();
    if (!follows) return;
    return link.store.subscribe((state, before) => {
      if (state.cursor !== before.cursor) ask();
    });
  }, [link, questions, question, follows, trace, status, answers]);
  useEffect(
    () => () => {
      questions.clear();
    },
    [questions],
  );
  return given?.trace === trace ? given.answer : undefined;
}

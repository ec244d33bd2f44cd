import { useDeferredValue } from 'react';
import { Panel } from 'react-resizable-panels';
import { useApp } from '../../store/app-context';
import { Splitter } from '../../widgets/splitter/Splitter';
import { CallTree } from '../call-tree/CallTree';
import { FindingsStrip } from '../findings/FindingsStrip';
import { HeapMap } from '../heap-map/HeapMap';
import { PlaybackBar } from '../playback/PlaybackBar';
import { LoadProgress } from '../progress/LoadProgress';
import { Timeline } from '../timeline/Timeline';
import { BottomTabs } from './BottomTabs';
import { CursorPanels } from './CursorPanels';
import { PanelGroup } from './PanelGroup';
import { StackedViews } from './StackedViews';
import { useIsNarrow } from './use-is-narrow';
import styles from './workbench.module.css';

/** Everything about the trace that is open, around one cursor. While it loads there is the timeline alone. */
export function Workbench() {
  // What then comes is much: put together in pieces, so that the page answers meanwhile.
  const isReady = useDeferredValue(useApp((state) => state.status.kind === 'ready'));
  if (useIsNarrow()) return <NarrowWorkbench isReady={isReady} />;
  return (
    <main className={styles.workbench}>
      {isReady ? <FindingsStrip /> : <LoadProgress />}
      <PanelGroup id="rows" orientation="vertical">
        <Panel id="timeline" defaultSize="21%" minSize={90} className={styles.panel}>
          <Timeline />
        </Panel>
        <Splitter label="Height of the timeline" />
        <Panel id="views" defaultSize="56%" minSize={160} className={styles.panel}>
          <PlaybackBar />
          {isReady ? <Views /> : <Waiting />}
        </Panel>
        <Splitter label="Height of the lists" />
        <Panel id="lists" defaultSize="23%" minSize={70} className={styles.panel}>
          {isReady && <BottomTabs />}
        </Panel>
      </PanelGroup>
    </main>
  );
}

function NarrowWorkbench({ isReady }: { readonly isReady: boolean }) {
  return (
    <main className={styles.scrolling}>
      {isReady ? <FindingsStrip /> : <LoadProgress />}
      <div className={styles.timeline}>
        <Timeline />
      </div>
      <PlaybackBar />
      {isReady ? <StackedViews /> : <Waiting />}
    </main>
  );
}

function Waiting() {
  return <p className={styles.waiting}>The heap map, call stacks and lists follow when the trace is read.</p>;
}

function Views() {
  return (
    <PanelGroup id="columns" orientation="horizontal">
      <Panel id="trees" defaultSize="29%" minSize={200} className={styles.panel}>
        <CallTree />
      </Panel>
      <Splitter label="Width of the call stacks" />
      <Panel id="map" defaultSize="43%" minSize={240} className={styles.panel}>
        <HeapMap />
      </Panel>
      <Splitter label="Width of the accounts" />
      <Panel id="cursor" defaultSize="28%" minSize={200} className={styles.panel}>
        <CursorPanels />
      </Panel>
    </PanelGroup>
  );
}

import { Suspense, type ComponentType } from 'react';
import { formatCount } from '../../base/format';
import { useApp } from '../../store/app-context';
import { BOTTOM_TABS, type BottomTab } from '../../store/layout-slice';
import { EventList } from '../event-list/EventList';
import { IsolatedBox } from '../../widgets/isolated-box/IsolatedBox';
import { Faults } from '../faults/Faults';
import { Arriving } from './Arriving';
import styles from './bottom-tabs.module.css';
import { lateList } from './late-lists';

const TITLES: Readonly<Record<BottomTab, string>> = {
  events: 'Events',
  faults: 'Faults',
  owners: 'Owners',
  rules: 'Rules',
  interception: 'Interception',
  guards: 'Guards',
};
const LISTS: Readonly<Record<BottomTab, ComponentType>> = {
  events: EventList,
  faults: Faults,
  owners: lateList('owners'),
  rules: lateList('rules'),
  interception: lateList('interception'),
  guards: lateList('guards'),
};

/** The lists at the bottom, one at a time. */
export function BottomTabs() {
  const tab = useApp((state) => state.tab);
  const setTab = useApp((state) => state.setTab);
  const events = useApp((state) => state.meta?.totals.events ?? 0);
  const faults = useApp((state) => state.trace.faults.count);
  const counts: Readonly<Partial<Record<BottomTab, number>>> = { events, faults };
  const List = LISTS[tab];
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = BOTTOM_TABS[(BOTTOM_TABS.indexOf(tab) + step + BOTTOM_TABS.length) % BOTTOM_TABS.length];
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <>
      <div role="tablist" aria-label="Lists" className={styles.tabs} onKeyDown={onKeyDown}>
        {BOTTOM_TABS.map((name) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={name === tab}
            aria-controls="bottom-panel"
            tabIndex={name === tab ? 0 : -1}
            onClick={() => {
              setTab(name);
            }}
          >
            {TITLES[name]} <TabCount count={counts[name]} />
          </button>
        ))}
      </div>
      <div id="bottom-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className={styles.panel}>
        <IsolatedBox>
          <Suspense fallback={<Arriving />}>
            <List />
          </Suspense>
        </IsolatedBox>
      </div>
    </>
  );
}

function TabCount({ count }: { readonly count: number | undefined }) {
  return count === undefined ? undefined : <span className={styles.count}>{formatCount(count)}</span>;
}

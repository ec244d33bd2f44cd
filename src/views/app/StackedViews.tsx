import { useApp } from '../../store/app-context';
import { NO_BLOCK } from '../../store/selection-slice';
import { Accounts } from '../accounts/Accounts';
import { CallTree } from '../call-tree/CallTree';
import { HeapMap } from '../heap-map/HeapMap';
import { Inspector } from '../inspector/Inspector';
import { BottomTabs } from './BottomTabs';
import styles from './stacked-views.module.css';

/** The panels of a narrow window: one below the other, and the page scrolls. */
export function StackedViews() {
  const hasBlock = useApp((state) => state.selected !== NO_BLOCK);
  return (
    <>
      <div className={styles.view}>
        <HeapMap />
      </div>
      <div className={styles.view}>
        <CallTree />
      </div>
      <div className={styles.view}>
        <Accounts />
      </div>
      <div className={styles.view} data-is-short={!hasBlock}>
        <Inspector />
      </div>
      <div className={styles.lists}>
        <BottomTabs />
      </div>
    </>
  );
}

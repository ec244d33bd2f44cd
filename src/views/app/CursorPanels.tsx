import { useEffect } from 'react';
import { Panel, usePanelRef } from 'react-resizable-panels';
import { useApp, useLink } from '../../store/app-context';
import { NO_BLOCK } from '../../store/selection-slice';
import { Splitter } from '../../widgets/splitter/Splitter';
import { Accounts } from '../accounts/Accounts';
import { Inspector } from '../inspector/Inspector';
import { PanelGroup } from './PanelGroup';
import styles from './workbench.module.css';

const GROUP = 'at-cursor';

/** What holds at the cursor, and the block selected. The block has more room while there is one, unless somebody chose. */
export function CursorPanels() {
  const { store } = useLink();
  const hasBlock = useApp((state) => state.selected !== NO_BLOCK);
  const inspector = usePanelRef();
  useEffect(() => {
    if (!(GROUP in store.getState().panels)) inspector.current?.resize(hasBlock ? '60%' : '25%');
  }, [store, inspector, hasBlock]);
  return (
    <PanelGroup id={GROUP} orientation="vertical">
      <Panel id="accounts" defaultSize="75%" minSize={80} className={styles.panel}>
        <Accounts />
      </Panel>
      <Splitter label="Height of the accounts" />
      <Panel id="inspector" panelRef={inspector} defaultSize="25%" minSize={80} className={styles.panel}>
        <Inspector />
      </Panel>
    </PanelGroup>
  );
}

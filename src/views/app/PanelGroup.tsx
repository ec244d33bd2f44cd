import type { ReactNode } from 'react';
import { Group } from 'react-resizable-panels';
import { useApp } from '../../store/app-context';
import styles from './workbench.module.css';

/** Panels whose sizes this device remembers. */
export function PanelGroup(props: {
  readonly id: string;
  readonly orientation: 'horizontal' | 'vertical';
  readonly children: ReactNode;
}) {
  const sizes = useApp((state) => state.panels[props.id]);
  const setPanels = useApp((state) => state.setPanels);
  return (
    <Group
      id={props.id}
      className={styles.group}
      orientation={props.orientation}
      defaultLayout={sizes}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        if (isUserInteraction) setPanels(props.id, layout);
      }}
    >
      {props.children}
    </Group>
  );
}

import { useCallback, useState } from 'react';
import { useApp } from '../../store/app-context';

/** The nodes that a person opened in the trace that is shown. */
export function useOpenOwners(): { readonly open: readonly number[]; readonly toggle: (node: number) => void } {
  const trace = useApp((state) => state.trace);
  const [opened, setOpened] = useState<{ readonly of: unknown; readonly nodes: readonly number[] }>();
  const toggle = useCallback(
    (node: number) => {
      setOpened((before) => {
        const nodes = before?.of === trace ? before.nodes : [];
        const after = nodes.includes(node) ? nodes.filter((other) => other !== node) : [...nodes, node];
        return { of: trace, nodes: after };
      });
    },
    [trace],
  );
  return { open: opened?.of === trace ? opened.nodes : NONE_OPEN, toggle };
}

const NONE_OPEN: readonly number[] = [];

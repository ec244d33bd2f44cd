import type { ReactNode } from 'react';
import type { BlockRow } from '../../core/tables/indices';
import { useApp } from '../../store/app-context';
import { TextButton } from '../../widgets/text-button/TextButton';

/** Something that names a block; a click selects it. */
export function BlockLink({ block, children }: { readonly block: BlockRow; readonly children: ReactNode }) {
  const select = useApp((state) => state.select);
  return (
    <TextButton
      title="Select this block"
      onClick={() => {
        select(block);
      }}
    >
      {children}
    </TextButton>
  );
}

import { Children, type ReactNode } from 'react';
import { unbroken } from '../../base/wording';

/** Sentences in which no line ends between a figure and its unit. */
export function Prose(props: { readonly className?: string | undefined; readonly children: ReactNode }) {
  return (
    <p className={props.className}>
      {Children.map(props.children, (child) => (typeof child === 'string' ? unbroken(child) : child))}
    </p>
  );
}

import { Component, type ReactNode } from 'react';
import { asError } from '../../base/assert';
import { CrashDialog } from '../messages/CrashDialog';

/** Catches what a component threw while drawing: a bug, shown as one. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {};

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: asError(error) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === undefined ? this.props.children : <CrashDialog error={error} format={undefined} />;
  }
}

import { useSyncExternalStore } from 'react';

/** A value that can be read at any time and watched. `get` returns the same reference until it changes. */
export interface Observable<T> {
  get(): T;
  /** Calls after each change; returns how to stop. */
  subscribe(listener: () => void): () => void;
}

export interface Source<T> extends Observable<T> {
  set(value: T): void;
}

export function source<T>(initial: T): Source<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The present value in a component, which renders again when it changes. */
export function useObservable<T>(observable: Observable<T>): T {
  return useSyncExternalStore(observable.subscribe, observable.get, observable.get);
}

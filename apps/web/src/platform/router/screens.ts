import type { ComponentType } from 'react';
import { type Params, type Path, trimmed } from './paths.ts';

/** A screen whose room is loaded when it is needed. */
export interface Screen {
  /** Tells it apart from every other: another screen at the same place of the page is drawn anew. */
  readonly id: string;
  /** What it is drawn in, at that one's `<Outlet />`. */
  readonly within: Screen | undefined;
  /** Null until it is loaded. */
  component: ComponentType | null;
  /** Loads it once; after a failure the next call tries again. Rejects with what the import said. */
  readonly load: () => Promise<void>;
}

/** Another path to go to. */
interface Redirect {
  readonly redirect: Path;
}

export type Screens = Readonly<Record<Path, Screen | Redirect>>;

/** Where one is, with everything that it takes to draw it. */
export interface Place {
  /** The whole address as the browser has it: it tells whether this is still the place. */
  readonly href: string;
  readonly path: string;
  readonly search: Readonly<Record<string, string>>;
  readonly params: Params;
  /** The outermost first; empty where the address leads nowhere. */
  readonly screens: readonly Screen[];
  /** Why the screen did not come. */
  readonly failure?: { readonly error: unknown };
}

let count = 0;

/** The screen that a room exports by this name. */
export function screen<Name extends string>(
  load: () => Promise<Readonly<Record<Name, ComponentType>>>,
  name: Name,
  within?: Screen,
): Screen {
  let loading: Promise<void> | undefined;
  count += 1;
  const self: Screen = {
    id: `${name}-${count}`,
    within,
    component: null,
    load: () => {
      loading ??= load().then(
        (room) => {
          self.component = room[name];
        },
        (error: unknown) => {
          loading = undefined;
          throw error;
        },
      );
      return loading;
    },
  };
  return self;
}

/** Where the browser is now. */
export function hrefNow(): string {
  const { pathname, search, hash } = window.location;
  return `${pathname}${search}${hash}`;
}

/** What stands at an address; it may not be loaded yet. A redirect is followed: the place says its own address. */
export function placeAt(screens: Partial<Screens>, href: string): Place {
  const { pathname, searchParams } = new URL(href, window.location.origin);
  const path = trimmed(pathname);
  const place = { href, path, search: Object.fromEntries(searchParams), params: {}, screens: [] };
  for (const [pattern, found] of ordered(screens)) {
    const match = new RegExp(`^${pattern.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`, 'i').exec(path);
    if (match === null) continue;
    if ('redirect' in found) return placeAt(screens, found.redirect);
    return { ...place, params: decoded(match.groups), screens: chainOf(found) };
  }
  return place;
}

/** Words before names: `/products/new` is no product. */
function ordered(screens: Partial<Screens>): readonly (readonly [string, Screen | Redirect])[] {
  const isNamed = (path: string) => Number(path.includes(':'));
  return Object.entries(screens).sort(([a], [b]) => isNamed(a) - isNamed(b));
}

function chainOf(inner: Screen): readonly Screen[] {
  return inner.within === undefined ? [inner] : [...chainOf(inner.within), inner];
}

function decoded(groups: Readonly<Record<string, string>> = {}): Params {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value)]));
}

/** A broken escape is no reason to fall over: the screen does not find what does not exist. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The place when everything of it is loaded; at once when it already is. Never rejects: a failure is a place too. */
export function arrive(screens: Partial<Screens>, href: string): Place | Promise<Place> {
  const place = placeAt(screens, href);
  if (place.href !== href) window.history.replaceState(window.history.state, '', place.href);
  const missing = place.screens.filter(({ component }) => component === null);
  if (missing.length === 0) return place;
  return Promise.all(missing.map(({ load }) => load())).then(
    () => place,
    (error: unknown) => reloadOnce(error) ?? { ...place, failure: { error } },
  );
}

/**
 * After an update of the program the files that an open page knows may be gone from the server; the new page knows the new
 * ones. One failure is a reason to load the page again once, and the second time to say so.
 */
function reloadOnce(failure: unknown): Promise<never> | null {
  const key = `router.reload:${failure instanceof Error ? failure.message : String(failure)}`;
  if (sessionStorage.getItem(key) !== null) return null;
  sessionStorage.setItem(key, '1');
  window.location.reload();
  return new Promise(() => undefined);
}

/** Loads what stands at an address before somebody goes there. What fails is tried again, and told of, when they do. */
export function preload(screens: Partial<Screens>, href: string): void {
  for (const { component, load } of placeAt(screens, href).screens)
    if (component === null) load().catch(() => undefined);
}

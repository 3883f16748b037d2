import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { type Device, DeviceProvider } from '../device/index.ts';

export interface AskedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** A page in a test, and the server as that page meets it. */
export interface TestPage {
  /** What the server answers to `GET /path`, without the part behind the question mark. Whatever is not here is unreachable. */
  answers: Record<string, () => Response>;
  asked: AskedRequest[];
  /** The shop's settings as the device keeps them; nothing unless a test brings some. */
  settings: unknown;
  readonly host: HTMLElement;
  /** Shows the screen, opened anew, to a person with these permissions. */
  readonly open: (screen: ReactNode, permissions?: readonly string[]) => Promise<void>;
  /** Waits until the text can be read. */
  readonly shows: (text: string) => Promise<void>;
  readonly buttons: (name: string) => HTMLElement[];
  /** Presses the first button or tab with that text; throws when there is none. */
  readonly press: (name: string) => Promise<void>;
}

export function jsonAnswer(value: unknown): Response {
  return new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } });
}

/** The server's own kind of refusal. */
export function problemAnswer(problem: { readonly code: string; readonly status: number; readonly title: string }) {
  const full = { detail: `${problem.title}.`, action: 'Ask whoever may.', requestId: 'request-9', ...problem };
  const headers = { 'content-type': 'application/problem+json' };
  return new Response(JSON.stringify(full), { status: problem.status, headers });
}

/** Stubs the browser's own `fetch` before each test of the file, and takes the page away after it. */
export function createTestPage(): TestPage {
  let root: Root;
  const page: TestPage & { host: HTMLElement } = {
    answers: {},
    asked: [],
    settings: null,
    host: document.body,
    open: async (screen, permissions = []) => {
      await act(async () => root.unmount());
      root = createRoot(page.host);
      // The pages look at nothing else of the device.
      const newId = () => crypto.randomUUID();
      const device = { session: sessionOf(permissions, page.settings), newId } as unknown as Device;
      await act(async () =>
        root.render(
          <QueryClientProvider client={new QueryClient()}>
            <DeviceProvider device={device}>{screen}</DeviceProvider>
          </QueryClientProvider>,
        ),
      );
    },
    shows: (text) => vi.waitFor(() => act(async () => expect(page.host.textContent).toContain(text))),
    buttons: (name) =>
      [...page.host.querySelectorAll<HTMLElement>('button,[role=tab]')].filter((one) =>
        one.textContent?.includes(name),
      ),
    press: (name) =>
      act(async () => {
        const [found] = page.buttons(name);
        if (found === undefined) throw new Error(`there is no ${name}`);
        found.click();
      }),
  };
  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    page.answers = {};
    page.asked = [];
    page.settings = null;
    page.host = document.body.appendChild(document.createElement('div'));
    root = createRoot(page.host);
    vi.stubGlobal('fetch', (url: string, { method = 'GET', body }: RequestInit = {}) => {
      const path = url.replace('/api/v1', '');
      page.asked.push({ method, path, body: typeof body === 'string' ? JSON.parse(body) : undefined });
      const answer = page.answers[`${method} ${path.split('?')[0] ?? ''}`];
      return answer === undefined ? Promise.reject(new TypeError(`nobody answers ${path}`)) : Promise.resolve(answer());
    });
  });
  afterEach(async () => {
    await act(async () => root.unmount());
    page.host.remove();
    vi.unstubAllGlobals();
  });
  return page;
}

function sessionOf(permissions: readonly string[], settings: unknown) {
  const always = (value: unknown) => ({ get: () => value, subscribe: () => () => undefined });
  return {
    state: always({ status: 'signed-in', session: { user: { permissions } } }),
    settings: always(settings),
    can: (permission: string) => permissions.includes(permission),
  };
}

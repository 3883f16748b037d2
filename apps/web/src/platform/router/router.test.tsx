import { act, type ComponentType, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Link } from './link.tsx';
import { Navigate, Outlet, RouterProvider, useNavigate, useParams, usePath, useSearch } from './provider.tsx';
import { arrive, hrefNow, type Screens, screen } from './screens.ts';

let root: Root;
let host: HTMLElement;
/** Rooms that come only when the test lets them. */
let letIn: Record<string, () => void>;
let loads: string[];
let scrolled: (readonly [number, number])[];

const shows = (text: string) => vi.waitFor(() => act(async () => expect(host.textContent).toContain(text)));
const press = (name: string, init: MouseEventInit = {}) =>
  act(async () => {
    const link = [...host.querySelectorAll('a,button')].find((one) => one.textContent === name);
    if (link === undefined) throw new Error(`there is no ${name}`);
    link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...init }));
  });
const backBy = (steps: number) =>
  act(async () => {
    const gone = new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }));
    window.history.go(steps);
    await gone;
  });
const link = (name: string) => [...host.querySelectorAll('a')].find((one) => one.textContent === name);

function List() {
  const [typed, setTyped] = useState(0);
  const { query = 'all' } = useSearch();
  const navigate = useNavigate();
  return (
    <div>
      List of {query}, typed {typed}
      <button type="button" onClick={() => setTyped(typed + 1)}>
        Type
      </button>
      <button type="button" onClick={() => navigate({ to: '/products', search: { query: 'tea', state: undefined } })}>
        Tea
      </button>
      <button type="button" onClick={() => navigate({ to: '/products', search: { query: 'a&b' }, replace: true })}>
        Both
      </button>
      <Link to="/products/:productId" params={{ productId: 'a/b' }} search={{ query: 'tea' }}>
        One
      </Link>
      <Link to="/products" isExact activeClass="here" inactiveClass="away">
        Exactly
      </Link>
      <Link to="/products" className="link" activeClass="here">
        List
      </Link>
      <Link to="/team">Team</Link>
      <Link to="/help/:topic" params={{ topic: 'money' }} hash="cash">
        Help
      </Link>
      <Outlet />
    </div>
  );
}

const Drawer = () => <p>Drawer of {useParams().productId}</p>;
const Help = () => <p id="cash">Help about {useParams().topic}</p>;
const Fall = () => {
  throw new Error('this screen falls');
};

function room(name: string, Content: ComponentType, within?: ReturnType<typeof screen>) {
  return screen(
    () =>
      new Promise<{ Screen: ComponentType }>((resolve) => {
        loads.push(name);
        letIn[name] = () => resolve({ Screen: Content });
        if (name !== 'team') resolve({ Screen: Content });
      }),
    'Screen',
    within,
  );
}

function screensOfTest(): Screens {
  const list = room('list', List);
  const rest = room('rest', () => <p>Elsewhere</p>);
  return {
    ...({} as Screens),
    '/': { redirect: '/till' },
    '/till': room('till', () => <p>Till at {usePath()}</p>),
    '/products': list,
    '/products/:productId': room('drawer', Drawer, list),
    '/products/new': room('new', () => <p>A new one</p>, list),
    '/team': room('team', () => <p>The team</p>),
    '/help/:topic': room('help', Help),
    '/welcome': room('gate', () => <Navigate to="/till" />),
    '/shift': room('fall', Fall),
    '/audit': screen(() => Promise.reject(new TypeError('no such file')), 'Screen'),
    '/lock': rest,
  };
}

const Frame = () => (
  <main>
    <Outlet />
  </main>
);
const Missing = () => <p>Nothing here</p>;
const Crashed = ({ error }: { readonly error: unknown }) => <p>Fell: {String(error)}</p>;

async function open(href: string): Promise<void> {
  await act(async () => window.history.pushState(null, '', href));
  const screens = screensOfTest();
  const first = await arrive(screens, hrefNow());
  await act(async () =>
    root.render(<RouterProvider screens={screens} first={first} frame={Frame} missing={Missing} crashed={Crashed} />),
  );
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  letIn = {};
  loads = [];
  scrolled = [];
  sessionStorage.clear();
  vi.stubGlobal('scrollTo', (x: number, y: number) => {
    scrolled.push([x, y]);
    Object.assign(window, { scrollY: y });
  });
  Element.prototype.scrollIntoView = function intoView() {
    scrolled.push([-1, -1]);
  };
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});
afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('where one is', () => {
  it('is the screen of a deep address, with what it is about, drawn in the screens around it', async () => {
    await open('/products/a%2Fb/?query=tea');
    expect(host.textContent).toContain('List of tea');
    expect(host.textContent).toContain('Drawer of a/b');
    expect(loads).toEqual(['list', 'drawer']);
  });

  it('is a word before it is a name, whatever stands first in the list', async () => {
    await open('/Products/new');
    expect(host.textContent).toContain('A new one');
  });

  it('is the till where the address says nothing', async () => {
    await open('/');
    expect(host.textContent).toBe('Till at /till');
    expect(location.pathname).toBe('/till');
  });

  it('is nowhere, and is said so', async () => {
    for (const address of ['/nowhere', '/products/a/b', '/products/%ff/x']) {
      await open(address);
      await shows('Nothing here');
    }
  });

  it('survives an escape that is none', async () => {
    await open('/products/%E0%A4%A');
    expect(host.textContent).toContain('Drawer of %E0%A4%A');
  });
});

describe('going somewhere', () => {
  it('keeps the screen that is there until the next one is loaded, though the address is the new one', async () => {
    await open('/products');
    await press('Team');
    expect(location.pathname).toBe('/team');
    expect(host.textContent).toContain('List of all');
    await act(async () => letIn['team']?.());
    await shows('The team');
  });

  it('forgets a screen that comes after one went somewhere else', async () => {
    await open('/products');
    await press('Team');
    await press('Tea');
    await act(async () => letIn['team']?.());
    expect(host.textContent).toContain('List of tea');
  });

  it('opens a drawer over the list, which stays as it is; so does its place on the screen', async () => {
    await open('/products');
    await press('Type');
    scrolled = [];
    await press('One');
    await shows('Drawer of a/b');
    expect(location.href.endsWith('/products/a%2Fb?query=tea')).toBe(true);
    expect(host.textContent).toContain('List of tea, typed 1');
    await press('Tea');
    expect(host.textContent).not.toContain('Drawer');
    expect(host.textContent).toContain('typed 1');
    expect(scrolled).toEqual([]);
  });

  it('goes back and forward through what was searched; what took a place leaves none to go back to', async () => {
    await open('/products');
    await press('Tea');
    await press('Both');
    expect(location.search).toBe('?query=a%26b');
    expect(host.textContent).toContain('List of a&b');
    await backBy(-1);
    await shows('List of all');
    await backBy(1);
    await shows('List of a&b');
  });

  it('makes no second entry of where one is', async () => {
    await open('/products');
    const entries = window.history.length;
    await press('List');
    expect(window.history.length).toBe(entries);
    await press('Tea');
    expect(window.history.length).toBe(entries + 1);
  });

  it('leaves a pressed modifier to the browser', async () => {
    await open('/products');
    for (const init of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }])
      await press('Team', init);
    expect(location.pathname).toBe('/products');
  });

  it('sends away without a way back', async () => {
    await open('/lock');
    const entries = window.history.length;
    await open('/welcome');
    await shows('Till at /till');
    expect(window.history.length).toBe(entries + 1);
  });
});

describe('a link', () => {
  it('loads its room when a pointer or the focus comes near, once', async () => {
    await open('/products');
    const near = (type: string) => act(async () => link('Team')?.dispatchEvent(new Event(type, { bubbles: true })));
    await near('pointerover');
    await near('focusin');
    await near('touchstart');
    expect(loads).toEqual(['list', 'team']);
  });

  it('says that it leads to where one is: the very page, or one below', async () => {
    await open('/products');
    const faces = () =>
      ['List', 'Exactly', 'One', 'Team'].map((name) => [link(name)?.className, link(name)?.ariaCurrent]);
    const current = (name: string) => link(name)?.getAttribute('aria-current');
    expect(['List', 'Exactly', 'One', 'Team'].map(current)).toEqual(['page', 'page', null, null]);
    await press('One');
    await shows('Drawer');
    expect(['List', 'Exactly', 'One'].map(current)).toEqual(['page', null, 'page']);
    expect(faces()[0]?.[0]).toBe('link here');
    expect(faces()[1]?.[0]).toBe('away');
  });

  it('leads to a part of a page', async () => {
    await open('/products');
    await press('Help');
    await shows('Help about money');
    expect(location.hash).toBe('#cash');
    expect(scrolled.at(-1)).toEqual([-1, -1]);
  });
});

describe('the place on the screen', () => {
  it('is the top of what is new, and where one was of what one comes back to', async () => {
    await open('/products');
    window.scrollTo(0, 640);
    await press('Help');
    await shows('Help about');
    expect(scrolled).toContainEqual([0, 0]);
    window.scrollTo(0, 30);
    await backBy(-1);
    await shows('List of all');
    expect(scrolled.at(-1)).toEqual([0, 640]);
    await backBy(1);
    await shows('Help about');
    expect(scrolled.at(-1)).toEqual([0, 30]);
  });
});

describe('what fails', () => {
  it('is said instead of an empty page, until one goes somewhere else', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await open('/shift');
    expect(host.textContent).toContain('Fell: Error: this screen falls');
    await backBy(-1);
    await vi.waitFor(() => act(async () => expect(host.textContent).not.toContain('Fell')));
  });

  it('is, for a file that does not come, one reload of the page, and then said', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    sessionStorage.setItem('router.reload:no such file', '1');
    await open('/audit');
    expect(host.textContent).toContain('Fell: TypeError: no such file');
  });
});

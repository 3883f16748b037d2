import {
  Component,
  type ComponentType,
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { type AroundNavHandler, Router, Redirect as RouterRedirect, useRouter } from 'wouter';
import { navigate as toAddress, useLocationProperty } from 'wouter/use-browser-location';
import { addressOf, type Params, type PlainPath, type Target } from './paths.ts';
import { arrive, hrefNow, type Place, placeAt, preload, type Screens } from './screens.ts';
import { followScrolling, leaveFor, settle } from './scroll.ts';

/** What a screen threw, or why it did not come. */
interface Failure {
  readonly error: unknown;
}

interface Routing {
  readonly place: Place;
  readonly missing: ComponentType;
  readonly crashed: ComponentType<Failure>;
  readonly preload: (href: string) => void;
}

const Nothing = () => null;

const RoutingContext = createContext<Routing | null>(null);
/** How deep in the place's screens the next outlet is. */
const DepthContext = createContext(0);

/** Without a provider (a screen alone on a page) one is where the browser is, and links change its address only. */
export function useRouting(): Routing {
  return (
    useContext(RoutingContext) ?? {
      place: placeAt({}, hrefNow()),
      missing: Nothing,
      crashed: Nothing,
      preload: () => undefined,
    }
  );
}

export interface RouterProviderProps {
  readonly screens: Screens;
  /** Where one is when the page opens, from `arrive`: whatever is shown before stays until then. */
  readonly first: Place;
  /** Stands around every screen and draws it by `<Outlet />`. */
  readonly frame: ComponentType;
  /** For an address that leads nowhere. */
  readonly missing: ComponentType;
  /** For a screen that threw, or did not come. */
  readonly crashed: ComponentType<Failure>;
}

/** Draws the screen of the browser's address. The one before stays until all of the next is loaded. */
export function RouterProvider({ screens, first, frame: Frame, missing, crashed }: RouterProviderProps) {
  const [place, setPlace] = useState(first);
  const href = useLocationProperty(hrefNow);
  useEffect(() => {
    let isWanted = true;
    const show = (next: Place) => {
      if (isWanted) setPlace((now) => (now.href === next.href ? now : next));
    };
    const next = arrive(screens, href);
    if (next instanceof Promise) void next.then(show);
    else show(next);
    return () => {
      isWanted = false;
    };
  }, [screens, href]);
  useEffect(followScrolling, []);
  const before = useRef<Place | null>(null);
  useLayoutEffect(() => {
    if (before.current !== place) settle(before.current, place);
    before.current = place;
  }, [place]);
  const load = useCallback((address: string) => preload(screens, address), [screens]);
  return (
    <RoutingContext value={{ place, missing, crashed, preload: load }}>
      <Router aroundNav={go}>
        <Boundary place={place} crashed={crashed}>
          <Frame />
        </Boundary>
      </Router>
    </RoutingContext>
  );
}

/** Going to where one is already is no new entry of the history. */
const go: AroundNavHandler = (navigate, to, options) => {
  const replace = options?.replace === true || to === hrefNow();
  navigate(to, { replace, state: leaveFor(replace) });
};

/** The screen within this one, if the address has one. */
export function Outlet(): ReactNode {
  const { place, missing: Missing, crashed: Crashed } = useRouting();
  const depth = useContext(DepthContext);
  if (place.failure !== undefined) return <Crashed error={place.failure.error} />;
  const screen = place.screens[depth];
  if (screen === undefined) return depth === 0 ? <Missing /> : null;
  const { component: Content } = screen;
  if (Content === null) return null;
  return (
    <DepthContext value={depth + 1}>
      <Content key={screen.id} />
    </DepthContext>
  );
}

interface BoundaryProps {
  readonly place: Place;
  readonly crashed: ComponentType<Failure>;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly thrown: Failure | null;
}

/** Shows what threw instead of an empty page, until one goes somewhere else. */
class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { thrown: null };

  static getDerivedStateFromError(error: unknown) {
    return { thrown: { error } };
  }

  override componentDidUpdate(before: BoundaryProps) {
    if (before.place !== this.props.place && this.state.thrown !== null) this.setState({ thrown: null });
  }

  override render(): ReactNode {
    const { thrown } = this.state;
    const { crashed: Crashed, children } = this.props;
    return thrown === null ? children : <Crashed error={thrown.error} />;
  }
}

/** The path of the screen that is shown, such as `/products/new`, without a slash at its end. */
export function usePath(): string {
  return useRouting().place.path;
}

/** What stands behind the question mark, for the room's own parser. */
export function useSearch(): Readonly<Record<string, string>> {
  return useRouting().place.search;
}

/** What the path of the screen is about. */
export function useParams(): Params {
  return useRouting().place.params;
}

/** A place of the program, or an address that was made elsewhere (a notice, a place that was kept). */
export type Destination = (Target | { readonly href: string }) & {
  /** Takes the place of the present entry of the history: the browser's back leads over it. */
  readonly replace?: boolean;
};

/** Goes somewhere; the function stays the same. */
export function useNavigate(): (destination: Destination) => void {
  const { aroundNav } = useRouter();
  return useCallback(
    (destination) => {
      const href = 'href' in destination ? destination.href : addressOf(destination);
      aroundNav(toAddress, href, { replace: destination.replace === true });
    },
    [aroundNav],
  );
}

/** Sends away whoever sees it, leaving no way back here. */
export function Navigate({ to }: { readonly to: PlainPath }) {
  return <RouterRedirect to={to} replace />;
}

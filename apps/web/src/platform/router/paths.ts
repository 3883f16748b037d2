/**
 * Every address of the program. `routes.tsx` has exactly one screen for each: a path that is missing there, and a link to one
 * that is missing here, fail the type check.
 */
export type Path = PlainPath | ParamPath;

export type PlainPath =
  | '/'
  | '/account'
  | '/activate'
  | '/display'
  | '/admin'
  | '/approvals'
  | '/audit'
  | '/cards-to-check'
  | '/customers'
  | '/gift-cards'
  | '/held-sales'
  | '/help'
  | '/imports'
  | '/join'
  | '/lock'
  | '/messages'
  | '/my-request'
  | '/not-me'
  | '/orders'
  | '/orders/find'
  | '/orders/missed'
  | '/pricing'
  | '/products'
  | '/purchasing'
  | '/quotes'
  | '/layaways'
  | '/products/new'
  | '/registers'
  | '/renew'
  | '/repairs'
  | '/request-access'
  | '/security'
  | '/settings'
  | '/settings/printers'
  | '/settings/receipts'
  | '/settings/taxes'
  | '/settings/tenders'
  | '/settings/barcodes'
  | '/settings/hardware'
  | '/shift'
  | '/shifts'
  | '/suppliers'
  | '/team'
  | '/team/roles'
  | '/till'
  | '/unsubscribe'
  | '/welcome';

type ParamPath =
  | '/customers/:customerId'
  | '/help/:topic'
  | '/orders/:saleId'
  | '/orders/:saleId/pricing'
  | '/orders/:saleId/return'
  | '/products/:productId'
  | '/purchasing/:orderId'
  | '/shifts/:shiftId'
  | '/r/:token'
  | '/team/:userId';

/** The names behind the colons of a path. */
type ParamOf<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamOf<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

/** What the address of the present screen says; a name that its path does not have is missing. */
export type Params = Readonly<Partial<Record<ParamOf<ParamPath>, string>>>;

type To =
  | { readonly to: PlainPath; readonly params?: never }
  | { [P in ParamPath]: { readonly to: P; readonly params: Readonly<Record<ParamOf<P>, string>> } }[ParamPath];

/** A place in the program: a path with what it is about. */
export type Target = To & {
  /** What stands behind the question mark, as the room's own parser gives it: texts; what is undefined is left out. */
  readonly search?: object;
  /** The part of the page, without `#`. */
  readonly hash?: string;
};

/** The address of a place, to stand in a link. */
export function addressOf({ to, params, search = {}, hash = '' }: Target): string {
  const values: Readonly<Record<string, string>> = { ...params };
  const path = to.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value !== undefined) query.set(name, String(value));
  return `${path}${query.size > 0 ? `?${query}` : ''}${hash === '' ? '' : `#${encodeURIComponent(hash)}`}`;
}

/** An address without the slashes at its end that somebody may have typed. */
export function trimmed(path: string): string {
  return path.replace(/(.)\/+$/, '$1');
}

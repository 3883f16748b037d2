import { foldText, tokensOf } from '@mosaajii/domain/catalog';
import type { CustomerItem } from '@mosaajii/domain/purse';
import type { Observable } from '../device/observable.ts';

/** The customers that this register knows, from memory. Every answer is immediate, also without the network. */
export interface CustomerDirectory {
  /** Every word typed begins a word of the name, the company or the tax number, or is part of the telephone number. */
  search(text: string, limit: number): readonly CustomerItem[];
  byId(customerId: string): CustomerItem | null;
  /** By the code of a customer card. */
  byCard(code: string): CustomerItem | null;
  /** Somebody whom this device has just written down. */
  add(customer: CustomerItem): void;
  /** Changes with each new state. */
  version(): number;
  subscribe(listener: () => void): () => void;
}

type Items = Observable<{ readonly byId: ReadonlyMap<string, CustomerItem> } | null>;

interface Row {
  readonly item: CustomerItem;
  /** What `key` was made of: a customer that only owes something else is not folded again. */
  readonly made: string;
  /** Folded words, each with a space before it, and the digits of the telephone number. */
  readonly key: string;
}

/** Candidates that are looked at before they are ordered: somebody who types one letter wants a few names, not all. */
const MOST_CANDIDATES = 200;
const SHORTEST_NUMBER = 3;

/** `items`: what the server sends to this register. `unsent`: whom the device wrote down and nobody else knows yet. */
export function createDirectory(items: Items, unsent: readonly CustomerItem[]): CustomerDirectory {
  const own = new Map(unsent.map((customer) => [customer.id, customer]));
  const listeners = new Set<() => void>();
  let rows = new Map<string, Row>();
  let read: ReadonlyMap<string, CustomerItem> | null | undefined;
  let revision = 0;
  const changed = () => {
    revision += 1;
    for (const listener of [...listeners]) listener();
  };
  items.subscribe(changed);

  /** Brings the rows up to date with what the server sent; only what changed is folded. */
  const current = (): ReadonlyMap<string, Row> => {
    const sent = items.get()?.byId ?? null;
    if (sent === read) return rows;
    const next = new Map<string, Row>();
    for (const item of sent?.values() ?? []) next.set(item.id, rowOf(item, rows.get(item.id)));
    for (const item of own.values()) if (!next.has(item.id)) next.set(item.id, rowOf(item, rows.get(item.id)));
    rows = next;
    read = sent;
    return rows;
  };

  return {
    search: (text, limit) => search(current(), text, limit),
    byId: (customerId) => current().get(customerId)?.item ?? null,
    byCard: (code) => {
      const wanted = plainCode(code);
      for (const { item } of current().values()) {
        if (item.cardCode !== undefined && item.isInactive !== true && plainCode(item.cardCode) === wanted) return item;
      }
      return null;
    },
    add: (customer) => {
      own.set(customer.id, customer);
      read = undefined;
      changed();
    },
    version: () => revision,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function rowOf(item: CustomerItem, known: Row | undefined): Row {
  const made = [item.name, item.company, item.phone, item.taxNumber].join('\n');
  if (known?.made === made) return { item, made, key: known.key };
  const words = tokensOf(foldText(`${item.name} ${item.company ?? ''} ${item.taxNumber ?? ''}`));
  return { item, made, key: ` ${words.join(' ')} #${(item.phone ?? '').replace(/\D/g, '')}` };
}

function search(rows: ReadonlyMap<string, Row>, text: string, limit: number): CustomerItem[] {
  const tokens = tokensOf(foldText(text));
  if (tokens.length === 0) return [];
  const found: Row[] = [];
  for (const row of rows.values()) {
    if (row.item.isInactive === true || !tokens.every((token) => isIn(row.key, token))) continue;
    found.push(row);
    if (found.length === MOST_CANDIDATES) break;
  }
  return found
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .slice(0, limit)
    .map((row) => row.item);
}

function isIn(key: string, token: string): boolean {
  if (key.includes(` ${token}`)) return true;
  if (token.length < SHORTEST_NUMBER || !/^\d+$/.test(token)) return false;
  const digits = key.slice(key.lastIndexOf('#'));
  // A number is often told without its country: 0712… is part of 254712…
  return digits.includes(token) || (token.startsWith('0') && digits.includes(token.slice(1)));
}

function plainCode(code: string): string {
  return code.replace(/[\s-]/g, '').toUpperCase();
}

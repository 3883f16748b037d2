import { en, type LaterMessages } from './en/index.ts';

/** A message: text with `{name}` places, or one text for each plural form of `{count}`. */
export type Message = string | { readonly one: string; readonly other: string };
/** The messages of one room. Its owner edits `en/<room>.ts` only. */
export type Messages = Readonly<Record<string, Message>>;

type Catalogue = typeof en & LaterMessages;
export type MessageKey = {
  [Room in keyof Catalogue]: `${Room & string}.${keyof Catalogue[Room] & string}`;
}[keyof Catalogue];
export type MessageParams = Readonly<Record<string, string | number>>;

const pluralRules = new Intl.PluralRules('en');

const known = new Map<string, Messages>(Object.entries(en));

/** Adds the words of a room that is loaded later. */
export function addMessages<Room extends keyof LaterMessages>(room: Room, messages: LaterMessages[Room]): void {
  known.set(room, messages);
}

function find(key: string): Message | undefined {
  const dot = key.indexOf('.');
  const room = known.get(key.slice(0, dot));
  return room?.[key.slice(dot + 1)];
}

function choose(message: Message, params: MessageParams | undefined): string {
  if (typeof message === 'string') return message;
  return pluralRules.select(Number(params?.['count'] ?? 0)) === 'one' ? message.one : message.other;
}

/**
 * The message in the language of the screen, with its places filled. A place without a value stays visible as `{name}`,
 * because a hole in a sentence is found by nobody.
 */
export function t(key: MessageKey, params?: MessageParams): string {
  const message = find(key);
  if (message === undefined) return key;
  const text = choose(message, params);
  if (params === undefined) return text;
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[name];
    return value === undefined ? place : typeof value === 'number' ? formatCount(value) : value;
  });
}

const counts = new Intl.NumberFormat('en');
function formatCount(value: number): string {
  return counts.format(value);
}

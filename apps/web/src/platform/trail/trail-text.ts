import './words.ts';
import type { AuditAction, AuditSubject } from '@mosaajii/contract/audit-actions';
import { deeds } from '../i18n/en/deeds.ts';
import { trail } from '../i18n/en/trail.ts';
import { type MessageKey, screenLanguage, t } from '../i18n/index.ts';

/** What happened, in the language of the screen; a name that this program does not know as words made of it. */
export function actionText(action: string): string {
  return isAction(action) ? t(`deeds.${action}`) : wordsOf(action);
}

/** What kind of thing an entry is about; an unknown one as words made of its name. */
export function subjectText(kind: string): string {
  return isSubject(kind) ? t(`trail.kind_${kind}`) : wordsOf(kind);
}

/** What a field of an entry is called; an unknown one as words made of its name. */
export function fieldText(field: string): string {
  return wordFor(`field_${field}`) ?? wordsOf(field);
}

/** How the words of a kind of thing are named. */
const KIND = 'kind_';
/** Fields whose text is a name that the program gives, not what somebody typed. */
const NAMING = new Set(['decision', 'reason', 'role', 'state', 'status']);

/** A value as text: yes and no, and what the program names itself, in the language of the screen; anything else as it is. */
export function valueText(field: string, value: string | boolean): string {
  if (typeof value === 'boolean') return t(value ? 'trail.value_yes' : 'trail.value_no');
  return NAMING.has(field) ? (wordFor(`value_${value}`) ?? value) : value;
}

/**
 * The technical names of the actions and of the kinds of things whose words on the screen hold every word of a text, so that
 * somebody finds what they read. Nothing for an empty text.
 */
export function namesMeant(text: string): string[] {
  const wanted = fold(text).split(' ').filter(Boolean);
  if (wanted.length === 0) return [];
  const means = (words: string) => wanted.every((word) => fold(words).includes(word));
  const actions = Object.keys(deeds).filter((action) => means(actionText(action)));
  const kinds = Object.keys(trail)
    .filter((name) => name.startsWith(KIND))
    .map((name) => name.slice(KIND.length))
    .filter((kind) => means(subjectText(kind)));
  return [...actions, ...kinds];
}

/** `product.updated` as "Product updated", `pricesIncludeTax` as "Prices include tax". */
export function wordsOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s._-]+/)
    .filter(Boolean)
    .join(' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Without case, accents and vowel signs, which nobody types into a search. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase(screenLanguage())
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function wordFor(name: string): string | undefined {
  return isWord(name) ? t(`trail.${name}` satisfies MessageKey) : undefined;
}

function isWord(name: string): name is keyof typeof trail {
  return Object.hasOwn(trail, name);
}

function isAction(name: string): name is AuditAction {
  return Object.hasOwn(deeds, name);
}

function isSubject(name: string): name is AuditSubject {
  return Object.hasOwn(trail, `${KIND}${name}`);
}

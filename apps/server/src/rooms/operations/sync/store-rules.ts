import type { KnownOperation } from '@mosaajii/contract/sync';
import { MIDNIGHT } from '@mosaajii/domain/calendar';
import { type LayawayRule, USUAL_LAYAWAY } from '@mosaajii/domain/layaway';
import { type SalespersonSettings, USUAL_SALESPERSON } from '@mosaajii/domain/sale';
import type { Books } from './books.ts';
import { momentOf } from './moment.ts';

/** Tills learn of a change when they next pull: for as long the rule of before is as good as the new one. */
const TOLERANCE_MS = 15 * 60 * 1000;

interface StoreRules {
  readonly salesperson: SalespersonSettings;
  readonly layaway: LayawayRule;
  readonly 'day-end': string;
}
const USUAL: StoreRules = { salesperson: USUAL_SALESPERSON, layaway: USUAL_LAYAWAY, 'day-end': MIDNIGHT };

/**
 * The rules of the register's store that an operation may have been made by, first the one that held at its moment: what was
 * decided afterwards could not be known.
 */
export function rulesFor<Name extends keyof StoreRules>(
  { context: { key } }: Books,
  operation: KnownOperation,
  name: Name,
): readonly [StoreRules[Name], ...StoreRules[Name][]] {
  const past = (key.past_rules ?? [])
    .filter((row) => row.name === name)
    .map(({ until, rule }) => ({ until: Date.parse(until), rule: rule as StoreRules[Name] | null }))
    .sort((one, other) => one.until - other.until);
  const present: StoreRules[Name] | null | undefined = key[name] as StoreRules[Name] | null | undefined;
  const ruleAt = (moment: number): StoreRules[Name] => {
    const before = past.find(({ until }) => moment < until);
    return (before === undefined ? present : before.rule) ?? USUAL[name];
  };
  const moment = momentOf(operation);
  return [ruleAt(moment), ruleAt(moment - TOLERANCE_MS), ruleAt(moment + TOLERANCE_MS)];
}

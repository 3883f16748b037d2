import { ROLES } from '@mosaajii/domain/permission';
import { z } from 'zod';
import { count, cursor, isoTime, limit, name, text, uuid, version } from './wire.ts';

const role = z.enum(ROLES);

/** Active: may come in. Suspended: not for now. Deactivated: left, kept for the names in the history. */
export const PERSON_STATES = ['active', 'suspended', 'deactivated'] as const;
export const personState = z.enum(PERSON_STATES);
export type PersonState = z.infer<typeof personState>;

export const PERSON_SORTS = ['name', '-name', 'newest'] as const;
export type PersonSort = (typeof PERSON_SORTS)[number];

/** What a list of people can be narrowed by; `present` is everybody who has not left. */
const peopleFilters = {
  /** Words of the name, in any order; or a whole e-mail address. */
  query: text(200).optional(),
  role: role.optional(),
  state: z.enum([...PERSON_STATES, 'present', 'all']).default('present'),
  /** With an account that can sign in, or without one: then only with a PIN at a register. */
  account: z.enum(['with', 'without']).optional(),
  /** Has a role in this store at present, or in all. */
  storeId: uuid.optional(),
};

export const peopleQuery = z.strictObject({
  ...peopleFilters,
  sort: z.enum(PERSON_SORTS).default('name'),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});
export type PeopleQuery = z.output<typeof peopleQuery>;

export const peopleExportQuery = z.strictObject(peopleFilters);
export type PeopleExportQuery = z.output<typeof peopleExportQuery>;

export const person = z.strictObject({
  userId: uuid,
  displayName: z.string(),
  /** Null without an account. */
  email: z.string().nullable(),
  role,
  state: personState,
  /** Owns the shop: nobody else can suspend or demote them. */
  isOwner: z.boolean(),
  version,
  createdAt: isoTime,
  /** The last request of one of their sessions. */
  lastSeenAt: isoTime.nullable(),
  /** Whether the asker may administer people and every role of this one lies in the asker's stores; what is changed is judged on its own. */
  canManage: z.boolean(),
});
export type Person = z.infer<typeof person>;

export const peopleList = z.strictObject({
  items: z.array(person),
  nextCursor: z.string().nullable(),
  /** Counting stops at 10,000. */
  total: z.strictObject({ count, isExact: z.boolean() }),
});
export type PeopleList = z.infer<typeof peopleList>;

/** Somebody without an account: sells at a register with a PIN. */
export const newPerson = z.strictObject({
  userId: uuid,
  displayName: name(120),
  role,
  /** In these stores only; absent: in all. */
  storeIds: z.array(uuid).min(1).max(200).optional(),
});
export type NewPerson = z.output<typeof newPerson>;

export const personPatch = z.strictObject({
  version,
  displayName: name(120).optional(),
  role: role.optional(),
  state: personState.optional(),
});
export type PersonPatch = z.output<typeof personPatch>;

const BULK_MAXIMUM = 500;

/** The same change to many people; each is answered on its own. */
export const peopleBulk = z.strictObject({
  userIds: z.array(uuid).min(1).max(BULK_MAXIMUM),
  change: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('state'), state: personState }),
    z.strictObject({ kind: z.literal('role'), role }),
  ]),
});
export type PeopleBulk = z.output<typeof peopleBulk>;

export const bulkAnswer = z.strictObject({
  userId: uuid,
  /** `changed`, `unchanged` when it was so already, or `refused`. */
  outcome: z.enum(['changed', 'unchanged', 'refused']),
  /** Why it was refused: a code of the problem registry and a sentence. */
  code: z.string().nullable(),
  detail: z.string().nullable(),
});
export const peopleBulkAnswer = z.strictObject({ items: z.array(bulkAnswer) });
export type PeopleBulkAnswer = z.infer<typeof peopleBulkAnswer>;

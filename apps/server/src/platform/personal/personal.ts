import type { Tx } from '../database/index.ts';
import type { RootKeys } from '../secrets/index.ts';
import { type IndexKind, indexOf } from './blind-index.ts';
import { KeyRing } from './key-ring.ts';
import { type Handle, type Scoped, scopedTo } from './key-rows.ts';
import { openBytes, parseSealed, sealBytes } from './sealed-text.ts';

/** The place of a sealed text: it opens nowhere else, so that nobody can move one to another row, column or organization. */
export interface Field {
  readonly table: string;
  readonly column: string;
  /** The id of the row, as text. */
  readonly rowId: string;
}

/**
 * Personal data at rest. A `Tx` works with the keys of its organization, a `GlobalTx` with the installation's, and so does
 * a `Tx` for the tables that belong to no organization: what was sealed with the one opens only with the same. Keys are made when they are first needed, in the transaction that needs them.
 */
export interface Personal {
  /** Seals a text for its place: `v1.<key id>.<iv>.<ciphertext>.<tag>`. The same text gives another result each time. */
  seal(tx: Handle, field: Field, text: string): Promise<string>;
  /**
   * Opens what was sealed for this place; `''` when its key was thrown away on an erasure. Throws `PersonalDataError` for
   * a text of another place, a changed one, and when the root key is not on this machine.
   */
  open(tx: Handle, field: Field, sealed: string): Promise<string>;
  /** Opens a list; one key is looked up once. In the order of the list. */
  openMany(tx: Handle, items: readonly SealedItem[]): Promise<string[]>;
  /**
   * The fingerprint by which a value is found and kept unique. `column` (`account.email`) is part of it; the value is
   * brought to one spelling by its kind.
   */
  blindIndex(tx: Handle, column: string, kind: IndexKind, text: string): Promise<string>;
  /** Makes the keys of a scope when it has none. Throws `PersonalDataError` when this machine cannot open those it has. */
  prepare(tx: Handle): Promise<void>;
  /**
   * Throws the organization's present key away: everything sealed with it reads as `''` from now on, here at once and in
   * other processes within five minutes. What is sealed afterwards gets a new key. Cannot be undone.
   */
  shred(tx: Tx): Promise<void>;
}

export interface SealedItem {
  readonly field: Field;
  readonly sealed: string;
}

/** Opens the vault with the root keys of this machine. */
export function createPersonal(options: { readonly rootKeys: RootKeys; readonly clock: { now(): Date } }): Personal {
  const ring = new KeyRing(options.rootKeys, options.clock);
  const openOne = async (tx: Handle, field: Field, text: string): Promise<string> => {
    const sealed = parseSealed(text);
    const at = scopedTo(tx, field.table);
    const { bytes } = await ring.byId(at, uuidOf(sealed.keyId));
    return bytes === null ? '' : openBytes(bytes, contextOf(at, field), sealed).toString('utf8');
  };
  return {
    seal: async (tx, field, text) => {
      const at = scopedTo(tx, field.table);
      const { keyId, bytes } = await ring.present(at, 'seal');
      return sealBytes(bytes, shortId(keyId), contextOf(at, field), Buffer.from(text, 'utf8'));
    },
    open: openOne,
    openMany: async (tx, items) => {
      const texts: string[] = [];
      for (const { field, sealed } of items) texts.push(await openOne(tx, field, sealed));
      return texts;
    },
    blindIndex: async (tx, column, kind, text) => {
      const { bytes } = await ring.present(scopedTo(tx, column.split('.')[0] ?? ''), 'index');
      return indexOf(bytes, column, kind, text);
    },
    prepare: async (tx) => {
      for (const purpose of ['seal', 'index'] as const) await ring.present(scopedTo(tx, ''), purpose);
    },
    shred: async (tx) => {
      await tx.query(
        'update data_key set wrapped = null, shredded_at = now(), retired_at = now()' +
          " where organization_id = $1 and purpose = 'seal' and subject_id is null and wrapped is not null",
        [tx.organizationId],
      );
      ring.forget(scopedTo(tx, ''));
    },
  };
}

function contextOf({ scope }: Scoped, { table, column, rowId }: Field): string {
  return [scope, table, column, rowId].join('|');
}

/** A key's UUID in 22 characters instead of 36: it stands in every sealed text. */
function shortId(uuid: string): string {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');
}

function uuidOf(short: string): string {
  const hex = Buffer.from(short, 'base64url').toString('hex').padEnd(32, '0').slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

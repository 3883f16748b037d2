import type { RootKeys } from '../secrets/index.ts';
import { PersonalDataError } from './errors.ts';
import type { KeyRow, Purpose } from './key-rows.ts';
import { openBytes, parseSealed, sealBytes } from './sealed-text.ts';

/** Seals a data key with the newest generation of the root key. */
export function wrap(
  rootKeys: RootKeys,
  scope: string,
  keyId: string,
  purpose: Purpose,
  key: Buffer,
): { readonly rootGeneration: number; readonly wrapped: string } {
  const root = rootKeys.current();
  const wrapped = sealBytes(root.key, String(root.generation), contextOf(scope, keyId, purpose), key);
  return { rootGeneration: root.generation, wrapped };
}

/** The data key of a row; null when it was thrown away. Throws {@link PersonalDataError} when this machine cannot open it. */
export function unwrap(rootKeys: RootKeys, scope: string, row: KeyRow): Buffer | null {
  if (row.wrapped === null) return null;
  const root = rootKeys.of(row.root_generation);
  if (root === undefined) {
    throw new PersonalDataError(
      `Personal data was sealed with root key ${row.root_generation}, which is not on this machine.` +
        ' Copy the files root-key-… from the secrets of the machine where the data comes from.',
    );
  }
  try {
    return openBytes(root.key, contextOf(scope, row.key_id, row.purpose), parseSealed(row.wrapped));
  } catch (error) {
    if (!(error instanceof PersonalDataError)) throw error;
    throw new PersonalDataError(
      `The root key ${row.root_generation} of this machine is not the one that personal data was sealed with.` +
        ' Copy the files root-key-… from the secrets of the machine where the data comes from.',
    );
  }
}

function contextOf(scope: string, keyId: string, purpose: Purpose): string {
  return `data-key|${scope}|${keyId}|${purpose}`;
}

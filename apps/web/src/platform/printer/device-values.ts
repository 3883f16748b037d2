import { type CacheDatabase, openCacheDatabase } from '../local-db/cache-db.ts';

let opening: Promise<CacheDatabase> | null = null;

/** The small values of this device, opened once. */
export function deviceDatabase(): Promise<CacheDatabase> {
  opening ??= openCacheDatabase();
  return opening;
}

/** Values of one kind among them, told apart by how their names begin. */
export function deviceValues<T>(prefix: string) {
  return {
    list: async () =>
      (await (await deviceDatabase()).getAll('values', IDBKeyRange.bound(prefix, `${prefix}\uffff`))) as T[],
    put: async (name: string, value: T) => {
      await (await deviceDatabase()).put('values', value, prefix + name);
    },
    remove: async (name: string) => (await deviceDatabase()).delete('values', prefix + name),
  };
}

import { minor } from '@mosaajii/domain/money';
import type { HeldSaleItem } from '@mosaajii/domain/sale';
import { type Source, source } from '../../../platform/device/observable.ts';
import type { RegisterAnswer } from '../../../platform/sync/index.ts';
import type { TillHeld } from '../ports.ts';

type Items = { readonly byId: ReadonlyMap<string, HeldSaleItem> };
interface Kept {
  item: HeldSaleItem;
  content: string;
  lockId: string | null;
}

/** The rules of the server about held sales, in memory, for tills of one test: what the tests of the server prove, in small. */
export class HeldStore {
  readonly items: Source<Items | null> = source<Items | null>({ byId: new Map() });
  readonly asked: string[] = [];
  isReachable = true;
  /** The codes of registers that have lost their line. */
  readonly away = new Set<string>();
  readonly #kept = new Map<string, Kept>();

  /** What a till of the store sees. */
  port(registerId: string, registerCode: string, people: TillHeld['people']): TillHeld {
    return {
      items: this.items,
      people,
      registerId,
      ask: (path, body) => Promise.resolve(this.#ask({ registerId, registerCode }, path, body)),
    };
  }

  /** The server heard of a sale of it, from wherever. */
  sell(heldSaleId: string): void {
    this.#kept.delete(heldSaleId);
    this.#tell();
  }

  #ask(from: Pick<HeldSaleItem, 'registerId' | 'registerCode'>, path: string, given: unknown): RegisterAnswer {
    if (!this.isReachable || this.away.has(from.registerCode))
      return { ok: false, code: 'unreachable', detail: 'down', extra: {} };
    const body = given as Record<string, never>;
    const [, , id = String(body['heldSaleId']), verb = 'hold'] = path.split('/');
    this.asked.push(verb);
    const kept = this.#kept.get(id);
    const isOthers = kept?.lockId !== undefined && kept.lockId !== null && kept.lockId !== body['lockId'];
    if (kept === undefined && (verb !== 'hold' || body['baseVersion'] !== 0)) return refusal('held-sale-gone');
    if (isOthers && body['takesOver'] !== true) return refusal('held-sale-taken', { holder: kept.item.lock ?? {} });
    if (verb === 'hold') return this.#hold(from, id, kept, body);
    if (kept === undefined) return refusal('held-sale-gone');
    if (verb === 'drop') this.#kept.delete(id);
    if (verb === 'release') this.#unlock(kept);
    if (verb === 'lock') {
      kept.lockId = body['lockId'] ?? null;
      const lock = {
        userId: body['userId'] ?? '',
        ...from,
        since: '2026-11-22T07:04:00.000Z',
        until: '2099-01-01T00:00:00.000Z',
      };
      kept.item = { ...kept.item, lock };
    }
    this.#tell();
    return { ok: true, value: { heldSaleId: id, version: kept.item.version, content: kept.content, isDone: true } };
  }

  #hold(
    from: Pick<HeldSaleItem, 'registerId' | 'registerCode'>,
    id: string,
    kept: Kept | undefined,
    body: Record<string, never>,
  ): RegisterAnswer {
    if (kept !== undefined && kept.item.version !== body['baseVersion']) return refusal('held-sale-changed');
    const version = Number(body['baseVersion']) + 1;
    const { label = '', lineCount = 0, totalMinor = 0, userId = '', content = '' } = body;
    const item = {
      id,
      version,
      label,
      lineCount,
      totalMinor: minor(totalMinor),
      heldBy: userId,
      heldAt: '2026-11-22T07:00:00.000Z',
    };
    this.#kept.set(id, { item: { ...item, ...from }, content, lockId: null });
    this.#tell();
    return { ok: true, value: { heldSaleId: id, version } };
  }

  #unlock(kept: Kept): void {
    const { lock: _lock, ...item } = kept.item;
    kept.item = item;
    kept.lockId = null;
  }

  #tell(): void {
    this.items.set({ byId: new Map([...this.#kept].map(([id, { item }]) => [id, item])) });
  }
}

function refusal(code: string, extra: Readonly<Record<string, unknown>> = {}): RegisterAnswer {
  return { ok: false, code, detail: code, extra };
}

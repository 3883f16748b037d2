import type { AuditAction } from '@mosaajii/contract/audit-actions';
import type { AddressBlock, AddressList, AddressRule } from '@mosaajii/contract/security';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import {
  type AddressBlock as Block,
  type GuessingAddress,
  isLoopback,
  isNetwork,
  liftBlock,
  liftGuessingAddress,
  Networks,
  type AddressRule as Rule,
  readBlocks,
  readGuessingAddresses,
  readRules,
  removeRule,
  writeRule,
} from '../../../platform/limits/index.ts';

/** Who changes the list, from where. */
export interface Origin {
  readonly actor: UserActor;
  readonly address: string;
  readonly requestId: string;
}

export interface RuleInput {
  readonly ruleId: string;
  readonly network: string;
  readonly effect: 'allow' | 'deny';
  readonly note: string;
  readonly expiresAt: string | null;
}

/** The rules and the blocks that hold now. */
export function listAddresses(deps: Deps): Promise<AddressList> {
  const now = deps.clock.now();
  return deps.db.globalTx(async (tx) => {
    const [rules, blocks, guessing] = await Promise.all([
      readRules(tx, now),
      readBlocks(tx, now),
      readGuessingAddresses(tx, now),
    ]);
    return {
      rules: rules.map(ruleView),
      blocks: [...blocks.map(blockView), ...guessing.map(guessingView)],
    };
  });
}

/** Allows or denies a network. Refuses what is no network, and what would keep out whoever writes it. */
export async function setRule(
  deps: Deps,
  origin: Origin,
  input: RuleInput,
): Promise<Result<AddressRule, Refusal<'invalid-request' | 'conflict'>>> {
  if (!isNetwork(input.network)) {
    return refuse({
      code: 'invalid-request',
      detail: 'network must be an address or a network such as 203.0.113.0/24 or 2001:db8::/32.',
    });
  }
  const isOwn = !isLoopback(origin.address) && new Networks([input.network]).has(origin.address);
  if (input.effect === 'deny' && isOwn) {
    return refuse({ code: 'conflict', detail: `This network holds your own address, ${origin.address}.` });
  }
  const expiresAt = input.expiresAt === null ? null : new Date(input.expiresAt);
  const rule = await deps.db.globalTx(async (tx) => {
    const { accountId } = origin.actor;
    const written = await writeRule(tx, { ...input, expiresAt, accountId }, deps.clock.now());
    await audit(tx, origin, 'address-rule.set', written.network, { after: ruleView(written) });
    return written;
  });
  await deps.limits?.reload();
  return ok(ruleView(rule));
}

/** Takes a rule away; one that is gone already is no mistake. */
export async function dropRule(deps: Deps, origin: Origin, ruleId: string): Promise<void> {
  await deps.db.globalTx(async (tx) => {
    const removed = await removeRule(tx, ruleId);
    if (removed === null) return;
    await audit(tx, origin, 'address-rule.removed', removed.network, { before: ruleView(removed) });
  });
  await deps.limits?.reload();
}

/** Ends a block before its time; one that has ended is no mistake. */
export async function lift(deps: Deps, origin: Origin, subject: string): Promise<void> {
  await deps.db.globalTx(async (tx) => {
    const wasBlocked = await liftBlock(tx, subject);
    const wasGuessing = await liftGuessingAddress(tx, subject);
    if (wasBlocked || wasGuessing) await audit(tx, origin, 'address-block.lifted', subject, {});
  });
  await deps.limits?.forget(subject);
}

/** The list is the installation's; the trail is of the shop of whoever changed it. */
async function audit(
  tx: GlobalTx,
  { actor, address, requestId }: Origin,
  action: AuditAction,
  subjectId: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const inside = await tx.enter(actor.organizationId);
  const subject = { subjectKind: 'address', subjectId } as const;
  const entry = { action, ...subject, userId: actor.userId, detail, address, requestId };
  await recordChange(inside, { kind: 'identity', ids: [], audit: [entry] });
}

function ruleView({ createdAt, expiresAt, ...rule }: Rule): AddressRule {
  return { ...rule, createdAt: createdAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null };
}

function blockView({ blockedAt, blockedUntil, ...block }: Block): AddressBlock {
  return { ...block, blockedAt: blockedAt.toISOString(), blockedUntil: blockedUntil.toISOString() };
}

/** Passwords that were tried from one address are counted apart from requests. */
function guessingView({ subject, failures, since, blockedUntil }: GuessingAddress): AddressBlock {
  const times = { blockedAt: since.toISOString(), blockedUntil: blockedUntil.toISOString() };
  return { subject, kind: 'guessing', strikes: failures, ...times };
}
